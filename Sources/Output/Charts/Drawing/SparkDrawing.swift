import Text

/// Series on one line each: small columns from zero, and the numbers that matter beside them.
struct SparkDrawing {
  private let figure: LineFigure
  private let width: Int
  private let style: TableStyle

  init(_ figure: LineFigure, _ width: Int, _ style: TableStyle) {
    (self.figure, self.width, self.style) = (figure, width, style)
  }

  var lines: [String] {
    let names = LabelColumns(
      ChartLabels(headers: [""], isRightAligned: [false], rows: figure.series.map { [$0.name] }),
      room: max(8, width / 3), style)
    let ends = figure.series.map(ends)
    let headers = ["least", "most", "last"]
    let widths = headers.indices.map { column in
      ends.reduce(headers[column].count) { max($0, DisplayWidth.of($1[column])) }
    }
    // Where there is no room for all numbers, the last goes first.
    var shown = headers.count
    while shown > 0, room(names, widths.prefix(shown)) < 8 { shown -= 1 }
    let cells = max(4, room(names, widths.prefix(shown)))
    let sparks = figure.series.map { spark($0, cells) }
    let longest = sparks.map(DisplayWidth.of).max() ?? 0
    var header = ChartLine()
    header.space(names.width + LabelColumns.gap)
    let axis = DisplayWidth.of(axisText) <= longest ? axisText : ""
    header.add(axis, toWidth: longest, paint: style.dim)
    add(headers, widths.prefix(shown), to: &header, style.dim)
    let rows = figure.series.indices.map { index in
      var line = ChartLine()
      names.add(index, to: &line)
      line.space(LabelColumns.gap)
      line.add(sparks[index], toWidth: longest)
      add(ends[index], widths.prefix(shown), to: &line) { $0 }
      return line.text
    }
    return (header.text.isEmpty ? [] : [header.text]) + rows
  }

  private func room(_ names: LabelColumns, _ widths: ArraySlice<Int>) -> Int {
    width - names.width - LabelColumns.gap - widths.reduce(0) { $0 + $1 + LabelColumns.gap }
  }

  private func add(_ texts: [String], _ widths: ArraySlice<Int>, to line: inout ChartLine, _ paint: (String) -> String)
  {
    for (text, width) in zip(texts, widths) {
      line.space(LabelColumns.gap)
      line.add(text, toWidth: width, onRight: true, paint: paint)
    }
  }

  /// `2024-01-01 to 2026-06-30`
  private var axisText: String {
    switch figure.axis {
    case .scale(let type, let range): "\(Ticks.text(range.lowerBound, type)) to \(Ticks.text(range.upperBound, type))"
    case .names(let names):
      TableText.safe("\((names.first ?? nil) ?? "·") to \((names.last ?? nil) ?? "·")")
    }
  }

  private func ends(_ series: LineFigure.Series) -> [String] {
    let numbers = series.points.compactMap(\.number)
    let ends = [numbers.min(), numbers.max(), numbers.last]
    return ends.map { $0.map { Ticks.text($0, series.type) } ?? style.missing }
  }

  /// A column for each point, or for the mean of as many as share a cell; a gap where there is no value.
  private func spark(_ series: LineFigure.Series, _ cells: Int) -> String {
    let points = series.points.map(\.number)
    let count = min(points.count, cells)
    let values = (0..<count).map { cell -> Double? in
      let known = points[cell * points.count / count..<(cell + 1) * points.count / count].compactMap { $0 }
      return known.isEmpty ? nil : known.reduce(0) { $0 + $1 / Double(known.count) }
    }
    let range = ChartReading.zeroBased(ChartReading.range(values.compactMap { $0 }))
    let (low, high) = (range.lowerBound / 2, range.upperBound / 2)
    let signs = values.map { value -> String in
      guard let value else { return " " }
      let share = high > low ? (value / 2 - low) / (high - low) : 0
      return Blocks.upward(max(1, Int((share * 8).rounded())), style.ascii)
    }
    return String(signs.joined().reversed().drop { $0 == " " }.reversed())
  }
}
