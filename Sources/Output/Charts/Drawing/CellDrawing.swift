import Text

/// A grid on a terminal: each cell is a shade and its value, or only a shade where the values have no room.
struct CellDrawing {
  private static let gap = 2

  private let figure: CellFigure
  private let width: Int
  private let style: TableStyle
  private let labels: LabelColumns
  private let names: [String]
  private let texts: [[String]]

  init(_ figure: CellFigure, _ width: Int, _ style: TableStyle) {
    (self.figure, self.width, self.style) = (figure, width, style)
    labels = LabelColumns(figure.labels, room: max(8, width / 3), style)
    names = figure.columns.map(TableText.safe)
    texts = figure.rows.map { row in row.map { $0.text.map(TableText.safe) ?? style.missing } }
  }

  /// How the columns lie: how wide each is, how many there are, and whether values are printed.
  private struct Layout {
    var widths: [Int]
    var hasValues: Bool
  }

  var lines: [String] {
    let layout = layout
    let rows = figure.rows.indices.map { line($0, layout) }
    let leftOut =
      ChartReading.leftOut(names.dropFirst(layout.widths.count).map { $0 }).map {
        WordWrap.lines($0, width: width).map(style.dim)
      } ?? []
    return [header(layout)] + rows + legend + leftOut
  }

  private var layout: Layout {
    let room = width - labels.width
    // The shade, a space, and the value.
    let valueWidths = names.indices.map { column in
      texts.reduce(0) { max($0, DisplayWidth.of($1[column])) } + 2
    }
    let full = zip(names, valueWidths).map { max(min(DisplayWidth.of($0), 12), $1) }
    if total(full) <= room { return Layout(widths: full, hasValues: true) }
    let narrow = valueWidths.map { max(4, $0) }
    if total(narrow) <= room { return Layout(widths: narrow, hasValues: true) }
    let shades = names.map { max(2, min(DisplayWidth.of($0), 4)) }
    if total(shades) <= room { return Layout(widths: shades, hasValues: false) }
    var some = narrow
    while total(some) > room, some.count > 1 { some.removeLast() }
    return Layout(widths: some, hasValues: true)
  }

  private func total(_ widths: [Int]) -> Int { widths.reduce(0) { $0 + $1 + Self.gap } }

  private func header(_ layout: Layout) -> String {
    var line = ChartLine()
    labels.addHeader(to: &line)
    for (name, width) in zip(names, layout.widths) {
      line.space(Self.gap)
      line.add(
        DisplayWidth.cut(name, toWidth: width, mark: style.ellipsis), toWidth: width, onRight: true, paint: style.bold)
    }
    return line.text
  }

  private func line(_ row: Int, _ layout: Layout) -> String {
    var line = ChartLine()
    labels.add(row, to: &line)
    for (column, width) in layout.widths.enumerated() {
      line.space(Self.gap)
      let level = level(figure.rows[row][column].number)
      let shade = level.map { Blocks.shades(style.ascii)[$0] } ?? " "
      let text = texts[row][column]
      if layout.hasValues {
        let lead = max(1, width - DisplayWidth.of(text) - 1)
        let cell =
          shade + String(repeating: " ", count: lead) + DisplayWidth.cut(text, toWidth: width - 1, mark: style.ellipsis)
        line.add(cell, toWidth: width, paint: { paint($0, level) })
      } else {
        let cell = level == nil ? style.missing : String(repeating: shade, count: width)
        line.add(cell, toWidth: width, onRight: true, paint: { paint($0, level) })
      }
    }
    return line.text
  }

  /// Which shade a number has; nil where there is none.
  private func level(_ number: Double?) -> Int? {
    guard let number else { return nil }
    let (low, high) = (figure.range.lowerBound / 2, figure.range.upperBound / 2)
    guard high > low else { return 0 }
    let levels = Blocks.shades(style.ascii).count
    return min(levels - 1, Int((number / 2 - low) / (high - low) * Double(levels)))
  }

  private func paint(_ text: String, _ level: Int?) -> String { level == nil ? style.dim(text) : text }

  /// What the shades stand for: `░ from 0%  ▒ from 25%  ▓ from 50%  █ from 75%`.
  private var legend: [String] {
    let (low, high) = (figure.range.lowerBound, figure.range.upperBound)
    guard high > low else { return [] }
    let shades = Blocks.shades(style.ascii)
    let texts = shades.enumerated().map { index, shade in
      let start = low / 4 * Double(4 - index) + high / 4 * Double(index)
      return "\(shade) from \(Ticks.text(start, figure.type))"
    }
    return WordWrap.lines(texts.joined(separator: "  "), width: width).map(style.dim)
  }
}
