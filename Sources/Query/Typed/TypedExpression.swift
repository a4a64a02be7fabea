import Columns
import Diagnostics

/// An expression whose names are found and whose types are known: what planning, evaluating, explaining and SQL start from.
///
/// Every expression is evaluated for a row of some table, its scope. `hop`, `aggregate` and `outer` change the scope of
/// what they hold; nothing else does.
public struct TypedExpression: Hashable, Sendable {
  public var kind: Kind
  public var type: ValueType
  /// Where it came from: of a measure's parts, where the measure was used.
  public var span: Span

  public init(_ kind: Kind, _ type: ValueType, at span: Span) {
    self.kind = kind
    self.type = type
    self.span = span
  }

  public indirect enum Kind: Hashable, Sendable {
    case constant(Value)
    /// A column of the scope's table, by its position. Of a reference: the text of its key.
    case column(table: Int, column: Int)
    /// Where the scope's row came from.
    case origin(table: Int, OriginPart, RowSources)
    /// A column that an earlier clause added, by its number within the query.
    case slot(Int)
    /// The row that a reference column leads to; missing where it leads nowhere.
    case hop(table: Int, column: Int, TypedExpression)
    case call(Function, [TypedExpression])
    /// One value from the rows that refer to this one.
    case aggregate(ChildAggregate)
    /// Whether the steps of a journey happened one after another.
    case journey(ChildJourney)
    /// Inside an aggregate: the value of the row whose children are aggregated. Behind a reference: of the row that refers.
    case outer(TypedExpression)
    /// Whether this row of the segment's table is a member.
    case member(of: SegmentQuery)
  }

  /// A condition that holds everywhere or nowhere, or a known value.
  public static func constant(_ value: Value, _ type: ValueType, at span: Span) -> TypedExpression {
    TypedExpression(.constant(value), type, at: span)
  }

  /// The constant, if it is one.
  public var constant: Value? {
    if case .constant(let value) = kind { return value }
    return nil
  }
}

/// An aggregate over the rows that refer to the scope's row: `sum(purchases.amount during last 90d where channel = "web")`.
public struct ChildAggregate: Hashable, Sendable {
  public var function: AggregateFunction
  /// The ways back from the scope's table to the rows aggregated, by position in `Book.waysBack`; one or more.
  public var path: [Int]
  /// The table at the end of the path: the scope of `value`, `during` and `filter`.
  public var table: Int
  /// What is aggregated; nil where only rows count (`count`, `any`, `no`, `every`).
  public var value: TypedExpression?
  /// The gaps between consecutive different values are aggregated instead of the values.
  public var overGaps: Bool
  /// The event date lies in the range of `during`.
  public var during: TypedExpression?
  /// The condition of `where`: a filter, but for `every` the test.
  public var filter: TypedExpression?
}

/// A segment in use as a condition: its name and the query that finds its members.
public struct SegmentQuery: Hashable, Sendable {
  /// The segment's name; of recorded members the whole condition, which tells them from today's.
  public var name: String
  /// Of recorded members a query of their table alone.
  public var query: TypedQuery
  /// The rows that snapshots tell of, where they are asked for instead of today's.
  public var recorded: Bitmap?

  /// As a condition: `in champions`, `left champions in last 30d`.
  public var condition: String { recorded == nil ? "in \(name)" : name }

  /// The same segment on another day has other members.
  public static func == (a: SegmentQuery, b: SegmentQuery) -> Bool {
    a.name == b.name && a.query.today == b.query.today && a.query.asOf == b.query.asOf
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(name)
    hasher.combine(query.today)
  }
}
