import Diagnostics
import Output
import Query
import Syntax

extension Command {
  static let why = Command(
    .why,
    help: """
      Takes a segment's condition apart and says of every part what it comes to for one customer: true or false, and by
      which values. Segments inside it are opened; where a clause such as top cuts, their place in the order is told.

          why C000123 in champions
          why budi@example.id in winback
      """)
}

extension Session {
  func why(_ statement: WhyStatement, _ turn: Turn) throws(Failure) {
    let reasoning = Reasoning(session: self, turn: turn)
    let source = SelectQuery(source: statement.segment, clauses: [], at: statement.segment.span)
    let (typed, found) = Resolver.resolve(source, in: context)
    guard let segment = segment(named: statement.segment.text), book.table(named: segment.name) == nil else {
      throw turn.failure(noSegment(statement.segment))
    }
    guard let typed else { throw Failure(found, in: turn.source) }
    let row = Int32(try row(statement.key, of: typed.table, turn))
    let member = Expression(.inSegment(nil, statement.segment, negated: false), at: statement.segment.span)
    let values = try reasoning.values([member], for: row, behind: reasoning.whole(typed.table), of: typed.table)
    let holds = values[member]?.truth
    let reason = try reasoning.reason(segment, for: row, of: typed.table, holds: holds)
    let title = "\(shown(Int(row), of: typed.table)) is \(holds == true ? "" : "not ")in \(segment.name)."
    turn.emit(
      .page(
        Page(answer: Answer(reason.table, title: title)) { width in
          title + "\n\n" + TreeRenderer.text(reason.tree, width: width)
        }))
  }

  /// What is said where a segment should stand and none of that name is.
  func noSegment(_ name: Name) -> Diagnostic {
    if let table = book.table(named: name.text) {
      let table = book.tables[table].name
      return Diagnostic(
        "unknown-segment", "\(name.text) is a table, and every row is in it.", at: name.span,
        notes: ["A segment is saved with: segment NAME = \(table) where …"])
    }
    let nearest = Suggestions.nearest(name.text, among: catalog.segments.map(\.name))
    return Diagnostic(
      "unknown-segment", "There is no segment \(name.text).", at: name.span,
      notes: nearest == nil ? ["It is saved with: segment \(name.text) = customers where …"] : [],
      suggestion: nearest.map { Diagnostic.Suggestion($0, at: name.span) })
  }
}
