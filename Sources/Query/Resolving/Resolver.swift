import Book
import Columns
import Diagnostics
import Syntax

/// Finds what every name of a query means and which type every part has.
public enum Resolver {
  /// The typed query, or nil when a diagnostic is an error. Diagnostics are in the order they were found.
  public static func resolve(
    _ query: SelectQuery, in context: QueryContext
  ) -> (query: TypedQuery?, diagnostics: [Diagnostic]) {
    let resolution = Resolution(context)
    let typed = resolution.attempt { try resolution.query(query) }
    if let typed { resolution.noteCurrencies(of: typed) }
    let failed = resolution.diagnostics.contains { $0.severity == .error }
    return (failed ? nil : typed, resolution.diagnostics)
  }

  /// Checks that a definition reads: resolves its body on its table with its parameters' fallbacks.
  ///
  /// A parameter without a fallback may be of any type, so it is enough that one combination of types reads; where none
  /// does, the mistakes are those of plain numbers.
  public static func check(_ definition: Definition, in context: QueryContext) -> [Diagnostic] {
    var first: [Diagnostic]?
    for standIns in standIns(for: definition, today: context.today) {
      let resolution = Resolution(context)
      _ = resolution.attempt { try resolution.check(definition, with: standIns) }
      if !resolution.diagnostics.contains(where: { $0.severity == .error }) { return resolution.diagnostics }
      first = first ?? resolution.diagnostics
    }
    return first ?? []
  }

  /// Every combination of a number, a text, a date and a length of time for up to three open parameters.
  private static func standIns(for definition: Definition, today: Int32) -> [[Literal]] {
    let types: [Literal] = [.whole(1), .text(""), .date(today), .duration(CalendarDuration(days: 1))]
    var combinations: [[Literal]] = [[]]
    for (index, parameter) in definition.parameters.enumerated() {
      let choices = parameter.fallback == nil && index < 3 ? types : [.whole(1)]
      combinations = combinations.flatMap { begun in choices.map { begun + [$0] } }
    }
    return combinations
  }

  /// The value of an expression that mentions no row: a setting, a parameter.
  public static func constant(
    _ expression: Expression, in context: QueryContext
  ) -> (value: Value?, type: ValueType?, diagnostics: [Diagnostic]) {
    let resolution = Resolution(context)
    let typed = resolution.attempt { try resolution.expression(expression, in: Scope(table: nil)) }
    return (typed?.constant, typed?.type, resolution.diagnostics)
  }
}

/// Thrown after a mistake has been noted, to leave the part that has it.
struct Reported: Error {}

/// The state of resolving one query: what has been found wrong, which names are being expanded, the next free slot.
final class Resolution {
  /// Mistakes of one chain of conditions after which the rest is not read.
  static let mistakesShown = 20

  /// What the query is resolved with: inside `as of`, the clock of that day.
  var context: QueryContext
  /// The day after which nothing has happened; nil where everything counts.
  var asOf: Int32?
  let book: Book
  var diagnostics: [Diagnostic] = []
  var nextSlot = 0
  /// Spanning columns of the clause being resolved.
  var spanning: [SpanningColumn] = []
  /// While a measure's body is read: where the measure was used.
  var useSite: Span?
  /// Measures and segments being expanded, outermost first, to find circles.
  var expanding: [String] = []
  /// Segments already resolved in this query.
  var segments: [SegmentOfDay: SegmentQuery] = [:]
  /// The lists that files hold, by the file and the column.
  var lists: [[String]: TextPool] = [:]
  /// The imports of the book; asked for where a row's origin first is.
  var rowSources: RowSources?
  /// Columns that the query mentions, for the default `show`.
  var mentioned: [TypedField] = []

  init(_ context: QueryContext) {
    self.context = context
    book = context.book
  }

  /// Runs one part; a mistake is noted and gives nil, so that the parts beside it are still read.
  func attempt<T>(_ part: () throws -> T) -> T? {
    do { return try part() } catch let diagnostic as Diagnostic { diagnostics.append(diagnostic) } catch {}
    return nil
  }

  /// Runs one part without noting its mistakes.
  func quietly<T>(_ part: () throws -> T) -> T? {
    let before = (diagnostics, spanning, nextSlot, mentioned)
    if let result = try? part() { return result }
    (diagnostics, spanning, nextSlot, mentioned) = before
    return nil
  }

  /// Where to point: at the use of a measure while its body is read.
  func place(_ span: Span) -> Span { useSite ?? span }

  func freshSlot() -> Int {
    defer { nextSlot += 1 }
    return nextSlot
  }

  func tableName(_ table: Int) -> String { book.tables[table].name }

  /// A condition, or a mistake that says what it is instead.
  func condition(_ expression: Expression, in scope: Scope) throws -> TypedExpression {
    let typed = try self.expression(expression, in: scope)
    guard typed.type == .truth else {
      throw Diagnostic(
        "not-a-condition", "This is \(typed.type.phrase), not a condition.", at: place(expression.span),
        notes: ["A condition compares, as in: spent > 500."])
    }
    return typed
  }
}
