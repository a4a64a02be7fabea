import Book
import Columns
import Diagnostics
import Syntax

extension Resolution {
  /// A name or a chain of dots.
  func name(_ expression: Expression, in scope: Scope) throws -> TypedExpression {
    if case .member = expression.kind, let slot = scope.slot(written: expression) {
      return TypedExpression(.slot(slot.number), slot.type, at: place(expression.span))
    }
    guard let names = expression.dottedName else {
      throw Diagnostic(
        "dot-after-value", "A dot follows a name that leads to another row, such as product.brand.",
        at: place(expression.span))
    }
    return try resolve(names, at: expression.span, in: scope)
  }

  func resolve(_ names: [Name], at span: Span, in scope: Scope) throws -> TypedExpression {
    if let found = try find(names, at: span, in: scope) { return found }
    if let setting = context.setting(names) { return try expression(setting, in: scope) }
    throw unknownName(names, in: scope)
  }

  /// What the names mean in a scope or around it; nil if nothing.
  private func find(_ names: [Name], at span: Span, in scope: Scope) throws -> TypedExpression? {
    if let found = try findHere(names, at: span, in: scope) { return found }
    guard let parent = scope.parent else { return nil }
    guard let around = try find(names, at: span, in: parent) else { return nil }
    return around.constant == nil ? TypedExpression(.outer(around), around.type, at: around.span) : around
  }

  private func findHere(_ names: [Name], at span: Span, in scope: Scope) throws -> TypedExpression? {
    let first = names[0].text
    if names.count == 1 {
      if let argument = scope.arguments[first] { return argument.value }
      if let slot = scope.slot(named: first) {
        return TypedExpression(.slot(slot.number), slot.type, at: place(span))
      }
    }
    if let groups = scope.groups, let found = try findInGroups(names, at: span, groups, scope) { return found }
    if let rest = stripped(names, of: scope) {
      if rest.isEmpty { throw rowWithoutColumn(names, in: scope) }
      if let found = try findInTable(rest, at: span, in: scope) { return found }
      throw unknownName(rest, in: scope)
    }
    if let found = try findInTable(names, at: span, in: scope) { return found }
    if names.count == 1, first.lowercased() == "count", scope.isRelation {
      return try spanningCount(at: span, in: scope)
    }
    return nil
  }

  /// The names without the path that leads to the scope's rows; nil when they do not begin with it.
  func stripped(_ names: [Name], of scope: Scope) -> [Name]? {
    guard !scope.path.isEmpty, names.count >= scope.path.count else { return nil }
    let matches = zip(scope.path, names).allSatisfy { $0.lowercased() == $1.text.lowercased() }
    return matches ? Array(names.dropFirst(scope.path.count)) : nil
  }

  private func findInTable(_ names: [Name], at span: Span, in scope: Scope) throws -> TypedExpression? {
    guard let table = scope.table else { return nil }
    if names.count == 1, let column = column(names[0], of: table) {
      return self.column(column, of: table, at: place(span))
    }
    let dotted = names.map(\.text).joined(separator: ".")
    if let definition = context.catalog.definition(dotted, on: tableName(table)) {
      return try expand(definition, [], at: span, in: scope)
    }
    if let origin = try origin(names, of: table, at: span) { return origin }
    guard names.count > 1 else { return standardMissing(names, from: table, at: span) }
    if names[0].text.lowercased() == tableName(table).lowercased() {
      return try findInTable(Array(names.dropFirst()), at: span, in: scope)
    }
    guard let column = column(names[0], of: table),
      case .reference(let target) = book.tables[table].columns[column].type
    else { return standardMissing(names, from: table, at: span) }
    let inner = try resolve(Array(names.dropFirst()), at: span, in: Scope(table: target))
    return hop(table, column, inner, at: place(span))
  }

  /// A column of a table by name: exactly, then without case where that means one column only.
  func column(_ name: Name, of table: Int) -> Int? {
    let columns = book.tables[table].columns
    if let exact = columns.firstIndex(where: { $0.name == name.text }) { return exact }
    let folded = name.text.lowercased()
    let matches = columns.indices.filter { columns[$0].name.lowercased() == folded }
    return matches.count == 1 ? matches[0] : nil
  }

  /// The value of a column: of a reference, the text of its key.
  func column(_ column: Int, of table: Int, at span: Span) -> TypedExpression {
    var type = book.tables[table].columns[column].type
    if case .reference = type { type = .text }
    let value = TypedExpression(.column(table: table, column: column), type, at: span)
    return type == .money ? inOwnCurrency(value, column, of: table) : asOf(value)
  }

  /// The way back of a name from a table, if the table has one.
  func wayBack(_ name: String, from table: Int) -> Int? {
    book.waysBack.firstIndex { $0.target == table && $0.name == name }
      ?? book.waysBack.firstIndex { $0.target == table && $0.name.lowercased() == name.lowercased() }
  }

  // MARK: What is said of a name that means nothing

  private func rowWithoutColumn(_ names: [Name], in scope: Scope) -> Diagnostic {
    let name = names.map(\.text).joined(separator: ".")
    return Diagnostic(
      "rows-without-column", "\(name) are rows; name one of their columns.", at: place(names[0].span),
      notes: scope.table.map { ["For instance: \(name).\(book.tables[$0].columns.first?.name ?? "id")"] } ?? [])
  }

  func unknownName(_ names: [Name], in scope: Scope) -> Diagnostic {
    let name = names.last.flatMap { names.count > 1 ? $0 : nil } ?? names[0]
    let span = place(names[0].span.union(name.span))
    if let table = scope.table {
      if let way = wayBack(names[0].text, from: table) { return manyRows(names, way, table) }
      if context.catalog.segment(names[0].text) != nil, names.count == 1 {
        return Diagnostic(
          "segment-as-column", "\(name.text) is a segment, not a column.", at: span,
          suggestion: Diagnostic.Suggestion("in \(name.text)", at: span))
      }
      if names.count > 1, let column = column(names[0], of: table) {
        return notThere(names, column, table)
      }
    }
    let known = knownNames(in: scope)
    let nearest = Suggestions.nearest(name.text, among: known)
    let owner = scope.table.map { "\(tableName($0)) have" } ?? "the rows here have"
    var notes: [String] = []
    if ["null", "none", "nil", "empty"].contains(name.text.lowercased()) {
      notes.append("Whether there is a value is asked with is missing and is known.")
    }
    if nearest == nil, !known.isEmpty, known.count <= 12 {
      notes.append("There are: \(known.joined(separator: ", ")).")
    }
    if scope.table == nil, let groups = scope.groups, !groups.isClosed {
      notes.append("After group by there are the keys and aggregates such as count and sum(…).")
    }
    return Diagnostic(
      "unknown-name", "There is no \(name.text): \(owner) no column or measure of that name.", at: span, notes: notes,
      suggestion: nearest.map { Diagnostic.Suggestion($0, at: place(name.span)) })
  }

  private func manyRows(_ names: [Name], _ way: Int, _ table: Int) -> Diagnostic {
    let back = book.waysBack[way]
    let path = names.map(\.text).joined(separator: ".")
    let example = names.count > 1 ? "sum(\(path)), max(\(path))" : "count(\(path)), any(\(path))"
    return Diagnostic(
      "many-rows", "One row of \(tableName(table)) can have many \(back.name); say what to make of them.",
      at: place(names[0].span.union(names[names.count - 1].span)), notes: ["For instance: \(example)."])
  }

  private func notThere(_ names: [Name], _ column: Int, _ table: Int) -> Diagnostic {
    let own = book.tables[table].columns[column]
    let span = place(names[0].span.union(names[names.count - 1].span))
    if case .reference(let target) = own.type {
      let known = book.tables[target].columns.map(\.name)
      let nearest = Suggestions.nearest(names[1].text, among: known)
      return Diagnostic(
        "unknown-name", "\(own.name) leads to \(tableName(target)), which have no \(names[1].text).", at: span,
        suggestion: nearest.map { Diagnostic.Suggestion($0, at: place(names[1].span)) })
    }
    return Diagnostic(
      "dot-after-value", "\(own.name) is \(own.type.phrase) and leads to no other row.", at: span)
  }

  /// Every name that would mean something in a scope, sorted.
  func knownNames(in scope: Scope) -> [String] {
    var names = Set(scope.slots.map(\.name))
    names.formUnion(scope.arguments.keys)
    if let table = scope.table {
      names.formUnion(book.tables[table].columns.map(\.name))
      names.formUnion(book.waysBack.filter { $0.target == table }.map(\.name))
      names.formUnion(context.catalog.definitions.filter { $0.table == tableName(table) }.map(\.name))
    }
    if scope.table != nil { names.formUnion(OriginPart.allCases.map(\.label)) }
    if let parent = scope.parent { names.formUnion(knownNames(in: parent)) }
    return names.sorted()
  }
}
