import Columns

/// A book with some edits made, what it keeps, and the edits that take them back.
struct EditedBook {
  var book: Book
  var keepsakes: Keepsakes
  /// In the order in which they have to be made.
  var inverse: [Edit]
}

/// A book while edits are made to it. Nothing is written; what fails is thrown away.
struct Editing {
  var book: Book
  var keepsakes: Keepsakes
  var inverse: [Edit] = []
  /// Whether the inverse is of use to anybody.
  let wantsInverse: Bool
  /// With more arrivals a table is put in order.
  let limit: Int
  /// Whether the change was made before, on the same book: its keys are known to be new then, and no index is needed.
  let isReplay: Bool
  /// Tables whose rows may lie anywhere.
  var unsorted: Set<Int> = []
  /// Tables that have too many arrivals.
  var crowded: Set<Int> = []

  /// Makes a change. Throws, and leaves everything as it was, where one of its edits cannot be made.
  ///
  /// - Parameter limit: with more arrivals a table is put in order.
  static func make(
    _ change: Change, in book: Book, _ keepsakes: Keepsakes, limit: Int = Arrivals.limit, isReplay: Bool = false
  ) throws(ChangeError) -> EditedBook {
    var editing = Editing(
      book: book, keepsakes: keepsakes, wantsInverse: !change.isUndo, limit: limit, isReplay: isReplay)
    for edit in change.edits { try editing.make(edit) }
    editing.settle()
    if change.isUndo {
      _ = editing.keepsakes.history.popLast()
    } else {
      editing.keepsakes.remember(
        Change(title: change.title, at: change.at, edits: editing.inverse.reversed(), isUndo: true))
    }
    return EditedBook(book: editing.book.renewed, keepsakes: editing.keepsakes, inverse: editing.inverse.reversed())
  }

  private mutating func make(_ edit: Edit) throws(ChangeError) {
    switch edit {
    case .add(let addition): try add(addition)
    case .update(let update): try self.update(update)
    case .remove(let table, let rows): try remove(rows, from: table)
    case .removeBatch(let number): removeBatch(number)
    case .addTable(let shape): try addTable(shape)
    case .removeTable(let name): try removeTable(name)
    case .addColumn(let table, let shape): try addColumn(shape, to: table)
    case .removeColumn(let table, let name): try removeColumn(name, of: table)
    case .keep(let kind, let name, let value): keep(kind, name, value)
    }
  }

  private mutating func keep(_ kind: Keepsake.Kind, _ name: String, _ value: Keepsake?) {
    let before = keepsakes[kind, name]
    note(.keep(kind, name: name, before))
    keepsakes[kind, name] = value
  }

  /// Remembers what takes an edit back.
  mutating func note(_ edit: @autoclosure () -> Edit) {
    if wantsInverse { inverse.append(edit()) }
  }

  /// Puts the rows of tables that are out of order where they belong.
  mutating func settle() {
    guard !unsorted.isEmpty || !crowded.isEmpty else { return }
    book = Arrangement.arrange(book, unsorted: unsorted, crowded: crowded)
    unsorted = []
    crowded = []
  }

  // MARK: Finding

  func table(_ name: String) throws(ChangeError) -> Int {
    guard let index = book.tables.firstIndex(where: { $0.name == name }) else { throw .unknownTable(name) }
    return index
  }

  func column(_ name: String, of table: Int) throws(ChangeError) -> Int {
    guard let index = book.tables[table].columns.firstIndex(where: { $0.name == name }) else {
      throw .unknownColumn(table: book.tables[table].name, column: name)
    }
    return index
  }

  func rows(_ names: [RowName], of table: Int) throws(ChangeError) -> [Int32] {
    var result: [Int32] = []
    for (name, row) in zip(names, book.tables[table].rows(of: names)) {
      guard let row else { throw .unknownRow(table: book.tables[table].name, name) }
      result.append(row)
    }
    return result
  }

  // MARK: Cells

  /// Cells as a column takes them: keys have become rows, those that lead nowhere are kept beside by their place.
  struct Prepared {
    var values: [Value]
    var orphans: [Int: String] = [:]
  }

  /// Checks the types of cells, and looks the keys of references up.
  func prepared(_ values: [Value], for column: TableColumn, of table: Int) throws(ChangeError) -> Prepared {
    guard case .reference(let target) = column.type else {
      for value in values where !column.type.takes(value) {
        throw .wrongType(table: book.tables[table].name, column: column.name, value)
      }
      return Prepared(values: values)
    }
    var result = Prepared(values: [])
    for (place, value) in values.enumerated() {
      switch value {
      case .missing: result.values.append(.missing)
      case .text(let key):
        let row = book.tables[target].row(ofKey: key)
        result.values.append(row.map { .reference(row: $0) } ?? .missing)
        if row == nil { result.orphans[place] = key }
      default: throw .wrongType(table: book.tables[table].name, column: column.name, value)
      }
    }
    return result
  }

  /// Cells of some rows as an edit holds them: references as keys, unmatched ones included.
  func cells(_ rows: [Int32], of column: TableColumn) -> [Value] {
    let values = column.column
    guard case .reference(let target) = column.type else { return rows.map { values.value(Int($0)) } }
    let orphans = column.unmatched.count == 0 ? [:] : column.orphans
    return rows.map { row in
      if case .reference(let target_) = values.value(Int(row)) {
        return .text(book.tables[target].keyText(Int(target_)))
      }
      return orphans[row].map { .text($0) } ?? .missing
    }
  }
}
