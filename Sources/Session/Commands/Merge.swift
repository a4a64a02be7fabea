import Book
import Columns
import Diagnostics
import Syntax

extension Command {
  static let merge = Command(
    .merge,
    help: """
      Two customers turn out to be one. What belonged to the first now belongs to the second, whose own values count; its
      blanks are filled from the first. The first one's key still finds them. undo parts them again.

          merge C000124 into C000123
          merge budi@example.id into C000123
      """)
}

extension Session {
  mutating func merge(_ statement: MergeStatement, _ turn: Turn) throws(Failure) {
    let store = try writable(turn)
    let index = try table(Name("customers", at: statement.gone.span), turn)
    let gone = try row(statement.gone, of: index, turn)
    let kept = try row(statement.kept, of: index, turn)
    let names = (gone: shown(gone, of: index), kept: shown(kept, of: index))
    guard gone != kept else {
      throw turn.failure(
        Diagnostic(
          "same-customer", "Both are \(names.kept), so there is nothing to merge.",
          at: statement.gone.span.union(statement.kept.span)))
    }
    let keys = (gone: book.tables[index].keyText(gone), kept: book.tables[index].keyText(kept))
    let merging = Merging(book: book, table: index, gone: gone, kept: kept)
    let (moved, rows) = merging.moved
    let (filled, columns) = merging.filled
    let leaving: [Edit] = [
      .remove(table: book.tables[index].name, rows: [.key(keys.gone)]),
      .keep(.alias, name: keys.gone, .text(keys.kept)),
    ]
    let count = book.tables[index].rowCount
    try commit(moved + filled + leaving, to: store, turn)
    let came = rows.isEmpty ? "" : " \(Wording.list(rows)) moved."
    let took = columns.isEmpty ? "" : " Filled from there: \(Wording.list(columns))."
    turn.emit(
      .message(
        "Merged \(names.gone) into \(names.kept).\(came)\(took) "
          + "“\(keys.gone)” still finds them. " + counts(of: book.tables[index].name, from: count)))
  }
}

/// What has to be done so that one customer takes the place of another.
private struct Merging {
  let book: Book
  let table: Int
  let gone: Int
  let kept: Int

  /// Every reference to the one who goes now leads to the one who stays; but nobody refers to themselves.
  var moved: (edits: [Edit], rows: [String]) {
    let key = Value.text(book.tables[table].keyText(kept))
    var edits: [Edit] = []
    var counts: [(table: String, count: Int)] = []
    for (source, owner) in book.tables.enumerated() {
      var rowsMoved = Set<Int32>()
      for column in owner.columns where column.type == .reference(table: table) {
        // What the one who goes refers to goes too.
        let rows = column.column.rows(referringTo: Int32(gone)).filter { source != table || Int($0) != gone }
        let named = rows.compactMap { row in owner.name(ofRow: Int(row)).map { (row, $0) } }
        guard !named.isEmpty else { continue }
        let values = named.map { row, _ in source == table && Int(row) == kept ? Value.missing : key }
        edits.append(
          .update(CellUpdate(table: owner.name, column: column.name, rows: named.map(\.1), values: values)))
        rowsMoved.formUnion(rows)
      }
      if !rowsMoved.isEmpty { counts.append((owner.name, rowsMoved.count)) }
    }
    return (edits, counts.map { Wording.count($0.count, of: $0.table) })
  }

  /// Blanks of the one who stays take what the other has.
  var filled: (edits: [Edit], columns: [String]) {
    let owner = book.tables[table]
    let key = owner.keyText(kept)
    var edits: [Edit] = []
    var columns: [String] = []
    for index in owner.columns.indices where index != owner.keyColumn {
      guard book.cell(table, index, kept) == .missing else { continue }
      let value = book.cell(table, index, gone)
      guard value != .missing, value != .text(key) || !owner.columns[index].type.isReference else { continue }
      edits.append(
        .update(
          CellUpdate(table: owner.name, column: owner.columns[index].name, rows: [.key(key)], values: [value])))
      columns.append(owner.columns[index].name)
    }
    return (edits, columns)
  }
}
