import Book
import CivilTime
import Columns
import Diagnostics
import Testing

@testable import Query

/// A table of calls of one function: the arguments, and what comes of them.
typealias Calls = [([Value], Value)]

/// Calls a function with constants and again with columns (the same values in the first and last of three rows, nothing
/// in the second); both must agree. Throws what the function throws.
func call(_ name: String, _ values: [Value], types: [ValueType]? = nil) throws -> Value {
  let function = try #require(Function.named(name), "there is no function \(name)")
  let known = values.first { $0 != .missing }.map(typeOf) ?? .text
  let types = types ?? values.map { $0 == .missing ? known : typeOf($0) }
  let nowhere = Span(0, 0)
  let constants = zip(values, types).map { TypedExpression.constant($0, $1, at: nowhere) }
  let slots = SlotStore()
  for (index, value) in values.enumerated() { slots.set(index, .column(column(value, types[index]))) }
  let columns = types.enumerated().map { TypedExpression(.slot($0), $1, at: nowhere) }
  let one = try evaluate(function, constants, slots, rows: 1)[0]
  let three = try evaluate(function, columns, slots, rows: 3)
  #expect(three[0] == one && three[2] == one, "\(name)\(values): a constant gives \(one), columns \(three)")
  return one
}

private func evaluate(
  _ function: Function, _ arguments: [TypedExpression], _ slots: SlotStore, rows: Int
) throws -> [Value] {
  let signature = try #require(function.signature(for: arguments), "\(function.name) takes no such values")
  let converted = try #require(Conversion.arguments(arguments, to: signature))
  let type: ValueType =
    switch signature.result {
    case .type(let fixed): fixed
    case .like(let index): converted[index].type
    }
  let book = Book(name: "empty", tables: [], waysBack: [])
  let node = Compiler(book: book, slots: slots).node(TypedExpression(.call(function, converted), type, at: Span(0, 0)))
  let block = Block(
    rows: .range(0..<rows), positions: 0..<rows, total: rows, run: Run(book: book, isCancelled: { false }), parent: nil)
  let column = try node.vector(block).column(type: type)
  return (0..<rows).map(column.value)
}

private func column(_ value: Value, _ type: ValueType) -> Column {
  var assembler = ColumnAssembler(type: type)
  for one in [value, .missing, value] { assembler.append(Vector(repeating: one, count: 1)) }
  return assembler.finish()
}

private func typeOf(_ value: Value) -> ValueType {
  switch value {
  case .missing, .text: .text
  case .truth: .truth
  case .whole: .whole
  case .number: .number
  case .money: .money
  case .date: .date
  case .time: .time
  case .duration: .duration
  case .textSet: .textSet
  case .reference: .reference(table: 0)
  }
}

/// A date written `2026-01-31`.
func day(_ text: String) -> Value {
  let parts = text.split(separator: "-").compactMap { Int($0) }
  return CivilDate(year: parts[0], month: parts[1], day: parts[2]).map { .date($0.days) } ?? .missing
}

/// A time written `2026-01-31` and `9:30`.
func time(_ text: String, _ hour: Int64, _ minute: Int64 = 0, microseconds: Int64 = 0) -> Value {
  guard case .date(let days) = day(text) else { return .missing }
  return .time(
    Int64(days) * Microseconds.day + hour * Microseconds.hour + minute * Microseconds.minute + microseconds)
}

/// Holds a function to a table of calls.
func expect(_ name: String, _ calls: Calls, types: [ValueType]? = nil) throws {
  for (arguments, expected) in calls {
    let found = try call(name, arguments, types: types)
    #expect(found == expected, "\(name)\(arguments)")
  }
}
