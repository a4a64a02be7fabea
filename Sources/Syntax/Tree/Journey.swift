import Diagnostics

/// A step of a journey or of a funnel: `purchases where channel = "web" within 30d`, `no purchases within 60d`
public struct JourneyStep: Hashable, Sendable {
  /// Written with `no`: nothing of the kind happens.
  public var isAbsent: Bool
  /// The names that lead to the rows: a `name` or a chain of `member`s.
  public var path: Expression
  public var during: RangeExpression?
  public var filter: Expression?
  /// The longest time since the step before.
  public var within: Expression?
  /// What a funnel calls it: `as ink`.
  public var label: Name?
  public var span: Span

  public init(
    isAbsent: Bool, path: Expression, during: RangeExpression?, filter: Expression?, within: Expression?,
    label: Name? = nil, at span: Span
  ) {
    self.isAbsent = isAbsent
    self.path = path
    self.during = during
    self.filter = filter
    self.within = within
    self.label = label
    self.span = span
  }

  /// The step with each of its expressions replaced by what `change` makes of it.
  public func mapped(
    _ change: (Expression) -> Expression, ranges: (RangeExpression) -> RangeExpression
  ) -> JourneyStep {
    JourneyStep(
      isAbsent: isAbsent, path: path, during: during.map(ranges), filter: filter.map(change),
      within: within.map(change), label: label, at: span)
  }
}
