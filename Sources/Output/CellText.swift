import CivilTime
import Columns

/// The values of one result column as texts for people.
///
/// Whole numbers are grouped by thousands, but not in a column that holds only years (1800–2199): `2,026` is no year.
/// Missing values are nil.
public enum CellText {
  /// The texts of a range of rows. The way of writing is decided by these rows alone.
  public static func texts(_ column: Column, rows: Range<Int>) -> [String?] {
    let values = rows.map { column.value($0) }
    let grouped = !holdsYears(values)
    return values.map { text($0, type: column.type, grouped: grouped) }
  }

  /// The text of one value; nil if it is missing.
  public static func text(_ value: Value, type: ValueType, grouped: Bool = true) -> String? {
    switch value {
    case .missing: nil
    case .truth(let truth): truth ? "true" : "false"
    case .text(let text): text
    case .whole(let number): grouped ? NumberText.whole(number) : String(number)
    case .number(let number): decimal(number, type)
    case .money(let minorUnits): NumberText.money(minorUnits)
    case .date(let days): IsoText.date(days)
    case .time(let microseconds): IsoText.time(microseconds).replacingFirstT()
    case .duration(let microseconds): DurationText.short(microseconds: microseconds)
    case .textSet(let texts): texts.joined(separator: ", ")
    case .reference(let row): row < 0 ? nil : "#\(row)"
    }
  }

  /// Whether the thousands of a column are set apart: all columns but those that hold only years.
  public static func groupsThousands(_ column: Column) -> Bool {
    column.type != .whole || !holdsYears((0..<column.count).lazy.map { column.value($0) })
  }

  private static func decimal(_ number: Double, _ type: ValueType) -> String {
    switch type {
    case .percent: NumberText.percent(number)
    case .inexactMoney: NumberText.inexactMoney(number)
    default: NumberText.number(number)
    }
  }

  private static func holdsYears(_ values: some Sequence<Value>) -> Bool {
    var years = 0
    for value in values {
      switch value {
      case .missing: continue
      case .whole(1800...2199): years += 1
      default: return false
      }
    }
    return years > 0
  }
}

extension String {
  /// A space between day and clock, as people write it.
  fileprivate func replacingFirstT() -> String {
    guard let index = firstIndex(of: "T") else { return self }
    return self[..<index] + " " + self[self.index(after: index)...]
  }
}

extension TableText {
  /// The first rows of a result as texts: no more than `maxRows` are read. Complexity: O(columns × rows read).
  public init(_ result: ResultTable, maxRows: Int? = nil) {
    let shown = 0..<min(result.rowCount, max(0, maxRows ?? result.rowCount))
    let texts = result.fields.map { CellText.texts($0.column, rows: shown) }
    self.init(
      columns: result.fields.map { TableText.column($0.name, $0.column.type) },
      rows: shown.map { row in texts.map { $0[row] } }, rowCount: result.rowCount)
  }

  private static func column(_ name: String, _ type: ValueType) -> Column {
    switch type {
    case .whole, .number, .percent, .money, .inexactMoney, .duration: Column(name, isRightAligned: true)
    case .date, .time, .truth: Column(name, isUncut: true)
    case .text, .textSet, .reference: Column(name)
    }
  }
}
