import Columns
import Query

extension ReferenceEvaluator {
  /// A condition about a missing value does not hold.
  func holds(_ condition: TypedExpression, _ place: Place) throws -> Bool {
    try value(condition, place) == .truth(true)
  }

  func value(_ expression: TypedExpression, _ place: Place) throws -> Value {
    switch expression.kind {
    case .constant(let value): return value
    case .column(let table, let column):
      guard place.table == table else {
        throw NotInReference(what: "column \(column) of \(table) in \(place.table ?? -1)")
      }
      return cell(table, column, place.row)
    case .slot(let slot):
      guard let value = place.slots[slot] else { throw NotInReference(what: "slot \(slot)") }
      return value
    case .origin(let table, let part, _): return origin(table, part, place.row)
    case .hop(let table, let column, let inner):
      guard case .reference(let row) = book.tables[table].columns[column].column.value(place.row),
        case .reference(let target) = book.tables[table].columns[column].column.type
      else { return .missing }
      return try value(inner, Place(table: target, row: Int(row), around: place))
    case .outer(let inner):
      guard let around = place.around else { throw NotInReference(what: "outer at the top") }
      return try value(inner, around)
    case .member(let segment): return .truth(try isMember(segment, place.row))
    case .aggregate(let aggregate): return try self.aggregate(aggregate, expression.type, place)
    case .journey(let journey): return try self.journey(journey, place)
    case .call(let function, let arguments): return try call(function, arguments, expression.type, place)
    }
  }

  private func call(
    _ function: Function, _ arguments: [TypedExpression], _ type: ValueType, _ place: Place
  ) throws -> Value {
    switch function.name {
    case "and": return .truth(try arguments.allSatisfy { try holds($0, place) })
    case "or": return .truth(try arguments.contains { try holds($0, place) })
    case "not": return .truth(try !holds(arguments[0], place))
    case "is known": return .truth(try value(arguments[0], place) != .missing)
    case "if":
      if try holds(arguments[0], place) { return try value(arguments[1], place) }
      return arguments.count > 2 ? try value(arguments[2], place) : .missing
    case "otherwise":
      let first = try value(arguments[0], place)
      return first == .missing ? try value(arguments[1], place) : first
    case "least", "greatest":
      let known = try Values.sorted(arguments.map { try value($0, place) }.filter { $0 != .missing })
      return (function.name == "least" ? known.first : known.last) ?? .missing
    default: break
    }
    let values = try arguments.map { try value($0, place) }
    if function.isConversion { return try ReferenceMoney(book).converted(values) }
    if function.name.hasPrefix("in file ") { return .truth(Self.isListed(values[0], function.name)) }
    if let held = try ReferenceConditions.value(function.name, values) { return .truth(held) }
    if values.contains(.missing) { return .missing }
    let call = ReferenceCall(name: function.name, arguments: values, types: arguments.map(\.type), type: type)
    guard let result = try call.value() else { throw NotInReference(what: "function \(function.name)") }
    return result
  }
}

extension ReferenceEvaluator {
  /// The files of a random book are numbered in their order; see `Trial.sources`.
  private func origin(_ table: Int, _ part: OriginPart, _ row: Int) -> Value {
    guard let origin = book.tables[table].origin, case .whole(let batch) = origin.batches.column.value(row), batch != 0
    else { return .missing }
    let source = Trial.sources(of: book).first { Int64($0.batch) == batch }
    switch part {
    case .batch: return .whole(batch)
    case .line: return source?.file == nil ? .missing : origin.lines.column.value(row)
    case .file: return source.map { .text($0.file ?? "added") } ?? .missing
    case .at: return source?.at.map { .time($0) } ?? .missing
    }
  }

  fileprivate static func isListed(_ value: Value, _ function: String) -> Bool {
    guard case .text(let text) = value else { return false }
    if function.hasSuffix("to the letter") { return Trial.listed.contains { Array($0.utf8) == Array(text.utf8) } }
    return Trial.listed.contains { Values.folded($0) == Values.folded(text) }
  }
}

/// Comparisons and other conditions: false with a missing value.
enum ReferenceConditions {
  /// Nil for what is no condition.
  static func value(_ name: String, _ arguments: [Value]) throws -> Bool? {
    guard let test = tests[name] else { return nil }
    return try !arguments.contains(.missing) && test(arguments)
  }

  private static let tests: [String: @Sendable ([Value]) throws -> Bool] = [
    "=": { try isEqual($0[0], $0[1]) },
    "==": { try Values.order($0[0], $0[1]) == 0 },
    "<": { try Values.order($0[0], $0[1]) == -1 },
    "<=": { try Values.order($0[0], $0[1]) != 1 },
    ">": { try Values.order($0[0], $0[1]) == 1 },
    ">=": { try Values.order($0[0], $0[1]) != -1 },
    "in range": { try Values.order($0[0], $0[1]) != -1 && Values.order($0[0], $0[2]) != 1 },
    "in": { values in try values.dropFirst().contains { try isEqual(values[0], $0) } },
    "has": { values in
      guard case .textSet(let members) = values[0], case .text(let wanted) = values[1] else { return false }
      return members.contains { Values.folded($0) == Values.folded(wanted) }
    },
    "contains": {
      try occurs($0) { text, part in text.indices.contains { text[$0...].starts(with: part) } || part.isEmpty }
    },
    "starts with": { try occurs($0) { $0.starts(with: $1) } },
    "resembles": { ReferenceCall.likeness($0) >= 0.65 },
    "matches": { values in
      guard case .text(let text) = values[0], case .text(let pattern) = values[1] else { return false }
      return try ReferencePattern.matches(text, pattern)
    },
    "ends with": { try occurs($0) { $0.reversed().starts(with: $1.reversed()) } },
  ]

  /// Text without regard to case.
  private static func isEqual(_ a: Value, _ b: Value) throws -> Bool {
    if case .text(let x) = a, case .text(let y) = b { return Values.folded(x) == Values.folded(y) }
    return try Values.order(a, b) == 0
  }

  private static func occurs(_ values: [Value], _ test: ([UInt8], [UInt8]) -> Bool) throws -> Bool {
    guard case .text(let text) = values[0], case .text(let part) = values[1] else {
      throw NotInReference(what: "\(values) as texts")
    }
    return test(Values.folded(text), Values.folded(part))
  }
}
