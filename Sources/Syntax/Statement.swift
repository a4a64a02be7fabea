import Diagnostics

/// A whole script or line: its statements in order.
public struct Script: Sendable {
  public var statements: [Statement]

  public init(statements: [Statement]) { self.statements = statements }
}

/// One statement as it was written.
public struct Statement: Sendable {
  public var kind: Kind
  public var span: Span

  public init(_ kind: Kind, at span: Span) {
    self.kind = kind
    self.span = span
  }

  public indirect enum Kind: Sendable {
    case select(SelectQuery)
    /// Clauses that continue the last query.
    case refine([Clause])
    /// `back`: drops the last clause of the last query.
    case back
    case segment(SegmentStatement)
    case define(DefineStatement)
    case drop(Name)
    case set(SetStatement)
    case describe(DescribeStatement)
    case explain(SelectQuery)
    case sql(SelectQuery, dialect: Name?)
    case run(RunStatement)
    /// A table declaration, as in a folder's `schema.kq`.
    case table(TableStatement)
  }
}

/// `select SOURCE clause …`
public struct SelectQuery: Hashable, Sendable {
  /// A table or a segment.
  public var source: Name
  public var clauses: [Clause]
  public var span: Span

  public init(source: Name, clauses: [Clause], at span: Span) {
    self.source = source
    self.clauses = clauses
    self.span = span
  }
}

/// `segment NAME = SOURCE clause …`; without a body, the last query becomes the segment.
public struct SegmentStatement: Hashable, Sendable {
  public var name: Name
  public var body: SelectQuery?

  public init(name: Name, body: SelectQuery?) {
    self.name = name
    self.body = body
  }
}

/// `define NAME(p = default, …) on TABLE = EXPR`; NAME may be dotted (`rfm.r`).
public struct DefineStatement: Hashable, Sendable {
  public struct Parameter: Hashable, Sendable {
    public var name: Name
    public var fallback: Expression?

    public init(name: Name, fallback: Expression?) {
      self.name = name
      self.fallback = fallback
    }
  }

  /// The dotted parts of the name, one or more.
  public var name: [Name]
  public var parameters: [Parameter]
  public var table: Name?
  public var body: Expression

  public init(name: [Name], parameters: [Parameter], table: Name?, body: Expression) {
    self.name = name
    self.parameters = parameters
    self.table = table
    self.body = body
  }
}

/// `set today = 2026-01-31`
public struct SetStatement: Hashable, Sendable {
  public var name: Name
  public var value: Expression

  public init(name: Name, value: Expression) {
    self.name = name
    self.value = value
  }
}

/// `describe`, `describe customers`, `describe customers.city`, `describe champions`
public struct DescribeStatement: Hashable, Sendable {
  /// The dotted parts of what to describe; empty for the whole book.
  public var path: [Name]

  public init(path: [Name]) { self.path = path }
}

/// `run "monday.kq" days = 120d`
public struct RunStatement: Hashable, Sendable {
  public struct Argument: Hashable, Sendable {
    public var name: Name
    public var value: Expression

    public init(name: Name, value: Expression) {
      self.name = name
      self.value = value
    }
  }

  public var file: String
  public var fileSpan: Span
  public var arguments: [Argument]

  public init(file: String, fileSpan: Span, arguments: [Argument]) {
    self.file = file
    self.fileSpan = fileSpan
    self.arguments = arguments
  }
}

/// How a table is read: `table purchases of customers from "CDNOW_master.txt" fixed skip 1 (customer at 2..6, …)`.
///
/// Every part but the name may be left out; what is left out is inferred from the file.
public struct TableStatement: Hashable, Sendable {
  public struct Column: Hashable, Sendable {
    public var name: Name
    /// `text`, `whole`, `number`, `money`, `percent`, `date`, `time`, `truth`, `set`, or nil to infer.
    public var type: Name?
    /// `-> products` or `→ products`: the values are keys of that table.
    public var target: Name?
    public var isKey: Bool
    /// The date that orders the rows of this table: `event`.
    public var isEvent: Bool
    /// `from "Header"` or `from header`: the column's name in the file.
    public var header: String?
    /// `at 2..6`: character columns of a fixed-width file, from 1, both included.
    public var position: ClosedRange<Int>?
    /// `as "dd.mm.yyyy"`: how dates, times or numbers are written.
    public var pattern: String?
    public var span: Span

    public init(
      name: Name, type: Name? = nil, target: Name? = nil, isKey: Bool = false,
      isEvent: Bool = false, header: String? = nil, position: ClosedRange<Int>? = nil,
      pattern: String? = nil, at span: Span
    ) {
      self.name = name
      self.type = type
      self.target = target
      self.isKey = isKey
      self.isEvent = isEvent
      self.header = header
      self.position = position
      self.pattern = pattern
      self.span = span
    }
  }

  /// `join "orders.csv" on orderID`: looks each row's key up in another file and adds that file's columns.
  public struct Join: Hashable, Sendable {
    public var file: String
    public var key: Name

    public init(file: String, key: Name) {
      self.file = file
      self.key = key
    }
  }

  public var name: Name
  /// `of customers`: the parent whose rows these belong to.
  public var parent: Name?
  public var file: String?
  public var joins: [Join]
  /// `distinct`: rows that repeat a key are one row; the first counts.
  public var isDistinct: Bool
  public var isFixedWidth: Bool
  /// `skip N`: lines before the first row of data in a fixed-width file.
  public var skippedLines: Int
  public var columns: [Column]

  public init(
    name: Name, parent: Name? = nil, file: String? = nil, joins: [Join] = [],
    isDistinct: Bool = false, isFixedWidth: Bool = false, skippedLines: Int = 0,
    columns: [Column] = []
  ) {
    self.name = name
    self.parent = parent
    self.file = file
    self.joins = joins
    self.isDistinct = isDistinct
    self.isFixedWidth = isFixedWidth
    self.skippedLines = skippedLines
    self.columns = columns
  }
}
