import Book
import CivilTime
import Columns
import Diagnostics
import Query

/// A row that an expression can look at: its table (nil for groups) and its alias.
struct SQLScope {
  var table: Int?
  var alias: String
  var dialect: Dialect
  /// How many queries lie around the one that it is a row of.
  var depth = 0

  func column(_ name: String) -> String { "\(alias).\(dialect.quoted(name))" }
}

/// Expressions as SQL. The last scope is the row itself; the ones before it lie around the aggregate or the reference
/// behind which it stands.
extension SQLWriter {
  /// The value, NULL where it is missing.
  func value(_ expression: TypedExpression, in scopes: [SQLScope]) throws -> String {
    switch expression.kind {
    case .constant(let value): return try literal(value, expression.type)
    case .column(let table, let column):
      try check(scopes[scopes.count - 1], at: expression.span)
      return self.column(table, column, of: scopes[scopes.count - 1])
    case .origin:
      throw Diagnostic.noSQL("Where rows came from is kept by the book, and not in its columns.", at: expression.span)
    case .slot(let number):
      try check(scopes[scopes.count - 1], at: expression.span)
      return "\(scopes[scopes.count - 1].alias).\(slot(number))"
    case .hop(let table, let column, let inner): return try hop(table, column, inner, in: scopes)
    case .outer(let inner): return try value(inner, in: Array(scopes.dropLast()))
    case .member, .journey: return try condition(expression, in: scopes)
    case .aggregate(let aggregate): return try self.aggregate(aggregate, type: expression.type, in: scopes)
    case .call(let function, let arguments):
      let isCondition = expression.type == .truth && !["if", "otherwise"].contains(function.name)
      return isCondition
        ? try condition(expression, in: scopes) : try call(function, arguments, expression, in: scopes)
    }
  }

  /// A condition. Where `exact`, it is never NULL; elsewhere (in WHERE, under AND and OR) NULL counts as false anyway.
  func condition(_ expression: TypedExpression, in scopes: [SQLScope], exact: Bool = true) throws -> String {
    switch expression.kind {
    case .constant(.truth(let bit)): return bit ? "TRUE" : "FALSE"
    case .constant: return "FALSE"
    case .member(let segment):
      let row = scopes[scopes.count - 1].column(SQLLoading.row)
      return "\(row) IN (SELECT m.\(self.row) FROM \(try members(of: segment)) AS m)"
    case .journey(let journey): return try self.journey(journey, in: scopes)
    case .outer(let inner): return try condition(inner, in: Array(scopes.dropLast()), exact: exact)
    case .aggregate(let aggregate) where [.any, .no, .every].contains(aggregate.function):
      return try self.aggregate(aggregate, type: .truth, in: scopes)
    case .call(let function, let arguments):
      if let logic = try logic(function, arguments, in: scopes, exact: exact) { return logic }
      let said = try call(function, arguments, expression, in: scopes)
      return exact ? "COALESCE(\(said), FALSE)" : said
    default:
      let said = try value(expression, in: scopes)
      return exact ? "COALESCE(\(said), FALSE)" : said
    }
  }

  private func logic(
    _ function: Function, _ arguments: [TypedExpression], in scopes: [SQLScope], exact: Bool
  ) throws -> String? {
    switch function.name {
    case "and", "or":
      let parts = try arguments.map { try condition($0, in: scopes, exact: exact) }
      return "(\(parts.joined(separator: function.name == "and" ? " AND " : " OR ")))"
    case "not": return "NOT (\(try condition(arguments[0], in: scopes)))"
    case "is known": return "(\(try value(arguments[0], in: scopes))) IS NOT NULL"
    default: return nil
    }
  }

  /// A column of a row. A reference reads as the text of its key, also where no row has that key.
  private func column(_ table: Int, _ column: Int, of row: SQLScope) -> String {
    let own = book.tables[table].columns[column]
    let said = row.column(own.name)
    guard case .reference(let target) = own.type else { return said }
    if book.tables[target].keyColumn == nil { return dialect.literal("") }
    return own.unmatched.count == 0 ? said : "COALESCE(\(said), \(row.column(SQLLoading.orphans(of: own))))"
  }

  /// What references to a table hold: its key, or the number of the row.
  func key(of table: Int) -> String {
    let target = book.tables[table]
    return target.keyColumn.map { target.columns[$0].name } ?? SQLLoading.row
  }

  /// The value at the row that a reference leads to.
  private func hop(_ table: Int, _ column: Int, _ inner: TypedExpression, in scopes: [SQLScope]) throws -> String {
    let own = book.tables[table].columns[column]
    guard case .reference(let target) = own.type else {
      throw Diagnostic.noSQL("\(own.name) leads to no other row.", at: inner.span)
    }
    let row = SQLScope(table: target, alias: alias(), dialect: dialect, depth: depth + 1)
    let said = try within {
      try check(scopes[scopes.count - 1], at: inner.span)
      return try value(inner, in: scopes + [row])
    }
    return
      "(SELECT \(SQLText.fill(dialect.found, [said])) FROM \(dialect.quoted(book.tables[target].name)) AS \(row.alias)"
      + " WHERE \(row.column(key(of: target))) = \(scopes[scopes.count - 1].column(own.name)))"
  }

  // MARK: Calls

  private func call(
    _ function: Function, _ arguments: [TypedExpression], _ expression: TypedExpression, in scopes: [SQLScope]
  ) throws -> String {
    guard let signature = function.signature(for: arguments) else {
      throw Diagnostic.noSQL("\(function.name) has no form for these values.", at: expression.span)
    }
    switch signature.sql.form(in: dialect.name) {
    case .none(let reason): throw Diagnostic.noSQL("\(reason).", at: expression.span)
    case .special: return try special(function, arguments, expression, in: scopes)
    case .template(let template, _):
      return try filled(template, function, arguments, expression, signature, in: scopes)
    }
  }

  private func filled(
    _ template: String, _ function: Function, _ arguments: [TypedExpression], _ expression: TypedExpression,
    _ signature: Signature, in scopes: [SQLScope]
  ) throws -> String {
    let isArithmetic = ["+", "-", "*", "%", "minus"].contains(function.name)
    let said = try arguments.enumerated().map { index, argument in
      let parameter = signature.parameters[min(index, signature.parameters.count - 1)]
      if parameter == .condition { return try condition(argument, in: scopes, exact: false) }
      let value = try value(argument, in: scopes)
      if Self.ordering.contains(function.name) { return sorted(value, argument.type) }
      // Two short literals would be calculated in 32 bits.
      let isShort = isArithmetic && argument.constant != nil && [.whole, .duration].contains(argument.type)
      return isShort ? "CAST(\(value) AS \(dialect.whole))" : value
    }
    let result = try fill(template, said, at: expression.span)
    return isArithmetic && expression.type == .money ? "CAST(\(result) AS \(dialect.money))" : result
  }

  /// Functions to which it matters which of two values is greater.
  private static let ordering: Set = ["<", "<=", ">", ">=", "in range", "least", "greatest"]

  /// A value among those that are put in order.
  func sorted(_ value: String, _ type: ValueType) -> String {
    switch type {
    case .text, .reference: SQLText.fill(dialect.sorted, [value])
    default: value
    }
  }

  /// What the function's own row leaves to the dialect: text without regard to case.
  private func special(
    _ function: Function, _ arguments: [TypedExpression], _ expression: TypedExpression, in scopes: [SQLScope]
  ) throws -> String {
    if function.name == "matches" { return try matches(arguments, expression, in: scopes) }
    let rest = try arguments.dropFirst().map { try folded($0, in: scopes) }
    switch function.name {
    case "has": return try fill(dialect.has, [try value(arguments[0], in: scopes)] + rest, at: expression.span)
    case "in": return "\(try folded(arguments[0], in: scopes)) IN (\(rest.joined(separator: ", ")))"
    default: break
    }
    let template =
      switch function.name {
      case "=": "{0} = {1}"
      case "similarity": try likeness(at: expression.span)
      case "resembles": "(\(try likeness(at: expression.span)) >= CAST(\(LikenessWay.threshold) AS DOUBLE))"
      case "contains": dialect.contains
      case "starts with": dialect.startsWith
      case "ends with": dialect.endsWith
      default: throw Diagnostic.noSQL("\(function.name) is Kenal's own.", at: expression.span)
      }
    return try fill(template, [try folded(arguments[0], in: scopes)] + rest, at: expression.span)
  }

  private func likeness(at span: Span) throws -> String {
    guard let likeness = dialect.likeness else {
      throw Diagnostic.noSQL("likeness has no equal in \(dialect.name); contains asks for a part of a text.", at: span)
    }
    return likeness
  }

  private func matches(
    _ arguments: [TypedExpression], _ expression: TypedExpression, in scopes: [SQLScope]
  ) throws -> String {
    guard case .text(let text)? = arguments[1].constant else {
      throw Diagnostic.noSQL("The pattern is not known.", at: expression.span)
    }
    guard let template = dialect.matches else {
      throw Diagnostic.noSQL(
        "\(dialect.name) reads patterns in a language of its own; contains, starts with and ends with have an equal there.",
        at: expression.span)
    }
    let (pattern, isFolded) = PatternSQL.re2(text)
    guard let pattern else {
      throw Diagnostic.noSQL(
        "The pattern holds what \(dialect.name) reads otherwise, such as \\b, which knows English letters only there.",
        at: arguments[1].span)
    }
    let value = isFolded ? try folded(arguments[0], in: scopes) : try value(arguments[0], in: scopes)
    return try fill(template, [value, dialect.literal(pattern)], at: expression.span)
  }

  /// A text without regard to case.
  private func folded(_ text: TypedExpression, in scopes: [SQLScope]) throws -> String {
    if case .text(let constant)? = text.constant, constant.utf8.allSatisfy({ $0 < 0x80 }) {
      return dialect.literal(constant.lowercased())
    }
    let template = text.isStored ? dialect.folded : dialect.foldedCalculated
    return try fill(template, [try value(text, in: scopes)], at: text.span)
  }

  // MARK: Literals

  func literal(_ value: Value, _ type: ValueType) throws -> String {
    switch value {
    case .missing: "CAST(NULL AS \(dialect.typeName(type)))"
    case .truth(let bit): bit ? "TRUE" : "FALSE"
    case .text(let text): try literal(text)
    case .whole(let whole), .duration(let whole): SQLText.whole(whole)
    case .number(let number): dialect.literal(number)
    case .money(let cents): SQLText.money(cents)
    case .date(let days): SQLText.date(days)
    case .time(let time): literal(time: time)
    case .textSet(let texts):
      "CAST(\(SQLText.fill(dialect.setLiteral, [try texts.map(literal).joined(separator: ", ")])) AS \(dialect.set))"
    case .reference(let row): SQLText.whole(Int64(row))
    }
  }

  private func literal(_ text: String) throws -> String {
    if dialect.zeroCharacter == nil, text.utf8.contains(0) {
      throw Diagnostic.noSQL("\(dialect.name) knows no text with a zero character in it.")
    }
    return dialect.literal(text)
  }

  /// A time, with its seconds, which some engines want.
  private func literal(time: Int64) -> String {
    let (days, clock) = Microseconds.split(time)
    guard (1...9999).contains(CivilDate(days: days).year) else {
      return SQLText.fill(dialect.moved, ["\(dialect.time) '1970-01-01 00:00:00'", "0", "0", SQLText.whole(time)])
    }
    let seconds = clock % Microseconds.minute == 0 ? ":00" : ""
    return "\(dialect.time) '\(IsoText.date(days)) \(IsoText.time(time).drop { $0 != "T" }.dropFirst())\(seconds)'"
  }
}

extension TypedExpression {
  /// Text as the book stores it, reached by whatever way.
  var isStored: Bool {
    switch kind {
    case .column: true
    case .hop(_, _, let inner), .outer(let inner): inner.isStored
    default: false
    }
  }

  /// A column, a calculation on columns, or a constant: nothing that reads other rows.
  var isPlain: Bool {
    switch kind {
    case .constant, .column, .slot: true
    case .outer(let inner): inner.isPlain
    case .call(_, let arguments): arguments.allSatisfy(\.isPlain)
    case .hop, .aggregate, .journey, .member, .origin: false
    }
  }
}
