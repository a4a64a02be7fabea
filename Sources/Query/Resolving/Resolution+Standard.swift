import Book
import Columns
import Diagnostics
import Syntax

/// Measures of the prelude speak of standard columns that a book need not have: there they are missing.
extension Resolution {
  /// A missing value of the type that these names would have, where a reference or column on the way is not there; nil outside
  /// the prelude or for names that are not standard.
  func standardMissing(_ names: [Name], from table: Int, at span: Span) -> TypedExpression? {
    guard isReadingPrelude, let type = standardType(names, from: table) else { return nil }
    return .constant(.missing, type, at: place(span))
  }

  private func standardType(_ names: [Name], from table: Int) -> ValueType? {
    guard let column = StandardSchema.column(names[0].text, of: tableName(table)) else { return nil }
    guard names.count > 1 else { return column.target == nil ? column.type : .text }
    guard let target = column.target.flatMap(book.table) else { return nil }
    let rest = Array(names.dropFirst())
    return quietly { try resolve(rest, at: rest[0].span, in: Scope(table: target)) }?.type
  }

  /// An aggregate over rows to which no reference leads, because the column that could is not there; nil outside the prelude
  /// or where the argument speaks of other rows.
  func overNoRows(
    _ entry: AggregateFunction.Entry, _ call: Call, at span: Span, in scope: Scope
  ) throws -> TypedExpression? {
    guard isReadingPrelude, entry.spansChildren, let table = scope.table,
      let path = call.arguments.first.flatMap({ standardPath(in: $0, from: table) })
    else { return nil }
    let rows = Scope(table: path.table, parent: scope, path: path.names)
    let parts = try self.parts(entry, call, rows: rows, at: span)
    // Behind a reference that leads nowhere there is not even nothing to count.
    let value = path.names.count > 1 ? .missing : parts.function.overNothing(type: parts.type)
    return .constant(value, parts.type, at: place(span))
  }

  /// The first names in an expression that would lead to many rows if a standard column were there.
  private func standardPath(in expression: Expression, from table: Int) -> (names: [String], table: Int)? {
    if let names = expression.dottedName { return standardPath(names.map(\.text), from: table) }
    for child in expression.children {
      if let path = standardPath(in: child, from: table) { return path }
    }
    return nil
  }

  private func standardPath(_ names: [String], from start: Int) -> (names: [String], table: Int)? {
    var table = start
    for (index, name) in names.enumerated() {
      if let source = StandardSchema.source(ofWayBack: name, to: tableName(table)).flatMap(book.table) {
        return (Array(names[...index]), source)
      }
      guard let target = StandardSchema.column(name, of: tableName(table))?.target.flatMap(book.table) else {
        return nil
      }
      table = target
    }
    return nil
  }

  /// Whether the innermost measure being read comes with Kenal.
  private var isReadingPrelude: Bool {
    guard let innermost = expanding.last else { return false }
    if let own = context.catalog.ownDefinitions[innermost] { return own.isPrelude }
    if context.catalog.ownSegments[innermost] != nil { return false }
    return context.catalog.isPrelude(innermost)
  }
}

extension StandardSchema {
  /// The standard column of this name.
  fileprivate static func column(_ name: String, of table: String) -> TableDeclaration.Column? {
    self.table(table)?.columns.first { $0.name == name }
  }

  /// The table whose reference comes back to a table under this name.
  fileprivate static func source(ofWayBack name: String, to table: String) -> String? {
    if let named = waysBack.first(where: { $0.value.values.contains(name) }) { return named.key }
    return tables.first { source in
      source.name == name && (source.parent == table || source.columns.contains { $0.target == table })
    }?.name
  }
}

extension AggregateFunction {
  /// What the aggregate is where there is nothing to aggregate.
  fileprivate func overNothing(type: ValueType) -> Value {
    switch (self, type) {
    case (.count, _), (.distinct, _): .whole(0)
    case (.sum, .money): .money(0)
    case (.sum, .whole): .whole(0)
    case (.sum, .duration): .duration(0)
    case (.sum, _): .number(0)
    case (.any, _): .truth(false)
    case (.no, _), (.every, _): .truth(true)
    default: .missing
    }
  }
}
