import Diagnostics

/// `compose "letter.txt" into "letters/{{id}}.txt"`
public struct ComposeClause: Hashable, Sendable {
  /// The text itself, or the file that it stands in.
  public var template: String
  public var templateSpan: Span
  /// Where the texts go; nil for what shows answers.
  public var target: String?
  public var targetSpan: Span
  /// Whether files that are there already are replaced.
  public var isForced: Bool

  public init(template: String, templateSpan: Span, target: String?, targetSpan: Span, isForced: Bool) {
    self.template = template
    self.templateSpan = templateSpan
    self.target = target
    self.targetSpan = targetSpan
    self.isForced = isForced
  }
}

extension ComposeClause {
  static let row = ClauseRow(
    .compose, usage: "compose \"TEXT or FILE\" [into \"FILE\" [force]]",
    help: "writes a text for each row, with the row's values in the places of {{names}}",
    example:
      "select customers where spent > 5000 show name, spent compose \"Dear {{name}}, you spent {{spent}} with us.\""
  ) { state in
    guard let (template, span) = state.text("A text with {{names}} in it, or a file's name,") else { return nil }
    var clause = ComposeClause(
      template: template, templateSpan: span, target: nil, targetSpan: span, isForced: false)
    if state.eat(.into) {
      guard let (target, targetSpan) = state.text("A file's name") else { return nil }
      (clause.target, clause.targetSpan) = (target, targetSpan)
      clause.isForced = state.eat(.force)
    }
    return .compose(clause)
  }
}
