import Book
import CivilTime
import Columns
import Diagnostics
import Syntax

// `as of DATE`: the clock of that day, and a book in which nothing later has happened. Rows are not copied: wherever a query
// reaches rows, a condition on their own date leaves out those that came later.

/// A segment as it reads on a day.
struct SegmentOfDay: Hashable {
  var name: String
  var today: Int32
  var asOf: Int32?
}

extension Resolution {
  /// Resolves a part as of a day. What is already hidden stays so: as of an earlier day inside, its clock alone moves.
  func asOf<T>(_ date: Expression, _ part: () throws -> T) throws -> T {
    let day = try wholeDays(date, in: Scope(table: nil)).last
    let outer = (context.today, context.now, asOf)
    defer { (context.today, context.now, asOf) = outer }
    context.today = day
    context.now = Int64(day) * Microseconds.day + (Microseconds.day - 1)
    asOf = min(day, outer.2 ?? day)
    return try part()
  }

  /// `in champions as of 2025-12-31`
  func inSegment(
    _ operand: Expression?, _ name: Name, asOf date: Expression, at span: Span, in scope: Scope
  ) throws -> TypedExpression {
    guard let past = try asOf(date, { try segment(name) }) else { throw unknownSegment(name, operand) }
    return try member(of: past, operand, name, at: span, in: scope)
  }

  /// A value at the row that a reference leads to; missing where that row was not yet there.
  func hop(_ table: Int, _ column: Int, _ inner: TypedExpression, at span: Span) -> TypedExpression {
    var inner = inner
    if case .reference(let target) = book.tables[table].columns[column].type,
      let existing = existing(target, at: span)
    {
      inner = only(where: existing, inner)
    }
    return TypedExpression(.hop(table: table, column: column, inner), inner.type, at: span)
  }

  /// A column: what is later than the day of `as of` is not known yet.
  func asOf(_ value: TypedExpression) -> TypedExpression {
    guard asOf != nil, value.type == .date || value.type == .time, case .column(let table, let column) = value.kind,
      beginning(of: table) != column, let until = untilAsOf(value)
    else { return value }
    return only(where: until, value)
  }

  /// Which rows of a table were there already; nil where all of them were, or nothing tells.
  func existing(_ table: Int, at span: Span) -> TypedExpression? {
    guard asOf != nil, let column = beginning(of: table) else { return nil }
    let values = book.tables[table].columns[column].values
    let date = TypedExpression(.column(table: table, column: column), values.type, at: span)
    guard let until = untilAsOf(date) else { return nil }
    if values.isComplete { return until }
    // A row whose date is missing is not later than any day.
    let unknown = negated(TypedExpression(.call(LogicFunctions.isKnown, [date]), .truth, at: span), at: span)
    return TypedExpression(.call(LogicFunctions.or, [unknown, until]), .truth, at: span)
  }

  /// `during` of an aggregate over children, narrowed to those that were there already, as were all rows on the way.
  func existing(_ ways: [Int], _ during: TypedExpression?, at span: Span) -> TypedExpression? {
    guard asOf != nil else { return during }
    var around: TypedExpression?
    for way in ways.map({ book.waysBack[$0] }) {
      let before = around.map {
        TypedExpression(.hop(table: way.source, column: way.sourceColumn, $0), .truth, at: span)
      }
      around = all([existing(way.source, at: span), before].compactMap { $0 }, at: span)
    }
    return all([around, during].compactMap { $0 }, at: span)
  }

  /// The column that says since when a row is there: the date of an event, the day on which a customer was acquired.
  private func beginning(of table: Int) -> Int? {
    let own = book.tables[table]
    let column =
      own.eventColumn
      ?? (own.name == StandardSchema.root ? own.columns.firstIndex { $0.name == StandardSchema.acquired } : nil)
    return column.flatMap { own.columns[$0].type == .date || own.columns[$0].type == .time ? $0 : nil }
  }

  private func untilAsOf(_ date: TypedExpression) -> TypedExpression? {
    asOf.flatMap { day in try? days(date, from: nil, to: day, at: date.span) }
  }

  private func only(where condition: TypedExpression, _ value: TypedExpression) -> TypedExpression {
    TypedExpression(.call(ChoiceFunctions.choose, [condition, value]), value.type, at: value.span)
  }

  private func all(_ conditions: [TypedExpression], at span: Span) -> TypedExpression? {
    conditions.count < 2 ? conditions.first : TypedExpression(.call(LogicFunctions.and, conditions), .truth, at: span)
  }
}

extension TypedExpression {
  /// The value without the condition under which `as of` knows it.
  var asItWas: TypedExpression {
    if case .call(ChoiceFunctions.choose, let arguments) = kind, arguments.count == 2 { return arguments[1] }
    return self
  }
}
