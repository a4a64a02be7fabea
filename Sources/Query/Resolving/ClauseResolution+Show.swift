import Book
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

  /// A column of amounts in several currencies is shown as it was noted, with its currency beside it.
  func withCurrencies(_ fields: [TypedField]) -> [TypedField] {
    guard resolution.context.showsOriginals else { return fields }
    var result: [TypedField] = []
    for field in fields {
      guard let original = field.value.original else {
        result.append(field)
        continue
      }
      result.append(TypedField(name: field.name, value: original.amount))
      let isBeside = (fields + result).contains { $0.value.isSame(as: original.currency) }
      if !isBeside {
        result.append(TypedField(name: currencyName(original.currency, beside: field.name), value: original.currency))
      }
    }
    return result
  }

  /// `purchases.currency` beside `purchases.amount`.
  private func currencyName(_ currency: TypedExpression, beside name: String) -> String {
    let path = name.split(separator: ".").dropLast().map { $0 + "." }.joined()
    return path + currency.columnName(in: resolution.book)
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

extension TypedExpression {
  /// The name of the column that is read in the end.
  fileprivate func columnName(in book: Book) -> String {
    switch kind {
    case .column(let table, let column): book.tables[table].columns[column].name
    case .hop(_, _, let inner): inner.asItWas.columnName(in: book)
    default: ""
    }
  }
}
