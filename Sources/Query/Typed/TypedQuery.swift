import Book
import Columns
import Diagnostics

/// A query whose names are found and whose types are known.
public final class TypedQuery: Sendable {
  public let book: Book
  /// The table whose rows the query starts from.
  public let table: Int
  /// Which of its rows there were; nil where all are asked or were there, and for a segment, whose members were.
  public let existing: TypedExpression?
  /// The segment that narrows the table, if the source names one.
  public let segment: SegmentQuery?
  public let clauses: [TypedClause]
  /// The columns of the result.
  public let fields: [TypedField]
  /// What the query was resolved with; relative dates have become constants.
  public let today: Int32
  /// The day after which nothing has happened for it; nil where everything counts.
  public let asOf: Int32?

  init(
    book: Book, table: Int, existing: TypedExpression? = nil, segment: SegmentQuery? = nil,
    clauses: [TypedClause] = [], fields: [TypedField] = [], today: Int32, asOf: Int32? = nil
  ) {
    self.book = book
    self.table = table
    self.existing = existing
    self.segment = segment
    self.clauses = clauses
    self.fields = fields
    self.today = today
    self.asOf = asOf
  }
}

extension TypedQuery {
  /// Whether the rows that come out are groups or stages, and no longer those of the table.
  public var givesGroups: Bool {
    clauses.contains { clause in
      switch clause.kind {
      case .group, .funnel: true
      default: false
      }
    }
  }
}

/// A column of the result: its name and its value on the rows that the last clause left.
public struct TypedField: Hashable, Sendable {
  public var name: String
  public var value: TypedExpression
}

/// One clause: first the columns that span its rows are computed, then it does its work.
public struct TypedClause: Sendable {
  public var kind: Kind
  public var span: Span
  /// Computed over the rows that enter the clause: means to compare with, quantiles, shares.
  public var spanning: [SpanningColumn]

  public enum Kind: Sendable {
    case filter(TypedExpression)
    case add([SlotColumn])
    case group(Grouping)
    case order([TypedOrderKey])
    case limit(count: Int, offset: Int)
    case top(TopRows)
    case sample(count: Int, seed: Int64)
    case split(Split)
    case funnel(TypedFunnel)
    case pivot(Pivot)
    case cohort(Cohort)
    case previous(PreviousRows)
    /// Chooses the columns of the result; the rows stay.
    case show
    /// Writes the result to a file, which the conversation does; the rows stay.
    case export
    /// Draws the result.
    case chart(ChartRequest)
    /// Writes a text for each row.
    case compose
  }
}

/// A column added to the rows, by its number within the query.
public struct SlotColumn: Sendable {
  public var slot: Int
  public var name: String
  public var value: TypedExpression
}

/// `group by`: one row for each combination of the keys' values; one row in all when there are no keys.
///
/// The rows that follow have only slots: the keys and the aggregates.
public struct Grouping: Sendable {
  public var keys: [SlotColumn]
  public var aggregates: [GroupAggregate]
}

/// An aggregate over the rows of a group, or over all their children (`path`).
public struct GroupAggregate: Sendable {
  public var slot: Int
  public var name: String
  public var function: AggregateFunction
  /// The ways back to the rows aggregated; empty for the group's own rows.
  public var path: [Int]
  /// The table at the end of the path; nil when the rows are themselves groups.
  public var table: Int?
  public var value: TypedExpression?
  public var overGaps: Bool
  public var during: TypedExpression?
  public var filter: TypedExpression?
  public var type: ValueType
  public var span: Span
  /// Of a share: the keys within whose groups it is taken; empty for all.
  public var per: [TypedExpression] = []
}

/// A column computed from all rows that enter a clause.
public struct SpanningColumn: Sendable {
  public enum Kind: Sendable {
    /// The same value in every row.
    case aggregate(GroupAggregate)
    /// value / sum of all values
    case share(TypedExpression)
    case bins(TypedExpression, count: Int)
    case percentRank(TypedExpression)
    case rank(TypedExpression)
    /// The sum of the values from the first row to this one; missing where the row's own value is.
    case running(TypedExpression)
  }

  public var slot: Int
  /// As it was written, for notes.
  public var name: String
  public var type: ValueType
  public var kind: Kind
  /// Within which rows: those with equal values of these; empty for all rows.
  public var per: [TypedExpression]
  public var span: Span
}

/// What to order by, and in which direction.
public struct TypedOrderKey: Sendable {
  public var value: TypedExpression
  public var isDescending: Bool
}

/// `top 10 by spent`, `bottom 5% by spent`, `top 1 per city by spent`
public struct TopRows: Sendable {
  /// How many rows are kept.
  public enum Amount: Sendable {
    case rows(Int)
    /// 0…1; the number of rows is rounded up.
    case fraction(Double)
  }

  public var isBottom: Bool
  public var amount: Amount
  public var per: TypedExpression?
  public var by: TypedExpression
}

/// `split 90/10 seed 7`: a column that says which part a row belongs to, "A" for the first.
///
/// The part depends on nothing but the row's identity and the seed.
public struct Split: Sendable {
  /// What the column is called.
  public static let name = "part"

  public var slot: Int
  /// The values that tell rows apart: the key, or all columns where there is none; the keys of groups.
  public var identity: [TypedExpression]
  /// How the parts' sizes relate; their sum is positive.
  public var shares: [Int]
  public var seed: Int64

  /// The name of a part.
  public static func name(ofPart index: Int) -> String { String(UnicodeScalar(UInt8(ascii: "A") + UInt8(index % 26))) }
}

/// What a `chart` clause asks for; the conversation carries it out.
public struct ChartRequest: Sendable {
  /// Which chart; nil where the result decides.
  public var kind: String?
  /// The column to draw, by its place among the fields; nil for all that can be drawn.
  public var column: Int?

  public init(kind: String?, column: Int?) {
    self.kind = kind
    self.column = column
  }
}
