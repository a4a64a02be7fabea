import Columns
import Diagnostics

/// A kind of chart: how it is named, which columns of a result it takes, and what it makes of them.
public struct ChartKind: Sendable {
  public let name: String
  /// What it shows, in a few words.
  public let help: String
  /// Chooses the columns; throws what to do where there are none for it.
  let plan: @Sendable (ChartColumns) throws(Diagnostic) -> ChartPlan
  /// Makes the drawing of no more than so many rows.
  let draw: @Sendable (ChartPlan, ResultTable, _ mostRows: Int?) -> Chart

  /// Every kind, in the order in which they are listed.
  public static let all: [ChartKind] = [bar, line, hist, heatmap, spark]

  /// The kind of a name, in any case; nil if there is none.
  public static func named(_ name: String) -> ChartKind? { all.first { $0.name == name.lowercased() } }
}

/// Which columns of a result are drawn, and as what.
public struct ChartPlan: Sendable {
  public var kind: ChartKind
  /// The columns that say what each row is; empty where the rows are told apart by their number alone.
  public var labels: [Int] = []
  /// The columns whose values are drawn.
  public var values: [Int]
  /// The column whose values part the rows into series, or into the columns of a grid.
  public var parts: Int?
  /// The value columns lie one beside the other on the axis, and each row is a series.
  public var isAcross = false
  /// Nobody named the kind.
  public var isOwnChoice = false

  init(_ kind: ChartKind, labels: [Int] = [], values: [Int], parts: Int? = nil, isAcross: Bool = false) {
    self.kind = kind
    self.labels = labels
    self.values = values
    self.parts = parts
    self.isAcross = isAcross
  }

  /// The drawing of a result, of which no more rows are read than are asked for where the kind draws them one by one.
  public func chart(of table: ResultTable, mostRows: Int? = nil) -> Chart { kind.draw(self, table, mostRows) }
}
