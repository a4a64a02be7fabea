import Syntax

/// A query as it is read: every operation in parentheses of its own, so that nothing is left to precedence.
enum ReadingText {
  static func text(_ query: SelectQuery) -> String {
    (["select \(query.source.text)" + (query.asOf.map { " as of \(text($0))" } ?? "")]
      + query.clauses.map { "  " + text($0) }).joined(separator: "\n")
  }

  static func text(_ clause: Clause) -> String {
    switch clause.kind {
    case .where(let condition): "where \(text(condition))"
    case .with(let assignments): "with " + list(assignments) { "\($0.name.text) = \(text($0.value))" }
    case .show(let items): "show " + list(items, text)
    case .group(let keys, let show): "group by " + list(keys, text) + (show.map { " show " + list($0, text) } ?? "")
    case .order(let keys): "order by " + list(keys) { text($0.value) + ($0.isDescending ? " desc" : "") }
    case .top(let top): head(top) + " by \(text(top.by))"
    case .cohort(let cohort): text(cohort)
    case .pivot(let key): "pivot \(text(key))"
    case .limit, .sample, .split, .funnel, .compare, .export, .chart, .compose: Formatter.text(of: clause)
    }
  }

  private static func text(_ cohort: CohortClause) -> String {
    "cohort \(text(cohort.date)) by \(cohort.period.rawValue)" + (cohort.events.map { " on \($0.text)" } ?? "")
      + (cohort.length.map { " for \(text($0))" } ?? "") + (cohort.measure.map { " show \(text($0))" } ?? "")
  }

  private static func head(_ top: TopClause) -> String {
    let share = top.isPercent ? "%" : ""
    let per = top.per.map { " per \(text($0))" } ?? ""
    return (top.isBottom ? "bottom " : "top ") + Formatter.text(of: top.count) + share + per
  }

  private static func text(_ item: ShowItem) -> String {
    switch item {
    case .all(let names, _):
      names.isEmpty ? "*" : "* except " + list(names, \.text)
    case .expression(let expression, let name): text(expression) + (name.map { " as \($0.text)" } ?? "")
    }
  }

  private static func text(_ expression: Expression) -> String { Formatter.fullyParenthesised(expression) }

  private static func list<Element>(_ elements: [Element], _ text: (Element) -> String) -> String {
    elements.map(text).joined(separator: ", ")
  }
}
