import Book
import Columns
import Diagnostics
import Query
import Syntax

extension Command {
  static let remove = Command(
    .remove,
    help: """
      Takes rows out of a table. References to them lead nowhere from then on, and rows that belonged to them stay. undo
      brings them back.

          remove interactions where at < 2020-01-01
          remove cases for C000123 where kind = "question"
      """)
}

extension Session {
  mutating func remove(_ statement: RemoveStatement, _ turn: Turn) throws(Failure) {
    let store = try writable(turn)
    let index = try table(statement.table, turn)
    let table = book.tables[index]
    let found = try rows(statement.rows, of: statement.table, index, showing: [], turn)
    let total = Wording.count(table.rowCount, of: table.name)
    guard !found.rows.isEmpty else {
      return turn.emit(.message("Nothing removed: none of \(total) is meant."), found.notes)
    }
    let referring = referring(to: Set(found.rows), of: index)
    let names = found.rows.compactMap { table.name(ofRow: Int($0)) }
    try commit([.remove(table: table.name, rows: names)], to: store, turn)
    let stay = referring.isEmpty ? "" : " They are still named by \(Wording.list(referring)), which stay."
    turn.emit(
      .message(
        "Removed \(Wording.number(found.rows.count)) of \(total). "
          + counts(of: table.name, from: table.rowCount) + stay),
      found.notes)
  }

  /// How many rows of which tables refer to some rows: `30 purchases`.
  private func referring(to rows: Set<Int32>, of target: Int) -> [String] {
    var counts: [(table: Int, count: Int)] = []
    for way in book.waysBack where way.target == target {
      guard case .int32(let lane) = book.tables[way.source].columns[way.sourceColumn].column.storage else { continue }
      let count = lane.array.indices.filter { row in
        rows.contains(lane[row]) && !(way.source == target && rows.contains(Int32(row)))
      }.count
      guard count > 0 else { continue }
      if let place = counts.firstIndex(where: { $0.table == way.source }) {
        counts[place].count += count
      } else {
        counts.append((way.source, count))
      }
    }
    return counts.map { Wording.count($0.count, of: book.tables[$0.table].name) }
  }
}
