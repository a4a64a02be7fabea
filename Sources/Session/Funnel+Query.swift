import Query

extension Session {
  /// How a query narrowed its rows; nil where no clause did. Groups are other rows, so it ends before them.
  func funnel(of query: TypedQuery, _ result: QueryResult, _ text: ComposedQuery) -> Funnel? {
    guard let first = result.steps.first else { return nil }
    let source = text.source
    var steps: [Funnel.Step] = []
    for step in result.steps.dropFirst() {
      if ["group by", "funnel"].contains(step.name) { break }
      guard ["where", "top", "bottom", "sample"].contains(step.name) else { continue }
      steps.append(Funnel.Step(clause: source.text(step.span), rows: step.rowsAfter))
    }
    guard !steps.isEmpty else { return nil }
    let start = query.segment == nil ? first.rowsAfter : book.tables[query.table].rowCount
    if let segment = query.segment { steps.insert(Funnel.Step(clause: segment.name, rows: first.rowsAfter), at: 0) }
    return Funnel(start: start, steps: steps)
  }
}
