import Columns
import Diagnostics

/// A column of a result as charts see it, before there are rows.
public struct ChartField: Sendable {
  /// What a column is to its rows.
  public enum Role: Sendable {
    /// It says which group the row is.
    case key
    /// One of a row of columns that measure the same thing.
    case cell
    case plain
  }

  public var name: String
  public var type: ValueType
  public var role: Role

  public init(name: String, type: ValueType, role: Role = .plain) {
    self.name = name
    self.type = type
    self.role = role
  }

  /// Whether its values have a length.
  var isMeasure: Bool { type.isNumeric || type == .duration }
  var isMoment: Bool { type == .date || type == .time }
}

/// The columns of a result, and the one that was asked for.
public struct ChartColumns: Sendable {
  public var fields: [ChartField]
  /// The column that `of` names; nil where nothing was said.
  public var wanted: Int?
  /// The result has one row, whatever the data: totals of all rows.
  public var isOneRow: Bool

  public init(_ fields: [ChartField], wanted: Int? = nil, isOneRow: Bool = false) {
    self.fields = fields
    self.wanted = wanted
    self.isOneRow = isOneRow
  }

  /// The columns to draw: the one asked for, or every number that is no key.
  ///
  /// - Throws: what to do where there is nothing with a length.
  func measures() throws(Diagnostic) -> [Int] {
    if let wanted {
      if fields[wanted].isMeasure { return [wanted] }
      throw notNumbers("\(fields[wanted].name) has no numbers to draw")
    }
    let all = fields.indices.filter { fields[$0].isMeasure && fields[$0].role != .key }
    if !all.isEmpty { return all }
    throw notNumbers(
      fields.count == 1 ? "\(fields[0].name) has no numbers to draw" : "No column here has numbers to draw")
  }

  private func notNumbers(_ what: String) -> Diagnostic {
    let text = fields.first { $0.type == .text || $0.type == .truth } ?? fields.first
    return Diagnostic(
      "nothing-to-draw", "\(what).",
      notes: text.map { ["Count the rows of each value first, as in: group by \($0.name) show count chart bar"] } ?? [])
  }

  /// What says which row is which, beside the columns to draw: the keys, or the texts and dates before the first of these.
  func labels(beside values: [Int]) -> [Int] {
    let others = fields.indices.filter { !values.contains($0) }
    let keys = others.filter { fields[$0].role == .key }
    if !keys.isEmpty { return keys }
    let names = others.filter { !fields[$0].isMeasure }
    let leading = names.filter { $0 < values.first ?? 0 }
    return leading.isEmpty ? Array(names.prefix(1)) : leading
  }

  /// The columns of a pivot or a cohort.
  var cells: [Int] { fields.indices.filter { fields[$0].role == .cell && fields[$0].isMeasure } }

  /// The columns of a pivot or a cohort whose names are numbers that go on from one to the next, so that a row is a series.
  func cellsAcross() -> [Int]? {
    let cells = cells
    let numbers = cells.compactMap { Int(fields[$0].name) }
    guard wanted == nil, cells.count > 1, numbers.count == cells.count else { return nil }
    let isAscending = zip(numbers, numbers.dropFirst()).allSatisfy { $0 < $1 }
    let keysAreScale = fields.contains { $0.role == .key && ($0.isMoment || $0.isMeasure) }
    return isAscending && (numbers[0] == 0 || !keysAreScale) ? cells : nil
  }
}

extension ChartKind {
  /// The kind that fits a result where none was named, by its columns alone.
  ///
  /// - Throws: what to do where nothing can be drawn.
  public static func fitting(_ columns: ChartColumns) throws(Diagnostic) -> ChartPlan {
    var plan = try choice(columns).plan(columns)
    plan.isOwnChoice = true
    return plan
  }

  private static func choice(_ columns: ChartColumns) throws(Diagnostic) -> ChartKind {
    if let wanted = columns.wanted, columns.fields[wanted].isMoment { return hist }
    if columns.fields.allSatisfy({ !$0.isMeasure || $0.role == .key }), columns.fields.contains(where: \.isMoment) {
      return hist
    }
    let values = try columns.measures()
    let labels = columns.labels(beside: values)
    if columns.wanted == nil, columns.cells.count > 2 { return heatmap }
    if labels.contains(where: { columns.fields[$0].isMoment }) { return line }
    if labels.count == 2, labels.allSatisfy({ columns.fields[$0].role == .key }) { return heatmap }
    return labels.isEmpty && !columns.isOneRow ? hist : bar
  }

  /// The kind of a name with its columns, or the kind that fits.
  ///
  /// - Throws: what to do; where there is no such kind, which there are.
  public static func plan(_ name: String?, _ columns: ChartColumns) throws(Diagnostic) -> ChartPlan {
    guard let name else { return try fitting(columns) }
    if let kind = named(name) { return try kind.plan(columns) }
    throw Diagnostic(
      "unknown-chart", "There is no chart “\(name)”.",
      notes: ["There are: \(all.map(\.name).joined(separator: ", "))."])
  }
}
