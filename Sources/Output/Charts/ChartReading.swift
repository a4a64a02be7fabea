import Columns

/// Taking values out of a result for a drawing.
struct ChartReading {
  let table: ResultTable

  func name(_ field: Int) -> String { table.fields[field].name }
  func type(_ field: Int) -> ValueType { table.fields[field].column.type }

  /// The values of a column in some rows: where they lie on an axis, and how they are printed.
  func values(_ field: Int, _ rows: Range<Int>) -> [ChartValue] {
    let column = table.fields[field].column
    let texts = CellText.texts(column, rows: rows)
    return zip(rows, texts).map { row, text in ChartValue(Self.number(column.value(row)), text) }
  }

  /// Where the values of a column lie on an axis.
  func numbers(_ field: Int, _ rows: Range<Int>) -> [Double?] {
    let column = table.fields[field].column
    return rows.map { Self.number(column.value($0)) }
  }

  func texts(_ field: Int, _ rows: Range<Int>) -> [String?] { CellText.texts(table.fields[field].column, rows: rows) }

  /// Where a value lies on an axis; nil for what is missing, not finite, or no number.
  static func number(_ value: Value) -> Double? {
    switch value {
    case .whole(let number): Double(number)
    case .number(let number): number.isFinite ? number : nil
    case .money(let minorUnits): Double(minorUnits) / 100
    case .date(let days): Double(days)
    case .time(let microseconds), .duration(let microseconds): Double(microseconds)
    default: nil
    }
  }

  /// The columns that tell rows apart; the rows' numbers where there are none.
  func labels(_ fields: [Int], _ rows: Range<Int>) -> ChartLabels {
    guard !fields.isEmpty else {
      let numbers = rows.map { [NumberText.whole(Int64($0) + 1) as String?] }
      return ChartLabels(
        headers: [rows.count > 1 ? "row" : ""], isRightAligned: [true],
        rows: rows.count > 1 ? numbers : rows.map { _ in [""] })
    }
    let columns = fields.map { texts($0, rows) }
    return ChartLabels(
      headers: fields.map(name),
      isRightAligned: fields.map { table.fields[$0].column.type.isNumeric },
      rows: rows.indices.map { row in columns.map { $0[row - rows.lowerBound] } })
  }

  /// From the least to the greatest of some numbers; nil where there are none.
  static func range(_ numbers: some Sequence<Double>) -> ClosedRange<Double>? {
    var range: ClosedRange<Double>?
    for number in numbers {
      range = range.map { min($0.lowerBound, number)...max($0.upperBound, number) } ?? number...number
    }
    return range
  }

  /// The range that holds zero too.
  static func zeroBased(_ range: ClosedRange<Double>?) -> ClosedRange<Double> {
    range.map { min(0, $0.lowerBound)...max(0, $0.upperBound) } ?? 0...0
  }

  /// What to say of rows without a value; nil where there are none.
  static func missing(_ count: Int, of name: String) -> String? {
    guard count > 0 else { return nil }
    return count == 1 ? "1 row has no \(name)" : "\(NumberText.whole(Int64(count))) rows have no \(name)"
  }

  /// The most panels or series of one drawing: more are named and left out.
  static let mostPanels = 6

  /// That some columns or series are not drawn; nil where all are.
  static func leftOut(_ names: [String]) -> String? {
    guard !names.isEmpty else { return nil }
    let more = names.count > 5 ? " and \(NumberText.whole(Int64(names.count - 5))) more" : ""
    return "not drawn: \(names.prefix(5).joined(separator: ", "))\(more)"
  }
}
