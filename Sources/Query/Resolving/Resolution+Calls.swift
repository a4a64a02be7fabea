import Columns
import Diagnostics
import Syntax

extension Resolution {
  /// A call: of an aggregate, a quantile, a measure with parameters, or a function.
  func call(_ call: Call, at span: Span, in scope: Scope) throws -> TypedExpression {
    guard let names = call.callee.dottedName else {
      throw Diagnostic("not-a-function", "Only a name can be called.", at: place(call.callee.span))
    }
    let name = names.map(\.text).joined(separator: ".")
    if let entry = AggregateFunction.all.first(where: { $0.name == name.lowercased() }) {
      return try aggregate(entry, call, at: span, in: scope)
    }
    if call.during != nil || call.filter != nil {
      throw Diagnostic(
        "filter-outside-aggregate", "during and where belong in aggregates such as count(…) and sum(…).",
        at: place(span))
    }
    if let quantile = Quantile(name: name) { return try self.quantile(quantile, call, at: span, in: scope) }
    if let per = call.per.first {
      throw Diagnostic(
        "per-outside-ranking", "per belongs in functions that compare rows, such as rank(…) and share(…).",
        at: place(per.span), notes: ["For instance: rank(spent per city)"])
    }
    if let measured = try measure(names, call, at: span, in: scope) { return measured }
    guard names.count == 1, let function = Function.named(name), !function.isOperator else {
      throw unknownFunction(name, at: place(call.callee.span))
    }
    var arguments = try allOf(call.arguments, in: scope)
    if function == CurrencyFunctions.original { arguments = arguments.map { $0.original?.amount ?? $0 } }
    if function.needsToday { arguments.append(.constant(.date(context.today), .date, at: place(span))) }
    return try apply(function, arguments, at: place(span))
  }

  /// Every argument, so that all their mistakes are shown.
  private func allOf(_ arguments: [Expression], in scope: Scope) throws -> [TypedExpression] {
    let typed = arguments.compactMap { argument in attempt { try expression(argument, in: scope) } }
    guard typed.count == arguments.count else { throw Reported() }
    return typed
  }

  /// A measure with parameters: of this scope's rows, of the row where dots lead (`memberOf.spent(…)`), or of a row around.
  private func measure(_ names: [Name], _ call: Call, at span: Span, in scope: Scope) throws -> TypedExpression? {
    let own = stripped(names, of: scope) ?? names
    if let table = scope.table, !own.isEmpty, let here = try measure(own, of: table, call, at: span, in: scope) {
      return here
    }
    guard let parent = scope.parent, let around = try measure(names, call, at: span, in: parent) else { return nil }
    return around.constant == nil ? TypedExpression(.outer(around), around.type, at: around.span) : around
  }

  private func measure(
    _ names: [Name], of table: Int, _ call: Call, at span: Span, in scope: Scope
  ) throws -> TypedExpression? {
    let name = names.map(\.text).joined(separator: ".")
    if let definition = context.catalog.definition(name, on: tableName(table)) {
      return try expand(definition, call.arguments, at: span, in: scope)
    }
    guard names.count > 1, let column = column(names[0], of: table),
      case .reference(let target) = book.tables[table].columns[column].type,
      let inner = try measure(Array(names.dropFirst()), of: target, call, at: span, in: Scope(table: target))
    else { return nil }
    return hop(table, column, inner, at: place(span))
  }

  /// A measure's body, read on the scope's row with the arguments given.
  func expand(
    _ definition: Definition, _ arguments: [Expression], at span: Span, in scope: Scope
  ) throws -> TypedExpression {
    guard !expanding.contains(definition.name) else {
      throw Diagnostic(
        "circular-name", "\(definition.name) is defined by itself: \(circle(definition.name)).", at: place(span))
    }
    guard arguments.count <= definition.parameters.count else {
      throw Diagnostic(
        "too-many-arguments",
        "\(definition.name) takes \(definition.parameters.count) arguments and got \(arguments.count).", at: place(span)
      )
    }
    let body = Scope(table: scope.table, isRelation: scope.isRelation)
    for (index, parameter) in definition.parameters.enumerated() {
      guard let syntax = index < arguments.count ? arguments[index] : parameter.fallback else {
        throw Diagnostic(
          "missing-argument", "\(definition.name) needs a value for \(parameter.name.text).", at: place(span))
      }
      let value = try? expression(syntax, in: index < arguments.count ? scope : body)
      body.arguments[parameter.name.text] = Scope.Argument(
        syntax: plain(syntax, in: index < arguments.count ? scope : body),
        value: value ?? .constant(.missing, .text, at: place(span)))
    }
    let outerSite = useSite
    useSite = place(span)
    expanding.append(definition.name)
    defer {
      useSite = outerSite
      expanding.removeLast()
    }
    return try expression(definition.body, in: body)
  }

  func circle(_ name: String) -> String {
    (expanding.drop { $0 != name } + [name]).joined(separator: " → ")
  }

  /// Reads a definition's body with its parameters' fallbacks, and with these values for parameters that have none.
  func check(_ definition: Definition, with standIns: [Literal]) throws {
    guard let table = book.table(named: definition.table) else {
      throw Diagnostic("unknown-table", "There is no table \(definition.table).", at: definition.span)
    }
    let scope = Scope(table: table, isRelation: true)
    let before = useSite
    defer { useSite = before }
    let body = Scope(table: table, isRelation: true)
    for (parameter, standIn) in zip(definition.parameters, standIns) {
      let argument = parameter.fallback ?? Expression(.literal(standIn), at: definition.span)
      let value = try? expression(argument, in: scope)
      body.arguments[parameter.name.text] = Scope.Argument(
        syntax: plain(argument, in: scope), value: value ?? .constant(.missing, .text, at: definition.span))
    }
    expanding.append(definition.name)
    defer { expanding.removeLast() }
    _ = try expression(definition.body, in: body)
  }

  private func unknownFunction(_ name: String, at span: Span) -> Diagnostic {
    if name.lowercased() == "gaps" {
      return Diagnostic(
        "unknown-function", "gaps are many values; say what to make of them.", at: span,
        notes: ["For instance: median(gaps(purchases.date))"])
    }
    let known =
      Function.all.filter { !$0.isOperator }.map(\.name) + AggregateFunction.all.map(\.name)
      + Quantile.names + context.catalog.definitions.map(\.name)
    let nearest = Suggestions.nearest(name, among: known)
    return Diagnostic(
      "unknown-function", "There is no function \(name).", at: span,
      suggestion: nearest.map { Diagnostic.Suggestion($0, at: span) })
  }

  // MARK: Choosing a signature

  /// A call with its arguments converted to the first signature they fit.
  func apply(_ function: Function, _ arguments: [TypedExpression], at span: Span) throws -> TypedExpression {
    for signature in function.candidates(for: arguments) {
      guard let converted = Conversion.arguments(arguments, to: signature) else { continue }
      let type: ValueType
      switch signature.result {
      case .type(let fixed): type = fixed
      case .like(let index): type = converted[index].type
      }
      return TypedExpression(.call(function, converted), type, at: span)
    }
    let given = arguments.map(\.type.label).joined(separator: " and ")
    var wanted: [String] = []
    for signature in function.signatures {
      // Nobody writes the day that the resolver adds.
      let label =
        signature.parameters.dropLast(function.needsToday ? 1 : 0).map(\.label).joined(separator: ", ")
        + (signature.isVariadic ? ", …" : "")
      if !wanted.contains(label) { wanted.append(label) }
    }
    if function.isOperator {
      let message =
        arguments.count == 1
        ? "\(function.name) needs a number, not \(arguments[0].type.phrase)." : "\(function.name) cannot join \(given)."
      throw Diagnostic("units-do-not-meet", message, at: span)
    }
    let written = arguments.dropLast(function.needsToday ? 1 : 0).map(\.type.label).joined(separator: ", ")
    throw Diagnostic(
      "wrong-arguments", "\(function.name) takes (\(wanted.joined(separator: ") or ("))), not (\(written)).",
      at: span, notes: ["For instance: \(function.example)"])
  }
}
