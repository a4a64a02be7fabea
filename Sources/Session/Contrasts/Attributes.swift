import Book
import Diagnostics
import Query
import Syntax

/// The attributes of a table's rows that a segment can be told apart by: columns, and measures without arguments.
///
/// What the segment is made of would only say its definition again, so it is left out, and so are measures made of that.
struct Attributes {
  let names: [String]
  /// What was left out, by name.
  let excluded: [String]

  init(of table: Int, in session: Session, without segments: [SegmentDefinition]) {
    let owner = session.book.tables[table]
    let measures = session.catalog.definitions.filter { $0.table == owner.name }
    let circle = Circle(catalog: session.catalog, table: owner.name)
    var made: Set<String> = []
    for segment in segments { circle.collect(segment, into: &made) }
    let columns = owner.columns.indices.filter { $0 != owner.keyColumn }.map { owner.columns[$0].name }
    let hidden = Set(owner.columns.map(\.name))
    let asked = measures.filter { $0.parameters.isEmpty && !hidden.contains($0.name) }
    var excluded = columns.filter(made.contains)
    var names = columns.filter { !made.contains($0) }
    for measure in asked {
      var reached: Set<String> = [measure.name]
      circle.collect(measure.body, into: &reached)
      if reached.isDisjoint(with: made) { names.append(measure.name) } else { excluded.append(measure.name) }
    }
    self.names = names
    self.excluded = excluded
  }
}

/// Which names a segment or a measure rests on, through other segments and measures.
private struct Circle {
  let catalog: Catalog
  let table: String

  func collect(_ segment: SegmentDefinition, into names: inout Set<String>) {
    for name in segment.query.mentionedNames where names.insert(name).inserted { follow(name, into: &names) }
  }

  /// Of a measure only the measures below it: a bare name in it may be a column of other rows.
  func collect(_ body: Expression, into names: inout Set<String>) {
    let nowhere = Span(0, 0)
    let query = SelectQuery(
      source: Name(table, at: nowhere), clauses: [Clause(.where(body), at: nowhere)], at: nowhere)
    for name in query.mentionedNames where catalog.definition(name, on: table) != nil {
      if names.insert(name).inserted { follow(name, into: &names) }
    }
  }

  private func follow(_ name: String, into names: inout Set<String>) {
    if let definition = catalog.definition(name, on: table) { collect(definition.body, into: &names) }
    if let segment = catalog.segment(name) { collect(segment, into: &names) }
  }
}
