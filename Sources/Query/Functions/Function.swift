import Columns
import Diagnostics

/// A function or operator of the language: what it is called, what it takes, what it does, and its SQL. One value, one place.
///
/// Functions are equal by name: names are unique among `Function.all`, operators included.
public struct Function: Sendable {
  /// As it is written in a query; for operators, their spelling.
  public let name: String
  /// One sentence for help, completion and the reference.
  public let doc: String
  /// A query's expression that shows it and runs on the sample book.
  public let example: String
  /// One for each combination of argument types, tried in order.
  public let signatures: [Signature]
  /// Whether it is written as an operator or keyword and not as a call.
  public let isOperator: Bool
  /// Whether it measures until today: its last parameter is today's date, which the resolver adds and nobody writes.
  public let needsToday: Bool

  init(
    _ name: String, _ doc: String, example: String, isOperator: Bool = false, needsToday: Bool = false,
    _ signatures: [Signature]
  ) {
    self.name = name
    self.doc = doc
    self.example = example
    self.isOperator = isOperator
    self.needsToday = needsToday
    self.signatures = signatures
  }
}

extension Function: Hashable {
  public static func == (a: Function, b: Function) -> Bool { a.name == b.name }
  public func hash(into hasher: inout Hasher) { hasher.combine(name) }
}

/// One way to call a function.
public struct Signature: Sendable {
  public let parameters: [Parameter]
  /// The last parameter may be repeated.
  public let isVariadic: Bool
  public let result: Result
  public let kernel: Kernel
  public let sql: SQLForm

  init(_ parameters: [Parameter], variadic: Bool = false, _ result: Result, sql: SQLForm, _ kernel: Kernel) {
    self.parameters = parameters
    self.isVariadic = variadic
    self.result = result
    self.kernel = kernel
    self.sql = sql
  }
}

/// What an argument may be. Arguments are converted to what the kernel expects where the conversion is exact or obvious.
public enum Parameter: Hashable, Sendable {
  case type(ValueType)
  /// Whole numbers, numbers, percents, money: as they are.
  case numeric
  /// Any of these, converted to a floating-point number in major units.
  case floating
  /// A date or a time, as it is.
  case dateOrTime
  /// Any type, as it is; every `any` of one signature may differ.
  case any
  /// The same type as the other `same` arguments, after unifying numbers, dates and times.
  case same
  /// A condition.
  case condition

  /// As it is shown in a signature.
  public var label: String {
    switch self {
    case .type(let type): type.label
    case .numeric, .floating: "number"
    case .dateOrTime: "date"
    case .any, .same: "value"
    case .condition: "condition"
    }
  }
}

/// The type of a call's result.
public enum Result: Hashable, Sendable {
  case type(ValueType)
  /// The type of the argument at this position, after conversion.
  case like(Int)
}

/// How a function is evaluated on a block of rows.
public enum Kernel: Sendable {
  /// From the arguments' vectors, each of `count` rows or constant.
  case vector(@Sendable (_ arguments: [Vector], _ count: Int) throws -> Vector)
  /// A condition: which rows it holds for; unknown arguments must give false (or the documented complement).
  case condition(@Sendable (_ arguments: [Vector], _ count: Int) throws -> Bitmap)
  /// A condition on the first argument's text, in its folded form if `folded`. Evaluated once for each distinct text where that pays.
  case textCondition(folded: Bool, @Sendable (_ text: UnsafeBufferPointer<UInt8>, _ rest: RowArguments) -> Bool)
  /// A text made of the first argument's text: appends it to the array; false gives missing.
  case textMap(@Sendable (_ text: UnsafeBufferPointer<UInt8>, _ rest: RowArguments, _ result: inout [UInt8]) -> Bool)
  /// A whole number made of the first argument's text; nil gives missing.
  case textMeasure(@Sendable (_ text: UnsafeBufferPointer<UInt8>, _ rest: RowArguments) -> Int64?)
  /// Built into the evaluator: `and`, `or`, `not`, `is known`, `if`, `otherwise`.
  case builtIn
}

/// The arguments after the first, for one row of a text kernel.
public struct RowArguments: Sendable {
  let vectors: [Vector]
  let row: Int

  /// A whole number; nil if missing. `index` counts from 0 after the first argument.
  public func whole(_ index: Int) -> Int64? {
    guard index < vectors.count, isKnown(index), case .int64(let lane) = vectors[index].data else { return nil }
    return lane[row]
  }

  /// The bytes of a text; nil if missing.
  public func withText<R>(_ index: Int, _ body: (UnsafeBufferPointer<UInt8>) -> R) -> R? {
    guard index < vectors.count, isKnown(index), case .text(let lane) = vectors[index].data else { return nil }
    return lane.pool.withBytes(Int(lane.codes[row]), body)
  }

  public var count: Int { vectors.count }

  private func isKnown(_ index: Int) -> Bool {
    guard let known = vectors[index].known else { return true }
    return known[row]
  }
}

/// How a function is said in SQL.
public indirect enum SQLForm: Hashable, Sendable, ExpressibleByStringInterpolation {
  /// `{0}`, `{1}` … are the arguments, `{*}` all of them with commas, `{integer0}` the first as a whole number of 32 bits,
  /// `{constant0}` the same where it has to be written down;
  /// `{whole}`, `{number}`, `{money}`, `{text}`, `{time}` and `{space}` are the dialect's types and its pattern of white
  /// space. `except` has the dialects, by name, that say it otherwise.
  case template(String, except: [String: SQLForm] = [:])
  /// Written by the SQL generator, which knows the function by name.
  case special
  /// Why it cannot be said.
  case none(because: String)

  public init(stringLiteral template: String) { self = .template(template) }

  /// The form in a dialect.
  public func form(in dialect: String) -> SQLForm {
    if case .template(_, let exceptions) = self, let own = exceptions[dialect] { return own }
    return self
  }
}

extension ValueType {
  /// As it is called in messages and in `describe`.
  public var label: String {
    switch self {
    case .truth: "true/false"
    case .text: "text"
    case .whole: "whole number"
    case .number: "number"
    case .percent: "percent"
    case .money, .inexactMoney: "money"
    case .date: "date"
    case .time: "time"
    case .duration: "duration"
    case .textSet: "set"
    case .reference: "reference"
    }
  }

  /// As it is called within a sentence: `a date`, `an amount of money`.
  public var phrase: String {
    switch self {
    case .truth: "a true/false value"
    case .text: "text"
    case .money, .inexactMoney: "an amount of money"
    default: "a \(label)"
    }
  }
}
