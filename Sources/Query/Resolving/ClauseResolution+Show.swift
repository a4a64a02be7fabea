import Columns
import Diagnostics
import Syntax

/// The columns to show.
extension ClauseResolution {
  func show(_ items: [ShowItem]) throws -> TypedClause.Kind {
    if scope.groups == nil, let mixed = try aggregatesAlone(items) {
      if mixed { return try group([], show: items) }
    } else if scope.groups != nil, spansGroups(items) {
      return try group([], show: items)
    }
    fields = try self.fields(items)
    fieldsAreGroups = false
    return .show
  }

  func fields(_ items: [ShowItem]) throws -> [TypedField] {
    var result: [TypedField] = []
    var failed = false
    for item in items {
      switch item {
      case .all(let except, _):
        if resolution.attempt({ try checkExcepted(except) }) == nil { failed = true }
        result += everyColumn(except: Set(except.map { $0.text.lowercased() }))
      case .expression(let expression, let alias):
        guard let typed = resolution.attempt({ try resolution.expression(expression, in: scope) }) else {
          failed = true
          continue
        }
        result.append(TypedField(name: alias?.text ?? label(expression), value: typed))
      }
    }
    if failed { throw Reported() }
    return result
  }

  private func checkExcepted(_ names: [Name]) throws {
    let known = everyColumn(except: []).map(\.name)
    for name in names where !known.contains(where: { $0.lowercased() == name.text.lowercased() }) {
      throw Diagnostic(
        "unknown-name", "There is no column \(name.text) to leave out.", at: name.span,
        suggestion: Suggestions.nearest(name.text, among: known).map { Diagnostic.Suggestion($0, at: name.span) })
    }
  }

  func everyColumn(except: Set<String>) -> [TypedField] {
    var result: [TypedField] = []
    if let table = scope.table { result += resolution.book.tables[table].columns.indices.map(field) }
    result += scope.slots.map {
      TypedField(name: $0.name, value: TypedExpression(.slot($0.number), $0.type, at: Span(0, 0)))
    }
    return result.filter { !except.contains($0.name.lowercased()) }
  }

  func label(_ expression: Expression) -> String {
    if case .name(let name) = expression.kind { return name.text }
    return Formatter.text(of: expression)
  }
}
