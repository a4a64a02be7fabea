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
    case add(AddStatement)
    case update(UpdateStatement)
    case remove(RemoveStatement)
    /// `undo`: takes the last change back.
    case undo
    case merge(MergeStatement)
    case `import`(ImportStatement)
    /// Keeps the last query under a name.
    case save(Name)
    /// Lists what is saved.
    case queries
    /// Records a segment's members of today.
    case snapshot(Name)
    case diff(DiffStatement)
    /// A table of a book, or a declaration in a folder's `schema.kq`.
    case table(TableStatement)
    case column(ColumnStatement)
    case why(WhyStatement)
    /// Everything about one customer.
    case card(Key)
    case forget(Key)
    case contrast(ContrastStatement)
  }
}
