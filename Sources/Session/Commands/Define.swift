import Book
import Diagnostics
import Query
import Syntax

extension Command {
  static let define = Command(
    .define,
    help: """
      A measure is a calculation with a name. It can take parameters, and it is of customers unless on names another
      table. A book keeps it; with a folder of files it lasts as long as this conversation, and schema.kq can hold it.

          define lastYear = sum(purchases.amount during previous year)
          define bought(product) = count(purchases where product.name = product)
          define isLarge(limit = 100) on purchases = amount > limit
      """)
}

extension Session {
  mutating func define(_ statement: DefineStatement, _ turn: Turn) throws(Failure) {
    let definition = Definition(statement.binding(parameters), span: turn.statement.span, source: turn.source)
    let replaces = catalog.ownDefinitions[definition.name] != nil || catalog.ownSegments[definition.name] != nil
    var changed = catalog
    changed.save(definition)
    var changedContext = context
    changedContext.catalog = changed
    let found = Resolver.check(definition, in: changedContext)
    guard !found.contains(where: { $0.severity == .error }) else { throw Failure(found, in: turn.source) }
    let hidden = catalog.preludeDefinition(definition.name)
    try keep(.measure, [definition.name], kept(definition.remark) + text(of: statement, turn), turn)
    catalog = changed
    noteUnsaved(definition.name)
    let verb = replaces ? "Saved anew" : "Saved"
    let hides = hidden == nil ? "" : " It hides the \(definition.name) that every book has."
    turn.emit(.message("\(verb): \(definition.name), a measure of \(definition.table).\(hides)"), found)
  }

  /// The statement as it was written; with values in place of a script's parameters where it has some.
  private func text(of statement: DefineStatement, _ turn: Turn) -> String {
    let bound = statement.binding(parameters)
    return bound == statement
      ? turn.source.text(turn.statement.span) : Formatter.text(of: Statement(.define(bound), at: turn.statement.span))
  }

  /// The comment above a statement as it is kept with it, so that the statement still says what it is for.
  func kept(_ remark: String?) -> String { remark.map { "-- \($0)\n" } ?? "" }

  /// Remembers that a name would be lost on leaving, unless it comes from the folder's own schema.
  mutating func noteUnsaved(_ name: String) {
    if !isReadingSchema, !isKept, !unsavedNames.contains(name) { unsavedNames.append(name) }
  }
}
