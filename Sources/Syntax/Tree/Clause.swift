import Diagnostics

/// One clause of a query. Clauses run in the order they are written and may repeat.
public struct Clause: Hashable, Sendable {
  public var kind: Kind
  public var span: Span

  public init(_ kind: Kind, at span: Span) {
    self.kind = kind
    self.span = span
  }

  public indirect enum Kind: Hashable, Sendable {
    case `where`(Expression)
    case with([Assignment])
    case show([ShowItem])
    case group([ShowItem], show: [ShowItem]?)
    case order([OrderKey])
    case limit(Expression, offset: Expression?)
    case top(TopClause)
    case sample(Expression, seed: Expression?)
    case split([Expression], seed: Expression?)
    case funnel(FunnelClause)
    case pivot(Expression)
    case cohort(CohortClause)
    /// `compare to previous month`
    case compare(CalendarPeriod)
    case export(ExportClause)
    case chart(ChartClause)
    case compose(ComposeClause)
  }
}
