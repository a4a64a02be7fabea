import Book
import Columns
import Diagnostics

/// An import under way: tables go in one after the other, those first that others refer to.
struct ImportRun {
  private(set) var book: MergingBook
  private(set) var steps: [ImportStep] = []
  let options: ImportOptions
  private let isFresh: Bool
  /// Whether nothing has been said yet of a new book's currency.
  private var isCurrencyOpen: Bool

  init(_ book: Book, _ options: ImportOptions, isFresh: Bool) {
    self.book = MergingBook(book)
    self.options = options
    self.isFresh = isFresh
    isCurrencyOpen = isFresh && options.currency == nil
  }

  /// Merges one table of one file.
  mutating func merge(
    _ incoming: IncomingTable, tableNames: [String], _ tick: @escaping (Double) throws -> Void
  ) throws {
    let known = book.position(of: incoming.name)
    var parsed = try incoming.parse(
      for: known.map { book.tables[$0] }, of: book.tables, tableNames: tableNames, tick)
    if known == nil, incoming.name != StandardSchema.root { _ = parsed.guessKey() }
    takeCurrency(&parsed, incoming, known.map { book.tables[$0] })
    let index = known ?? book.append(Table(name: incoming.name, columns: [], rowCount: 0))
    let existing = book.tables[index]
    var columns = try readColumns(&parsed, index)
    leaveOutForgotten(&parsed, columns, index)
    let fields = try fields(columns, existing, incoming)
    let content =
      existing.keyColumn == nil && fields.isEmpty ? ContentMatching(columns, parsed, existing).rows : [:]
    let matching = RowMatching(
      &parsed, columns, existing: existing, keys: book.keys(of: index), fields: fields, content: content)
    stampConsents(&columns, parsed, matching, incoming)
    makeKeys(&columns, parsed, matching, index, incoming)
    noteAliases(columns, matching, index)
    try resolveOwn(&columns, parsed, matching, index)
    markEvent(&columns, existing, incoming)
    let merge = TableMerge(
      existing: existing, matching: matching, columns: columns, rowCount: parsed.rowCount,
      overwritesBlanks: options.overwritesBlanks)
    steps.append(ImportStep(incoming, parsed, merge, tables: book.tables))
    guard !merge.isEmpty || known == nil else { return }
    let tables = book.tables
    let (table, moved) = merge.merged(
      batch: incoming.batch, lines: parsed.lines, parent: incoming.declaration.parentColumn
    ) { table in
      guard let parent = table.parentColumn, case .reference(let target) = table.columns[parent].type else { return 0 }
      return target == index ? table.rowCount : tables[target].rowCount
    }
    book.replace(index, with: table, moved: moved, isLonger: !matching.added.isEmpty)
  }

  mutating func finish() -> Book { book.finish().withStandardTables() }

  /// Whether what was done can be said as edits.
  var isSayable: Bool { !isFresh && !book.hasNewReferences }

  // MARK: Currency

  /// The first file that names a currency decides for a new book. Amounts in others get a column that says so.
  private mutating func takeCurrency(_ parsed: inout ParsedTable, _ incoming: IncomingTable, _ existing: Table?) {
    if let currency = incoming.currency.flatMap(Currency.init(rawValue:)) {
      for index in parsed.columns.indices where !parsed.columns[index].format.isMixed {
        parsed.columns[index].format.currency = parsed.columns[index].format.currency ?? currency
      }
    }
    if isCurrencyOpen, let own = CurrencyVotes([parsed]).own(rated: [], usual: book.currency) {
      book.currency = own
      isCurrencyOpen = false
    }
    parsed.nameCurrencies(own: options.currency ?? book.currency, known: Set(existing?.columns.map(\.name) ?? []))
  }

  // MARK: Columns

  private mutating func readColumns(_ parsed: inout ParsedTable, _ table: Int) throws -> [IncomingColumn] {
    var result: [IncomingColumn] = []
    for raw in parsed.columns {
      var column = IncomingColumn(name: raw.plan.name, header: raw.plan.header, column: try raw.reader.column(.all))
      column.isKey = raw.plan.isKey
      column.isEvent = raw.plan.isEvent
      if let reader = raw.reader as? TextReader, !raw.plan.isKey, let target = target(of: raw, reader, table, parsed),
        target != table
      {
        resolve(&column, reader, target)
      }
      let own = book.tables[table].columns.first { $0.name == column.name }
      let isSelf = raw.plan.target.flatMap(book.position) == table
      if let own, book.tables[table].rowCount > 0, own.type != column.column.type, !isSelf {
        parsed.report.notes.append("\(column.name) is \(own.type.word) in the book, which cannot be imported")
        continue
      }
      result.append(column)
    }
    return result
  }

  /// The table that a column refers to: the declared one, or one that it is named after if half of its keys are there.
  private mutating func target(
    of raw: RawColumn, _ reader: TextReader, _ table: Int, _ parsed: ParsedTable
  ) -> Int? {
    if let name = raw.plan.target {
      guard let target = book.position(of: name) else { return nil }
      // Keys of a table that has no rows yet stay texts until it has: nothing could be said of them but that.
      return book.tables[table].rowCount == 0 && book.tables[target].rowCount == 0 && target != table ? nil : target
    }
    for name in raw.plan.mayReferTo {
      guard let target = book.position(of: name), book.tables[target].keyColumn != nil else { continue }
      let count = reader.dictionary.count
      let found = (0..<count).count { book.row(of: reader.dictionary.string($0), in: target) != nil }
      if count > 0, found * 2 >= count { return target }
    }
    return nil
  }

  private mutating func resolve(_ column: inout IncomingColumn, _ reader: TextReader, _ target: Int) {
    let rowOfCode = (0..<reader.dictionary.count).map { book.row(of: reader.dictionary.string($0), in: target) ?? -1 }
    var rows = [Int32](repeating: -1, count: reader.codes.count)
    for (row, code) in reader.codes.enumerated() where code >= 0 {
      rows[row] = rowOfCode[Int(code)]
      if rows[row] < 0 { column.orphans[Int32(truncatingIfNeeded: row)] = reader.dictionary.string(Int(code)) }
    }
    column.column = Column(references: rows, to: target)
    column.targetKeys = book.tables[target].keyColumn.map { book.tables[target].columns[$0] }
  }

  /// References of a table to itself: to rows that it had, or that come with the same file.
  private mutating func resolveOwn(
    _ columns: inout [IncomingColumn], _ parsed: ParsedTable, _ matching: RowMatching, _ table: Int
  ) throws {
    for raw in parsed.columns where raw.plan.target.flatMap(book.position) == table && !raw.plan.isKey {
      guard let index = columns.firstIndex(where: { $0.name == raw.plan.name }),
        let reader = raw.reader as? TextReader
      else { continue }
      var added: [String: Int32] = [:]
      if let keys = columns.first(where: \.isKey)?.column {
        for row in matching.added {
          if case .text(let key) = keys.value(Int(row)) { added[key] = matching.targets[Int(row)] }
        }
      }
      var rows = [Int32](repeating: -1, count: reader.codes.count)
      for (row, code) in reader.codes.enumerated() where code >= 0 {
        let text = reader.dictionary.string(Int(code))
        rows[row] = book.row(of: text, in: table) ?? added[text] ?? -1
        if rows[row] < 0, options.forgotten.day(ofKey: text, email: nil, phone: nil) == nil {
          columns[index].orphans[Int32(truncatingIfNeeded: row)] = text
        }
      }
      columns[index].column = Column(references: rows, to: table)
      columns[index].targetKeys = book.tables[table].keyColumn.map { book.tables[table].columns[$0] }
    }
  }

  private func markEvent(_ columns: inout [IncomingColumn], _ existing: Table, _ incoming: IncomingTable) {
    guard existing.eventColumn == nil, existing.rowCount == 0 else { return }
    let isTime = { (column: IncomingColumn) in column.column.type == .date || column.column.type == .time }
    let declared = columns.firstIndex { $0.isEvent && isTime($0) }
    for index in columns.indices { columns[index].isEvent = false }
    let root = book.position(of: StandardSchema.root).map { ValueType.reference(table: $0) }
    let isEventTable =
      incoming.declaration.parentColumn != nil
      || (!incoming.declaration.isStandard && columns.contains { $0.column.type == root })
    if let event = declared ?? (isEventTable ? columns.firstIndex(where: isTime) : nil) {
      columns[event].isEvent = true
    }
  }

  /// A consent that the file gives no moment for was given no later than now.
  private func stampConsents(
    _ columns: inout [IncomingColumn], _ parsed: ParsedTable, _ matching: RowMatching, _ incoming: IncomingTable
  ) {
    guard incoming.name == "consents", let moment = options.moment,
      let index = columns.firstIndex(where: { $0.name == "at" && $0.column.type == .time })
    else { return }
    let own = columns[index].column
    let isAdded = Set(matching.added)
    let values = Buffer<Int64>(count: parsed.rowCount) { target in
      for row in 0..<parsed.rowCount {
        if case .time(let at) = own.value(row) { target[row] = at } else { target[row] = moment }
      }
    }
    let bits = (0..<parsed.rowCount).map { row in
      CellComparison.isKnown(own, row) || isAdded.contains(Int32(truncatingIfNeeded: row))
    }
    columns[index].column = Column(
      type: .time, storage: .int64(values), known: bits.contains(false) ? Bitmap(bits) : nil, count: parsed.rowCount)
  }

  // MARK: Keys

  private func fields(_ columns: [IncomingColumn], _ existing: Table, _ incoming: IncomingTable) throws -> [MatchField]
  {
    if options.matching.isEmpty {
      guard incoming.name == StandardSchema.root else { return [] }
      return (incoming.identity + ["email", "phone"]).filter { name in columns.contains { $0.name == name } }
        .map { MatchField($0) }
    }
    return try options.matching.compactMap { wanted in
      if let found = columns.first(where: { $0.name.lowercased() == wanted.lowercased() }) {
        return MatchField(found.name)
      }
      guard incoming.name == StandardSchema.root || existing.columns.contains(where: { $0.name == wanted }) else {
        return nil
      }
      throw Diagnostic(
        "unknown-field", "\(incoming.source) gives \(incoming.name) no \(wanted) to match by.",
        notes: ["It gives \(listed(columns.map(\.name)))."])
    }
  }

  /// Gives every added row of a table with keys one: its own, or its e-mail address, its phone number, or where it came
  /// from.
  private mutating func makeKeys(
    _ columns: inout [IncomingColumn], _ parsed: ParsedTable, _ matching: RowMatching, _ table: Int,
    _ incoming: IncomingTable
  ) {
    let existing = book.tables[table]
    let name = existing.keyColumn.map { existing.columns[$0].name } ?? columns.first(where: \.isKey)?.name ?? "id"
    guard existing.keyColumn != nil || incoming.name == StandardSchema.root || columns.contains(where: \.isKey) else {
      return
    }
    let index = columns.firstIndex { $0.name == name }
    let own = index.map { columns[$0].column }
    guard existing.rowCount == 0 || existing.keyColumn != nil else { return }
    let lacking = matching.added.filter { row in own.map { !CellComparison.isKnown($0, Int(row)) } ?? true }
    guard !lacking.isEmpty else { return }
    var used: Set<String> = []
    for row in matching.added {
      if let own, case .text(let key) = own.value(Int(row)) { used.insert(key) }
    }
    var texts = [String](repeating: "", count: parsed.rowCount)
    var bits = [Bool](repeating: false, count: parsed.rowCount)
    for row in 0..<parsed.rowCount {
      if let own, case .text(let key) = own.value(row) { (texts[row], bits[row]) = (key, true) }
    }
    for row in lacking {
      let candidates = ["email", "phone"].compactMap { field -> String? in
        guard incoming.name == StandardSchema.root, let column = columns.first(where: { $0.name == field })?.column,
          case .text(let text) = column.value(Int(row))
        else { return nil }
        return field == "email" ? String(decoding: ContactKeys.email(Array(text.utf8)), as: UTF8.self) : text
      }
      let key =
        candidates.first { !$0.isEmpty && !used.contains($0) && book.keys(of: table)?.row(of: $0) == nil }
        ?? "i\(incoming.batch)-\(parsed.lines[Int(row)])"
      used.insert(key)
      (texts[Int(row)], bits[Int(row)]) = (key, true)
    }
    let made = Column(
      type: .text, storage: .text(TextPool(texts), codes: nil), known: bits.contains(false) ? Bitmap(bits) : nil,
      count: parsed.rowCount)
    if let index {
      columns[index].column = made
      columns[index].isKey = true
    } else {
      columns.insert(IncomingColumn(name: name, header: "", column: made, isKey: true), at: 0)
    }
  }

  /// Remembers under which keys rows came that the table knows by another key.
  private mutating func noteAliases(_ columns: [IncomingColumn], _ matching: RowMatching, _ table: Int) {
    guard let keys = columns.first(where: \.isKey)?.column else { return }
    for row in matching.foundByField {
      guard case .text(let key) = keys.value(Int(row)) else { continue }
      book.alias(key, of: table, row: matching.targets[Int(row)])
    }
  }
}
