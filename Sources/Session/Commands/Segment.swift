import Book
import Diagnostics
import Query
import Syntax

extension Command {
  static let segment = Command(
    .segment,
    help: """
      A segment is a living set: its members are found anew whenever it is used, as a source or as a condition. Without
      “= …” the last query becomes the segment. A book keeps it; with a folder of files it lasts as long as this
      conversation, and schema.kq can hold it.

          segment winback = customers where spent > 500 and lastPurchase > 180d
          select winback where city = "Depok"
          select customers where in champions and not in winback
      """)
}

extension Session {
  mutating func saveSegment(_ statement: SegmentStatement, _ turn: Turn) throws(Failure) {
    let name = statement.name.text
    let (query, source) = try body(of: statement, turn)
    let definition = SegmentDefinition(
      name: name, query: query, source: source, remark: turn.source.remark(above: turn.statement.span))
    var changedContext = context
    changedContext.catalog.save(definition)
    // The query itself is read, not its name, so that a mistake points to where it was written.
    let (typed, found) = Resolver.resolve(query, in: changedContext)
    guard let typed else { throw Failure(found, in: source) }
    if typed.givesGroups {
      throw Failure(
        Diagnostic(
          "segment-of-groups", "A segment is a set of rows, and this query counts groups.", at: statement.name.span,
          notes: ["Leave out group by, funnel and aggregates alone: segment \(name) = customers where …"]),
        in: turn.source)
    }
    let result = try execute(typed, turn)
    let replaces = catalog.segment(name) != nil
    try keep(.segment, [name], kept(definition.remark) + text(of: definition, statement, turn), turn)
    catalog = changedContext.catalog
    noteUnsaved(name)
    let rows = Wording.count(result.table.rowCount, of: book.tables[typed.table].name)
    turn.emit(.message("\(replaces ? "Saved anew" : "Saved"): \(name), today \(rows)."), found)
  }

  /// A statement that makes the segment again, whatever happens to the query that it was saved from.
  private func text(of definition: SegmentDefinition, _ statement: SegmentStatement, _ turn: Turn) -> String {
    if statement.body.map({ $0 == definition.query }) ?? false { return turn.source.text(turn.statement.span) }
    let whole = SegmentStatement(name: statement.name, body: definition.query)
    return Formatter.text(of: Statement(.segment(whole), at: turn.statement.span))
  }

  /// The query of a segment: its own, or the last one.
  private func body(
    of statement: SegmentStatement, _ turn: Turn
  ) throws(Failure) -> (query: SelectQuery, source: SourceText) {
    if let query = statement.body {
      try Closing.checkSegment(query, turn)
      return (query.binding(parameters), turn.source)
    }
    guard let last = lastQuery else {
      throw turn.failure(
        Diagnostic(
          "no-query", "There is no query yet that “\(statement.name.text)” could name.", at: turn.statement.span,
          notes: ["Write the query here: segment \(statement.name.text) = customers where …"]))
    }
    let (query, source) = try read(last)
    return (query.open.binding(last.parameters), source)
  }
}
