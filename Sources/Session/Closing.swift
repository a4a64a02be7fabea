import Columns
import Diagnostics
import Output
import Query
import Syntax

// The clauses that close a query: `chart`, `compose` and `export` say what becomes of the result and change nothing of it.

extension Clause {
  /// Whether it says what becomes of the result.
  var isClosing: Bool {
    switch kind {
    case .chart, .compose, .export: true
    default: false
    }
  }

  /// Its first word.
  fileprivate var word: String { String(Formatter.text(of: self).prefix { $0 != " " }) }
}

extension SelectQuery {
  /// The query that gives the same rows and does nothing with them.
  var open: SelectQuery {
    SelectQuery(source: source, asOf: asOf, clauses: clauses.filter { !$0.isClosing }, at: span)
  }
}

/// What holds for all clauses that close a query.
enum Closing {
  /// They look at what the clauses before them left, so no other clause may follow one.
  static func checkPlaces(_ clauses: [Clause], _ turn: Turn) throws(Failure) {
    var closing: Clause?
    for clause in clauses {
      if clause.isClosing {
        closing = closing ?? clause
      } else if let closing {
        let word = closing.word
        throw turn.failure(
          Diagnostic(
            "\(word)-not-last", "\(word == "export" ? "An export" : "A \(word)") is the last thing that a query does.",
            at: closing.span, notes: ["Put it behind “\(Formatter.text(of: clause))”."]))
      }
    }
  }

  /// A segment is asked for its rows alone.
  static func checkSegment(_ query: SelectQuery, _ turn: Turn) throws(Failure) {
    guard let closing = query.clauses.first(where: \.isClosing) else { return }
    throw turn.failure(
      Diagnostic(
        "segment-does-nothing", "A segment is a set of rows, so \(closing.word) has no place in it.", at: closing.span,
        notes: ["Ask for the segment and close the question: select NAME \(Formatter.text(of: closing))"]))
  }

  /// That SQL gives rows, and nothing else of the query.
  static func notes(onSQL query: SelectQuery) -> [Diagnostic] {
    query.clauses.filter(\.isClosing).map { clause in
      Diagnostic(
        "not-in-sql", "\(Formatter.text(of: clause)) does not change the rows, so it is not in the SQL.",
        at: clause.span, severity: .note)
    }
  }
}

extension Session {
  /// The charts that a query asks for, in their order. Mistakes point into the composed text.
  func charts(_ select: SelectQuery, _ typed: TypedQuery) throws(Diagnostic) -> [ChartPlan] {
    let asked = select.clauses.compactMap { clause in
      if case .chart(let chart) = clause.kind { (chart, clause.span) } else { nil }
    }
    let columns = typed.clauses.compactMap { clause in
      if case .chart(let request) = clause.kind { request.column as Int?? } else { nil }
    }
    let roles = typed.roles
    let fields = typed.fields.indices.map { index in
      let field = typed.fields[index]
      return ChartField(name: field.name, type: shownType(field.value.type), role: ChartField.Role(roles[index]))
    }
    var plans: [ChartPlan] = []
    for ((chart, span), column) in zip(asked, columns) {
      plans.append(
        try plan(chart, at: span, ChartColumns(fields, wanted: column, isOneRow: typed.isOneRow)))
    }
    return plans
  }

  /// The chart that a clause asks of an answer that no query gave.
  func chart(_ chart: ChartClause, at span: Span, of answer: Answer) throws(Diagnostic) -> ChartPlan {
    let names = answer.table.fields.map(\.name)
    var wanted: Int?
    if let column = chart.column {
      wanted = try ChartRequest.column(column, among: names)
      if wanted == nil { throw ChartRequest.notShown(column, among: names) }
    }
    return try plan(chart, at: span, ChartColumns(answer.table, wanted: wanted))
  }

  private func plan(
    _ chart: ChartClause, at span: Span, _ columns: ChartColumns
  ) throws(Diagnostic) -> ChartPlan {
    do throws(Diagnostic) {
      return try ChartKind.plan(chart.kind?.text, columns)
    } catch {
      var mistake = error
      mistake.span = mistake.code == "unknown-chart" ? chart.kind?.span ?? span : chart.column?.span ?? span
      if mistake.code == "unknown-chart", let kind = chart.kind {
        mistake.suggestion = Suggestions.nearest(kind.text, among: ChartKind.all.map(\.name)).map {
          Diagnostic.Suggestion($0, at: kind.span)
        }
      }
      throw mistake
    }
  }

  /// References are shown as the keys that they lead to.
  private func shownType(_ type: ValueType) -> ValueType { if case .reference = type { .text } else { type } }

  /// What is said where nobody named the kind of a chart.
  static func note(on plan: ChartPlan, at span: Span? = nil) -> Diagnostic? {
    guard plan.isOwnChoice else { return nil }
    let others = ChartKind.all.map(\.name).filter { $0 != plan.kind.name }
    return Diagnostic(
      "chart-chosen",
      "Drawn as chart \(plan.kind.name), which fits these columns; there are also \(Wording.list(others)).",
      severity: .note)
  }
}

extension ChartField.Role {
  init(_ role: FieldRole) {
    switch role {
    case .key: self = .key
    case .cell: self = .cell
    case .plain: self = .plain
    }
  }
}

extension ChartColumns {
  /// The columns of an answer of which nothing else is known.
  public init(_ table: ResultTable, wanted: Int? = nil) {
    self.init(table.fields.map { ChartField(name: $0.name, type: $0.column.type) }, wanted: wanted)
  }
}

extension TypedQuery {
  /// Aggregates of all rows: one row, whatever the data.
  fileprivate var isOneRow: Bool {
    clauses.contains { clause in
      if case .group(let grouping) = clause.kind { grouping.keys.isEmpty } else { false }
    }
  }
}
