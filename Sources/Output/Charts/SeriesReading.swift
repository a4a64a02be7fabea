import Columns
import Diagnostics

/// Choosing the columns of a chart of series.
enum SeriesPlan {
  /// The axis is the first column of dates, else what says which row is which, else the first number.
  static func plan(_ kind: ChartKind, _ columns: ChartColumns) throws(Diagnostic) -> ChartPlan {
    if let cells = columns.cellsAcross() {
      return ChartPlan(kind, labels: columns.labels(beside: cells), values: cells, isAcross: true)
    }
    var values = try columns.measures()
    if columns.wanted == nil, !columns.cells.isEmpty { values = columns.cells }
    let labels = columns.labels(beside: values)
    guard let axis = labels.first(where: { columns.fields[$0].isMoment }) ?? labels.first else {
      return values.count > 1 && columns.wanted == nil && !columns.isOneRow
        ? ChartPlan(kind, labels: [values[0]], values: Array(values.dropFirst())) : ChartPlan(kind, values: values)
    }
    let others = labels.filter { $0 != axis && columns.fields[$0].role == .key }
    guard others.count == 1 else { return ChartPlan(kind, labels: [axis], values: values) }
    return ChartPlan(kind, labels: [axis], values: [values[0]], parts: others[0])
  }
}

/// Series out of a result: its columns over an axis, or its rows parted by a key, or each row over its columns.
struct SeriesReading {
  let plan: ChartPlan
  let reading: ChartReading
  private let rows: Range<Int>

  init(plan: ChartPlan, table: ResultTable) {
    self.plan = plan
    reading = ChartReading(table: table)
    rows = 0..<table.rowCount
  }

  /// - Parameter most: how many series are drawn; the others are named in the remarks.
  func figure(most: Int) -> (LineFigure, remarks: [String]) {
    if plan.isAcross { return across(most) }
    let (axis, places) = axis()
    let name = plan.labels.first.map(reading.name) ?? "row"
    let groups = plan.parts.map(parted) ?? [("", Array(rows))]
    var series: [LineFigure.Series] = []
    var names: [String] = []
    let numbers = plan.values.map { reading.numbers($0, rows) }
    for (part, members) in groups {
      for (field, numbers) in zip(plan.values, numbers) {
        let name = part.isEmpty ? reading.name(field) : part
        guard series.count < most else {
          names.append(name)
          continue
        }
        let points = members.compactMap { row in
          places[row].map { LineFigure.Point(place: $0, number: numbers[row]) }
        }
        // Sorting is stable, so rows of one place keep their order.
        series.append(self.series(name, reading.type(field), points.sorted { $0.place < $1.place }))
      }
    }
    let placeless = places.count { $0 == nil }
    let remarks = [ChartReading.missing(placeless, of: name), ChartReading.leftOut(names)].compactMap { $0 }
    return (LineFigure(axisName: name, axis: axis, series: shared(series)), remarks)
  }

  /// Where each row lies on the axis.
  private func axis() -> (LineFigure.Axis, [Double?]) {
    guard let field = plan.labels.first else {
      let count = Double(max(1, rows.count))
      return (.scale(.whole, 1...max(1, count)), rows.map { Double($0 + 1) })
    }
    let type = reading.type(field)
    if type.isNumeric || type == .date || type == .time || type == .duration {
      let places = reading.numbers(field, rows)
      return (.scale(type, ChartReading.range(places.compactMap { $0 }) ?? 0...0), places)
    }
    // Rows of one name share its place, where each of several series has one of them.
    var indices: [String?: Int] = [:]
    var names: [String?] = []
    let places = reading.texts(field, rows).map { text in
      if plan.parts != nil, let index = indices[text] { return Double(index) as Double? }
      indices[text] = names.count
      names.append(text)
      return Double(names.count - 1)
    }
    return (.names(names), places)
  }

  /// The rows of each value of a column, in the order in which the values come.
  private func parted(by field: Int) -> [(String, [Int])] {
    var indices: [String?: Int] = [:]
    var parts: [(String, [Int])] = []
    for (row, text) in zip(rows, reading.texts(field, rows)) {
      if let index = indices[text] {
        parts[index].1.append(row)
      } else {
        indices[text] = parts.count
        parts.append((text ?? "no \(reading.name(field))", [row]))
      }
    }
    return parts
  }

  private func series(_ name: String, _ type: ValueType, _ points: [LineFigure.Point]) -> LineFigure.Series {
    let range = ChartReading.range(points.compactMap(\.number)) ?? 0...0
    return LineFigure.Series(name: name, type: type, points: points, range: range)
  }

  /// Series of one kind have one scale.
  private func shared(_ series: [LineFigure.Series]) -> [LineFigure.Series] {
    var ranges: [ValueType: ClosedRange<Double>] = [:]
    for one in series where one.points.contains(where: { $0.number != nil }) {
      let range = ranges[one.type] ?? one.range
      ranges[one.type] = min(range.lowerBound, one.range.lowerBound)...max(range.upperBound, one.range.upperBound)
    }
    return series.map { one in
      var one = one
      one.range = ranges[one.type] ?? one.range
      return one
    }
  }

  /// Each row is a series over the columns, whose names are the axis.
  private func across(_ most: Int) -> (LineFigure, remarks: [String]) {
    let shown = rows.prefix(most)
    let columns = plan.values.map { reading.numbers($0, shown) }
    let places = plan.values.map { Double(reading.name($0)) ?? 0 }
    let names = plan.labels.map { reading.texts($0, rows) }
    let titles = rows.map { row in names.map { $0[row] ?? "·" }.joined(separator: " ") }
    let type = reading.type(plan.values[0])
    let series = shown.map { row in
      let points = places.indices.map { LineFigure.Point(place: places[$0], number: columns[$0][row]) }
      return self.series(titles[row], type, points)
    }
    let range = (places.first ?? 0)...(places.last ?? 0)
    return (
      LineFigure(axisName: "", axis: .scale(.whole, range), series: shared(series)),
      [ChartReading.leftOut(titles.dropFirst(shown.count).map { $0 })].compactMap { $0 }
    )
  }
}
