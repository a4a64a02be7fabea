import Columns
import Diagnostics
import Query
import Syntax

/// What some expressions come to for one row, at the place of a query to which its clauses have led.
struct RowValues {
  struct Known {
    var value: Value
    var type: ValueType
  }

  /// False where the clauses had left the row out, and the expressions look at the rows that are left.
  var isReached = true
  private var known: [Expression: Known] = [:]

  static let unreached = RowValues(isReached: false)

  /// The value of an expression; nil where it has none of its own, as a length of time in months.
  subscript(expression: Expression) -> Known? {
    get { known[expression] }
    set { known[expression] = newValue }
  }
}

/// Expressions as columns of a query, each under a name that no one else gives.
private struct Columns {
  var expressions: [Expression]

  func name(_ index: Int) -> Name { Name("value \(index)", at: expressions[index].span, isQuoted: true) }

  /// The clauses that compute and show them.
  var clauses: [Clause] {
    let assignments = expressions.indices.map { Assignment(name: name($0), value: expressions[$0]) }
    let items = expressions.indices.map { index in
      ShowItem.expression(Expression(.name(name(index)), at: expressions[index].span), as: nil)
    }
    let place = expressions[0].span
    return [Clause(.with(assignments), at: place), Clause(.show(items), at: place)]
  }
}

extension Session {
  /// The values of some expressions for a row of a query's table, behind the query's clauses. What does not resolve is
  /// left out.
  ///
  /// Where no expression looks at other rows, the row is asked alone, even if a condition has left it out.
  func values(
    of expressions: [Expression], for row: Int32, behind query: SelectQuery, of table: Int, _ turn: Turn
  ) throws(Failure) -> RowValues {
    var seen: Set<Expression> = []
    let readable = expressions.filter { expression in
      seen.insert(expression).inserted && resolved([expression], behind: query) != nil
    }
    guard !readable.isEmpty else { return RowValues() }
    if let alone = aloneQuery(query, of: table), let typed = resolved(readable, behind: alone),
      typed.clauses.allSatisfy({ $0.spanning.isEmpty })
    {
      let chosen = try rows(of: typed, among: [row], turn)
      return chosen.map { values(of: readable, in: $0.values, at: 0) } ?? .unreached
    }
    guard let typed = resolved(readable, behind: query), let chosen = try rows(of: typed, turn),
      let place = chosen.rows.firstIndex(of: row)
    else { return .unreached }
    return values(of: readable, in: chosen.values, at: place)
  }

  /// The rows of a query and the values of some expressions for all of them; nil where they do not resolve, or the rows
  /// are groups.
  func columns(
    of expressions: [Expression], behind query: SelectQuery, _ turn: Turn
  ) throws(Failure) -> (rows: [Int32], values: ResultTable)? {
    guard let typed = resolved(expressions, behind: query) else { return nil }
    return try rows(of: typed, turn)
  }

  /// The rows that a query leaves, and its columns; nil where the rows are groups.
  func rows(
    of query: TypedQuery, among chosen: [Int32]? = nil, _ turn: Turn
  ) throws(Failure) -> (rows: [Int32], values: ResultTable)? {
    do {
      return try Executor.rows(of: query, among: chosen, isCancelled: turn.options.isCancelled)
    } catch { throw evaluationFailure(error, turn) }
  }

  private func resolved(_ expressions: [Expression], behind query: SelectQuery) -> TypedQuery? {
    var query = query
    query.clauses += Columns(expressions: expressions).clauses
    return Resolver.resolve(query, in: context).query
  }

  /// The query on its table alone with nothing but the columns that it adds; nil where other clauses come first.
  private func aloneQuery(_ query: SelectQuery, of table: Int) -> SelectQuery? {
    var alone = query
    alone.source = Name(book.tables[table].name, at: query.source.span)
    alone.clauses = []
    for clause in query.clauses {
      switch clause.kind {
      case .where, .order, .show: continue
      case .with: alone.clauses.append(clause)
      default: return nil
      }
    }
    return alone
  }

  private func values(of expressions: [Expression], in table: ResultTable, at row: Int) -> RowValues {
    var values = RowValues()
    guard row < table.rowCount else { return .unreached }
    for (expression, field) in zip(expressions, table.fields) {
      values[expression] = RowValues.Known(value: field.column.value(row), type: field.column.type)
    }
    return values
  }
}
