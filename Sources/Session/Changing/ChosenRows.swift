import Book
import Columns
import Diagnostics
import Query
import Syntax

/// The rows that a statement chose, the values of some expressions for them, and what resolving noted.
struct ChosenRows {
  var rows: [Int32]
  var values: ResultTable
  var notes: [Diagnostic]
}

extension Session {
  /// The rows of `for KEY` and `where CONDITION`.
  func rows(
    _ choice: RowChoice, of name: Name, _ index: Int, showing values: [Expression], _ turn: Turn
  ) throws(Failure) -> ChosenRows {
    let among = try choice.key.map { key throws(Failure) in try rows(of: key, in: index, turn) }
    var clauses: [Clause] = []
    if let condition = choice.condition { clauses.append(Clause(.where(condition), at: condition.span)) }
    let items = values.enumerated().map {
      ShowItem.expression($1, as: Name("value \($0)", at: $1.span, isQuoted: true))
    }
    let empty = ShowItem.expression(Expression(.literal(.truth(true)), at: name.span), as: nil)
    clauses.append(Clause(.show(items.isEmpty ? [empty] : items), at: name.span))
    let query = SelectQuery(
      source: Name(book.tables[index].name, at: name.span), clauses: clauses, at: turn.statement.span)
    var context = context
    context.showsOriginals = false
    let (typed, found) = Resolver.resolve(query, in: context)
    guard let typed else { throw Failure(found, in: turn.source) }
    guard let chosen = try chosen(typed, among: among, turn) else {
      throw turn.failure(
        Diagnostic(
          "not-per-row", "These values are of all rows together, not of each row.", at: turn.statement.span,
          notes: ["An aggregate of the whole table can be compared with, as in: where spent > avg(spent)"]))
    }
    return ChosenRows(rows: chosen.rows, values: chosen.values, notes: found)
  }

  private func chosen(
    _ query: TypedQuery, among rows: [Int32]?, _ turn: Turn
  ) throws(Failure) -> (rows: [Int32], values: ResultTable)? {
    do {
      return try Executor.rows(of: query, among: rows, isCancelled: turn.options.isCancelled)
    } catch {
      throw evaluationFailure(error, turn)
    }
  }

  /// The rows that belong to what a key names; of a table that belongs to nobody, the row of that key.
  private func rows(of key: Key, in index: Int, _ turn: Turn) throws(Failure) -> [Int32] {
    let table = book.tables[index]
    guard let column = table.parentColumn, case .reference(let parent) = table.columns[column].type else {
      return [Int32(try row(key, of: index, turn))]
    }
    let owner = Int32(try row(key, of: parent, turn))
    return table.columns[column].column.rows(referringTo: owner)
  }
}

extension Column {
  /// The rows of a reference column that lead to a row.
  func rows(referringTo target: Int32) -> [Int32] {
    guard case .int32(let rows) = storage else { return [] }
    return rows.array.indices.filter { rows[$0] == target && known?[$0] ?? true }.map { Int32($0) }
  }
}
