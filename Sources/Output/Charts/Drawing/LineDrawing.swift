import Text

/// Lines on a terminal: one panel for each series, all over one axis, which stands below the last.
struct LineDrawing {
  private let figure: LineFigure
  private let width: Int
  private let style: TableStyle

  init(_ figure: LineFigure, _ width: Int, _ style: TableStyle) {
    (self.figure, self.width, self.style) = (figure, width, style)
  }

  var lines: [String] {
    let height = figure.series.count > 1 ? 6 : 12
    let scales = figure.series.map { ValueScale($0, height) }
    let lead = scales.flatMap(\.texts.values).map(DisplayWidth.of).max() ?? 0
    let cells = max(8, width - lead - 2)
    let places = PlaceScale(figure.axis, cells)
    var lines: [String] = []
    for (series, scale) in zip(figure.series, scales) {
      if !lines.isEmpty { lines.append("") }
      lines.append(title(series))
      var canvas = LineCanvas(width: cells, height: height)
      canvas.draw(series.points, places, scale)
      for row in stride(from: height - 1, through: 0, by: -1) {
        var line = ChartLine()
        let text = scale.texts[row]
        line.add(text ?? "", toWidth: lead, onRight: true, paint: style.dim)
        line.add(style.ascii ? (text == nil ? " |" : " +") : text == nil ? " │" : " ┤", paint: style.dim)
        line.add(canvas.text(row, style.ascii))
        lines.append(line.text)
      }
    }
    return lines + axis(lead, places)
  }

  /// `revenue by month   least 4,718.72 · most 101,690.18 · last 40,395.75`
  private func title(_ series: LineFigure.Series) -> String {
    let axis = figure.axisName.isEmpty ? "" : " by \(figure.axisName)"
    let name = DisplayWidth.cut(TableText.safe(series.name + axis), toWidth: width, mark: style.ellipsis)
    let numbers = series.points.compactMap(\.number)
    guard let least = numbers.min(), let most = numbers.max(), let last = numbers.last else { return style.bold(name) }
    let dot = style.ascii ? " - " : " · "
    let ends = least == most ? [("always", most)] : [("least", least), ("most", most), ("last", last)]
    let text = ends.map { "\($0) \(Ticks.text($1, series.type))" }.joined(separator: dot)
    let isTooLong = DisplayWidth.of(name) + 3 + DisplayWidth.of(text) > width
    return style.bold(name) + (isTooLong ? "" : "   " + style.dim(text))
  }

  private func axis(_ lead: Int, _ places: PlaceScale) -> [String] {
    let axis = places.axis
    var rule = ChartLine()
    rule.space(lead + 1)
    rule.add((style.ascii ? "+" : "└") + axis.rule(at: -1, corner: "", ascii: style.ascii), paint: style.dim)
    var texts = ChartLine()
    texts.space(lead + 2)
    texts.add(axis.texts)
    return [rule.text, texts.text]
  }
}

/// The axis of the values: from which number to which, in rows.
struct ValueScale {
  private let range: ClosedRange<Double>
  private let height: Int
  /// The texts of the marks, by their rows.
  private(set) var texts: [Int: String] = [:]

  /// Begins at zero unless the values are close to each other and far from it.
  init(_ series: LineFigure.Series, _ height: Int) {
    self.height = height
    var (low, high) = (series.range.lowerBound, series.range.upperBound)
    if low >= 0, low == high || low < high / 3 * 2 { low = 0 }
    if high <= 0, low == high || high > low / 3 * 2 { high = 0 }
    if low == high { high = low + 1 }
    let most = max(3, height / 3 + 1)
    if let step = Ticks.step(low...high, type: series.type, most: most) {
      low = step.value(step.index(of: low))
      let last = step.index(of: high)
      high = step.value(last) < high ? step.value(last + 1) : high
    }
    range = low...high
    for tick in Ticks.over(range, type: series.type, most: most + 2) {
      texts[Int(row(tick.value).rounded())] = tick.text
    }
  }

  /// How far up a value lies: 0 to height - 1.
  func row(_ value: Double) -> Double {
    let (low, high) = (range.lowerBound / 2, range.upperBound / 2)
    return ((value / 2 - low) / (high - low) * Double(height - 1)).clamped(to: 0...Double(height - 1))
  }
}

/// The axis below: from which place to which, in cells.
struct PlaceScale {
  private let source: LineFigure.Axis
  private let cells: Int

  init(_ source: LineFigure.Axis, _ cells: Int) { (self.source, self.cells) = (source, cells) }

  /// The cell of a place; where there is but one place, the middle.
  func cell(_ place: Double) -> Int {
    let (low, high): (Double, Double) =
      switch source {
      case .scale(_, let range): (range.lowerBound / 2, range.upperBound / 2)
      case .names(let names): (0, Double(names.count - 1) / 2)
      }
    guard high > low else { return cells / 2 }
    let share = (place / 2 - low) / (high - low)
    return Int((share * Double(cells - 1)).rounded().clamped(to: 0...Double(cells - 1)))
  }

  var axis: AxisLine {
    switch source {
    case .scale(let type, let range):
      AxisLine(range, marks: { Ticks.over(range, type: type, most: $0) }, cells: cells, cell: cell)
    case .names(let names):
      AxisLine(
        names.enumerated().map {
          (cell: cell(Double($0)), text: DisplayWidth.cut(TableText.safe($1 ?? "·"), toWidth: 16))
        },
        cells: cells)
    }
  }
}
