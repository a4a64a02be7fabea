import Book
import Columns

/// A book while files are merged into it, table by table.
struct MergingBook {
  var tables: [Table]
  private let before: Book
  var currency: String
  /// Tables with other rows, or rows in another order, than before.
  private var touched: Set<Int> = []
  /// Tables that got rows, whose keys may be what references elsewhere have waited for.
  private var grown: Set<Int> = []
  /// By table: keys of imported rows that were found to be rows with another key.
  private var aliases: [Int: [String: Int32]] = [:]
  private var keyIndexes: [Int: Columns.KeyIndex] = [:]
  /// The customers by e-mail address, once somebody asked.
  private var emails: MatchIndex?
  /// Whether a column of texts became one of references, which no edit can say.
  private(set) var hasNewReferences = false

  init(_ book: Book) {
    before = book
    tables = book.tables
    currency = book.currency
  }

  func position(of name: String) -> Int? {
    tables.firstIndex { $0.name == name } ?? tables.firstIndex { $0.name.lowercased() == name.lowercased() }
  }

  // MARK: Keys

  /// The rows of a table by key; nil for a table without keys.
  mutating func keys(of table: Int) -> Columns.KeyIndex? {
    if let known = keyIndexes[table] { return known }
    let index = tables[table].keyColumn.flatMap { Columns.KeyIndex(column: tables[table].columns[$0].column) }
    keyIndexes[table] = index
    return index
  }

  mutating func alias(_ key: String, of table: Int, row: Int32) { aliases[table, default: [:]][key] = row }

  /// The row that a key leads to, or a key under which an imported row came; of customers, also an e-mail address that
  /// is one customer's only.
  mutating func row(of key: String, in table: Int) -> Int32? {
    if let row = aliases[table]?[key] ?? keys(of: table)?.row(of: key) { return row }
    guard key.utf8.contains(UInt8(ascii: "@")), tables[table].name == StandardSchema.root else { return nil }
    let index = emails ?? MatchIndex(MatchField("email"), tables[table])
    emails = index
    guard case .row(let row) = index.find(ContactKeys.email(Array(key.utf8))) else { return nil }
    return row
  }

  // MARK: Changes

  /// Puts a table in the place of its older self.
  ///
  /// - Parameters:
  ///   - moved: for each row of the older one followed by the added ones, its row now; nil if none has moved.
  ///   - isLonger: whether there are added rows.
  mutating func replace(_ index: Int, with table: Table, moved: Buffer<Int32>?, isLonger: Bool) {
    tables[index] = table
    touched.insert(index)
    keyIndexes[index] = nil
    if table.name == StandardSchema.root { emails = nil }
    if isLonger { grown.insert(index) }
    guard let moved else { return }
    aliases[index] = aliases[index]?.mapValues { moved[Int($0)] }
    for source in tables.indices {
      for column in tables[source].columns.indices
      where tables[source].columns[column].type == .reference(table: index) && tables[source].rowCount > 0 {
        let own = tables[source].columns[column]
        tables[source].columns[column] = TableColumn(
          name: own.name, values: LazyColumn(own.column.following(moved)), unmatched: own.unmatched)
        touched.insert(source)
      }
    }
  }

  mutating func append(_ table: Table) -> Int {
    tables.append(table)
    return tables.count - 1
  }

  // MARK: The end

  /// The book with all that was merged; references that led nowhere now lead to the rows that came.
  mutating func finish() -> Book {
    for source in tables.indices where tables[source].rowCount > 0 { readReferences(source) }
    for source in tables.indices where tables[source].rowCount > 0 { relink(source) }
    let links = tables.indices.map { table -> ChildLink? in
      guard touched.contains(table), let parent = tables[table].parentColumn,
        case .reference(let target) = tables[table].columns[parent].type,
        case .int32(let rows) = tables[table].columns[parent].column.storage
      else { return nil }
      return ChildLink(
        offsets: rows.referrers(targetCount: tables[target].rowCount, order: nil).offsets, rows: nil)
    }
    let made = WaysBack.make(tables, ownLinks: links).map { way in unchanged(way) ?? way }
    return Book(name: before.name, tables: tables, waysBack: made, currency: currency, damage: before.damage)
  }

  /// The way as it was, if neither of its tables was touched.
  private func unchanged(_ way: WayBack) -> WayBack? {
    guard !touched.contains(way.source), !touched.contains(way.target) else { return nil }
    return before.waysBack.first { old in
      old.source == way.source && old.target == way.target && old.sourceColumn == way.sourceColumn
    }
  }

  /// Texts that were kept because the table that they refer to had no rows are keys now that it has.
  private mutating func readReferences(_ source: Int) {
    for place in tables[source].columns.indices where tables[source].columns[place].type == .text {
      guard let (target, share) = mayReferTo(source, tables[source].columns[place].name), grown.contains(target),
        place != tables[source].keyColumn
      else { continue }
      let texts = tables[source].columns[place].column
      let name = tables[source].columns[place].name
      var orphans: [Int32: String] = [:]
      let rows = (0..<tables[source].rowCount).map { row -> Int32 in
        guard case .text(let key) = texts.value(row) else { return -1 }
        if let found = self.row(of: key, in: target) { return found }
        orphans[Int32(truncatingIfNeeded: row)] = key
        return -1
      }
      let found = rows.count { $0 >= 0 }
      guard Double(found) >= share * Double(found + orphans.count), found > 0 else { continue }
      tables[source].columns[place] = TableColumn(
        name: name, column: Column(references: rows, to: target), orphans: orphans)
      touched.insert(source)
      hasNewReferences = true
    }
  }

  /// The table that a column of texts is there to refer to, and the share of its keys that have to be there: any, where
  /// the standard schema says so; half of them, where only its name does.
  private func mayReferTo(_ source: Int, _ column: String) -> (target: Int, share: Double)? {
    if let standard = StandardSchema.table(tables[source].name) {
      return standard.columns.first { $0.name == column }?.target.flatMap(position).map { ($0, 0) }
    }
    let named = tables.firstIndex { Names.table(fromStem: Names.singular($0.name)) == column }
    return named.flatMap { $0 == source ? nil : ($0, 0.5) }
  }

  private mutating func relink(_ source: Int) {
    for column in tables[source].columns.indices {
      let own = tables[source].columns[column]
      guard case .reference(let target) = own.type, grown.contains(target), own.unmatched.count > 0,
        case .int32(let values) = own.column.storage
      else { continue }
      var orphans = own.orphans
      var rows = values.array
      for (row, text) in own.orphans {
        guard let found = self.row(of: text, in: target) else { continue }
        rows[Int(row)] = found
        orphans[row] = nil
      }
      guard orphans.count < own.unmatched.count else { continue }
      let linked = TableColumn(name: own.name, column: Column(references: rows, to: target), orphans: orphans)
      tables[source].columns[column] = linked
      touched.insert(source)
      if tables[source].parentColumn == column { sort(source, parents: tables[target].rowCount) }
    }
  }

  /// Brings a table in the order of its parents, after some rows have found theirs.
  private mutating func sort(_ index: Int, parents: Int) {
    guard let order = ChildSorting.order(of: tables[index], parents: parents) else { return }
    let sorted = tables[index].reordered(order)
    replace(index, with: sorted, moved: ChildSorting.positions(of: order), isLonger: false)
  }
}

extension Column {
  /// A column of references from rows of the target; −1 is none.
  init(references rows: [Int32], to target: Int) {
    var bits = KnownBits()
    bits.append(count: rows.count) { rows[$0] >= 0 }
    self.init(
      type: .reference(table: target), storage: .int32(Buffer(rows)), known: bits.bitmap(.all), count: rows.count)
  }

  /// The references of a column whose target's rows have moved.
  func following(_ moved: Buffer<Int32>) -> Column {
    guard case .int32(let rows) = storage else { return self }
    let values = Buffer<Int32>(count: rows.count) { target in
      for row in 0..<rows.count { target[row] = rows[row] < 0 ? -1 : moved[Int(rows[row])] }
    }
    return Column(type: type, storage: .int32(values), known: known, count: count)
  }
}

/// The order in which the rows of a child table lie: by parent, then by event, then as they came.
enum ChildSorting {
  /// The rows of the table in their right order; nil if they lie in it.
  static func order(of table: Table, parents: Int) -> Buffer<Int32>? {
    guard let parent = table.parentColumn, case .int32(let rows) = table.columns[parent].column.storage else {
      return nil
    }
    let count = table.rowCount
    let all = (0..<count).map { Int32(truncatingIfNeeded: $0) }
    let events = table.eventColumn.map { eventValues(table.columns[$0].column) }
    let sorted = ChildOrder(all, parentCount: parents, eventOf: events) { rows[$0] }
    return sorted.rows == all ? nil : Buffer(sorted.rows)
  }

  /// Where each row of an order is in it.
  static func positions(of order: Buffer<Int32>) -> Buffer<Int32> {
    Buffer(count: order.count) { target in
      for position in 0..<order.count { target[Int(order[position])] = Int32(truncatingIfNeeded: position) }
    }
  }

  private static func eventValues(_ column: Column) -> [Int64] {
    (0..<column.count).map { row in
      guard CellComparison.isKnown(column, row) else { return .max }
      switch column.storage {
      case .int32(let values): return Int64(values[row])
      case .int64(let values): return values[row]
      default: return .max
      }
    }
  }
}

extension Table {
  /// The same table with its rows in another order.
  func reordered(_ order: Buffer<Int32>) -> Table {
    let moved = ChildSorting.positions(of: order)
    var table = self
    table.columns = columns.map { own in
      let orphans = Dictionary(uniqueKeysWithValues: own.orphans.map { (moved[Int($0.key)], $0.value) })
      return TableColumn(name: own.name, column: own.column.picking(order), orphans: orphans)
    }
    table.origin = origin.map { origin in
      RowOrigin(
        batches: LazyColumn(origin.batches.column.picking(order)), lines: LazyColumn(origin.lines.column.picking(order))
      )
    }
    return table.rekeyed
  }

  /// The same table with an index of its keys as they are now.
  var rekeyed: Table {
    Table(
      name: name, columns: columns, rowCount: rowCount, keyColumn: keyColumn, parentColumn: parentColumn,
      eventColumn: eventColumn, origin: origin)
  }
}
