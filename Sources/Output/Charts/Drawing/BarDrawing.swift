import Text

/// Bars on a terminal: the panels side by side where each has room for its bars, else one below the other.
struct BarDrawing {
  /// A panel beside others has at least so many cells for its bars.
  static let leastBeside = 12
  /// A panel alone has.
  static let leastAlone = 6

  private let figure: BarFigure
  private let width: Int
  private let style: TableStyle

  init(_ figure: BarFigure, _ width: Int, _ style: TableStyle) {
    (self.figure, self.width, self.style) = (figure, width, style)
  }

  var lines: [String] {
    let labels = LabelColumns(figure.labels, room: max(8, width * 2 / 5), style)
    let all = figure.panels.count
    let room = (width - labels.width - LabelColumns.gap * all) / max(1, all)
    let panels = figure.panels.map { BarPanelDrawing($0, room, style) }
    if all == 1 || panels.allSatisfy({ $0.barCells >= Self.leastBeside }) { return lines(labels, panels) }
    let alone = figure.panels.map { [BarPanelDrawing($0, width - labels.width - LabelColumns.gap, style)] }
    return alone.enumerated().flatMap { ($0 > 0 ? [""] : []) + lines(labels, $1) }
  }

  /// Panels side by side behind the names of the rows.
  private func lines(_ labels: LabelColumns, _ panels: [BarPanelDrawing]) -> [String] {
    // One panel alone gets what its bars need, at the cost of the names.
    var (labels, panels) = (labels, panels)
    if panels.count == 1, panels[0].barCells < Self.leastAlone {
      let missing = Self.leastAlone - panels[0].barCells
      labels = LabelColumns(figure.labels, room: max(LabelColumns.least, labels.width - missing), style)
      panels = [BarPanelDrawing(panels[0].panel, width - labels.width - LabelColumns.gap, style)]
    }
    var header = ChartLine()
    labels.addHeader(to: &header)
    for panel in panels {
      header.space(LabelColumns.gap)
      panel.addHeader(to: &header)
    }
    let rows = (0..<labels.count).map { row in
      var line = ChartLine()
      labels.add(row, to: &line)
      for panel in panels {
        line.space(LabelColumns.gap)
        panel.add(row, to: &line)
      }
      return line.text
    }
    return [header.text] + rows + axis(labels.width, panels)
  }

  private func axis(_ indent: Int, _ panels: [BarPanelDrawing]) -> [String] {
    guard panels.contains(where: \.hasBars) else { return [] }
    var (rule, texts) = (ChartLine(), ChartLine())
    rule.space(indent)
    texts.space(indent)
    for panel in panels {
      rule.space(LabelColumns.gap)
      texts.space(LabelColumns.gap)
      panel.addAxis(&rule, &texts)
    }
    return [rule.text, texts.text]
  }
}

/// The values of one column as numbers and as bars.
struct BarPanelDrawing {
  let panel: BarFigure.Panel
  private let style: TableStyle
  private let name: String
  private let texts: [String?]
  private let textWidth: Int
  /// All cells of the panel.
  private let width: Int
  /// Cells on the left of the zero line.
  private let below: Int
  /// Cells on its right.
  private let above: Int

  init(_ panel: BarFigure.Panel, _ width: Int, _ style: TableStyle) {
    self.panel = panel
    self.style = style
    self.width = width
    name = TableText.safe(panel.name)
    texts = panel.values.map { $0.text.map(TableText.safe) }
    let widest = texts.map { DisplayWidth.of($0 ?? style.missing) }.max() ?? 0
    // Where numbers leave no room for bars, the axis alone says how long they are.
    textWidth = widest + 4 <= width ? widest : 0
    let cells = max(2, width - textWidth - 2)
    let (low, high) = (-panel.range.lowerBound, panel.range.upperBound)
    let part = low > 0 ? low / max(low, high) / (low / max(low, high) + high / max(low, high)) : 0
    below = low > 0 ? min(max(1, Int((part * Double(cells)).rounded())), high > 0 ? cells - 1 : cells) : 0
    above = cells - below
  }

  var barCells: Int { below + above }
  var hasBars: Bool { panel.range.lowerBound < 0 || panel.range.upperBound > 0 }

  /// Over the numbers where it is no wider than they are, else over the bars too.
  func addHeader(to line: inout ChartLine) {
    if DisplayWidth.of(name) <= textWidth {
      line.add(name, toWidth: textWidth, onRight: true, paint: style.bold)
      line.space(width - textWidth)
    } else {
      line.add(DisplayWidth.cut(name, toWidth: width, mark: style.ellipsis), toWidth: width, paint: style.bold)
    }
  }

  func add(_ row: Int, to line: inout ChartLine) {
    if textWidth > 0 {
      let text = texts[row]
      line.add(text ?? style.missing, toWidth: textWidth, onRight: true, paint: text == nil ? style.dim : { $0 })
      line.space(1)
    }
    let number = panel.values[row].number ?? 0
    line.add(
      number < 0 ? Blocks.leftward(eighths(number), cells: below, style.ascii) : "", toWidth: below, onRight: true)
    line.add(style.ascii ? "|" : "│", paint: style.dim)
    line.add(number > 0 ? Blocks.rightward(eighths(number), style.ascii) : "", toWidth: above)
    line.space(width - barCells - 1 - (textWidth > 0 ? textWidth + 1 : 0))
  }

  /// How long a bar is; what is not zero is never nothing.
  private func eighths(_ number: Double) -> Int {
    // Both sides have one scale: that of the longer one.
    let isAboveLonger = panel.range.upperBound >= -panel.range.lowerBound
    let (most, cells) = isAboveLonger ? (panel.range.upperBound, above) : (-panel.range.lowerBound, below)
    let length = Int((abs(number) / most * Double(cells) * 8).rounded())
    return min(max(1, length), (number < 0 ? below : above) * 8)
  }

  func addAxis(_ rule: inout ChartLine, _ texts: inout ChartLine) {
    let lead = textWidth > 0 ? textWidth + 1 : 0
    let axis = AxisLine(
      panel.range, marks: { Ticks.over(panel.range, type: panel.type, most: $0) }, cells: barCells + 1,
      cell: { $0 == 0 ? below : $0 < 0 ? below - eighths($0) / 8 : below + (eighths($0) + 7) / 8 })
    rule.space(lead)
    rule.add(axis.rule(at: below, corner: below == 0 ? "├" : "┼", ascii: style.ascii), paint: style.dim)
    texts.space(lead)
    texts.add(axis.texts, toWidth: barCells + 1)
    rule.space(width - barCells - 1 - lead)
    texts.space(width - barCells - 1 - lead)
  }
}
