import Diagnostics
import Output
import Query
import Syntax

extension Command {
  static let select = Command(
    .select,
    help: """
      Names a table or a segment, then clauses in the order in which they shall work. Each takes the rows so far and hands
      rows on; every clause may come more than once.

          where CONDITION                keeps rows            where city = "Depok" and spent > 500
          with NAME = EXPRESSION         adds a column         with perOrder = spent / orders
          show COLUMN, …                 chooses columns       show name, city, spent as revenue
          group by KEY, … show …         one row a group       group by city show count, sum(spent)
          order by KEY [desc]            sorts                 order by spent desc
          limit N, top N by KEY, bottom, sample N              top 10% by spent
          funnel STEP then STEP          follows rows          funnel cases then purchases within 30d
          chart KIND                     draws the result      chart bar
          compose "TEXT"                 a text for each row   compose "letter.txt" into "letters/{{id}}.txt"
          export "FILE"                  writes all rows       export "depok.csv"
      """)
}

extension Session {
  mutating func select(_ query: SelectQuery, _ turn: Turn) throws(Failure) {
    try Closing.checkPlaces(query.clauses, turn)
    let composed = ComposedQuery(query, in: turn.source, parameters: parameters)
    try answer(composed, turn, exports: Export.requests(in: query.clauses))
  }

  /// Runs a query and shows its answer, or writes it to files. It becomes the last query when it has been answered.
  mutating func answer(_ query: ComposedQuery, _ turn: Turn, exports: [ExportClause] = []) throws(Failure) {
    let (select, typed, found) = try resolve(query, turn)
    let charts = try charts(select, typed, of: query)
    let orders = try orders(select.clauses, names: typed.fields.map(\.name), turn)
    let start = clock.monotonic()
    let result = try execute(typed, turn)
    let time = clock.monotonic() - start
    let answer = Answer(result.table, funnel: funnel(of: typed, result, query), nanoseconds: time)
    lastQuery = query
    lastAnswer = answer
    let notes = located(found + result.notes + charts.compactMap { Session.note(on: $0) }, in: query)
    var contents: [Outcome.Content] = charts.map { .chart(ChartedAnswer(answer, $0)) }
    for order in orders { contents.append(try compose(order, answer, turn)) }
    if !exports.isEmpty {
      let messages = try written(answer, exports, of: (query, typed), turn)
      contents.append(.message(messages.joined(separator: "\n")))
    }
    if contents.isEmpty { contents = [.answer(answer)] }
    for (index, content) in contents.enumerated() {
      let isLast = index == contents.count - 1
      turn.emit(Outcome(content, diagnostics: isLast ? notes.diagnostics : [], source: notes.source))
    }
  }

  /// The charts that a query asks for.
  func charts(_ select: SelectQuery, _ typed: TypedQuery, of query: ComposedQuery) throws(Failure) -> [ChartPlan] {
    do throws(Diagnostic) {
      return try charts(select, typed)
    } catch {
      let mistake = located([error], in: query)
      throw Failure(mistake.diagnostics, in: mistake.source)
    }
  }

  /// Reads the text of a composed query anew.
  func read(_ query: ComposedQuery) throws(Failure) -> (query: SelectQuery, source: SourceText) {
    let source = query.source
    let parsed = Parser.parse(source)
    guard case .select(let select)? = parsed.script.statements.first?.kind, parsed.script.statements.count == 1 else {
      throw Failure(parsed.diagnostics, in: source)
    }
    return (select, source)
  }

  /// The typed form of a composed query and the notes on the way to it.
  func resolve(
    _ query: ComposedQuery, _ turn: Turn
  ) throws(Failure) -> (select: SelectQuery, query: TypedQuery, notes: [Diagnostic]) {
    let (select, _) = try read(query)
    var context = context
    context.parameters.merge(query.parameters) { current, _ in current }
    context.isCancelled = turn.options.isCancelled
    var (typed, found) = Resolver.resolve(select, in: context)
    if typed == nil, let texts = spelledTexts(in: select, context) {
      context.parameters.merge(texts) { $1 }
      (typed, found) = Resolver.resolve(select, in: context)
    }
    guard let typed else {
      if found.contains(where: { $0.code == "cancelled" }) { throw evaluationFailure(QueryCancelled(), turn) }
      let mistakes = located(found, in: query)
      throw Failure(mistakes.diagnostics, in: mistakes.source)
    }
    return (select, typed, found)
  }

  /// Runs a typed query. An interrupt ends it, a mistake in the data (such as an overflow) is reported.
  func execute(_ query: TypedQuery, _ turn: Turn) throws(Failure) -> QueryResult {
    do {
      return try Executor.run(query, clock: clock.monotonic, isCancelled: turn.options.isCancelled)
    } catch {
      throw evaluationFailure(error, turn)
    }
  }

  /// What ended an evaluation: an interrupt, or a mistake in the data.
  func evaluationFailure(_ error: any Error, _ turn: Turn) -> Failure {
    switch error {
    case let diagnostic as Diagnostic: Failure(diagnostic, in: turn.source)
    case let list as DiagnosticList: Failure(list.all, in: turn.source)
    default:
      Failure(
        Diagnostic("cancelled", "Stopped; nothing was changed.", severity: .note), in: turn.source, status: .cancelled)
    }
  }

  /// Diagnostics of a composed query where their places were written. Where they lie in several texts, they stay together
  /// in the composed one.
  func located(
    _ diagnostics: [Diagnostic], in query: ComposedQuery
  ) -> (diagnostics: [Diagnostic], source: SourceText) {
    let origins = diagnostics.map(query.origin)
    guard let first = origins.first else { return ([], query.source) }
    let isOneSource = origins.allSatisfy {
      $0.source.name == first.source.name && $0.source.bytes == first.source.bytes
    }
    return isOneSource ? (origins.map(\.diagnostic), first.source) : (diagnostics, query.source)
  }
}
