import Book
import Diagnostics

/// What a file is: an export that a preset knows, or a table of the book.
struct ImportRecognition {
  private(set) var recognition: Recognition
  private let source: SourceFile
  private let preset: Preset?
  private let table: String
  private let options: ImportOptions

  init(of source: SourceFile, _ options: ImportOptions, _ book: Book) throws {
    self.source = source
    self.options = options
    let headers = try TableText(source.beginning, TableDeclaration("table")).headers
    if let wanted = options.target, let preset = Preset.named(wanted) {
      try preset.check(headers, file: source.name)
      self.preset = preset
    } else {
      preset = options.target == nil && options.map.isEmpty ? Preset.recognise(headers) : nil
    }
    if let preset {
      table = ""
      recognition = Recognition(
        file: source.name, preset: preset.name, tables: preset.tableNames,
        summary: preset.summary(headers))
      return
    }
    let guess = TableGuess(source, headers: headers, book: book)
    table = options.target.map { TableGuess.existing($0, book) ?? $0 } ?? guess.table
    let summary =
      options.target != nil || guess.isByName ? "the table \(table)" : "looks like \(table), by its columns"
    recognition = Recognition(file: source.name, tables: [table], summary: summary)
  }

  /// The tables that the file gives, ready to be read.
  func tables(batch: Int32) throws -> [IncomingTable] {
    if let preset {
      var reading = try PresetReading(preset, source)
      return try reading.tables(batch: batch)
    }
    let columns = options.map.map { TableDeclaration.Column($0.field, header: $0.header, pattern: $0.pattern) }
    let user = columns.isEmpty ? nil : TableDeclaration(table, columns: columns)
    let standard = StandardSchema.table(table)
    let declaration =
      standard == nil && user == nil
      ? MergedDeclaration(fileTable: table) : MergedDeclaration(standard: standard, user: user)
    return [IncomingTable(file: source, declaration: declaration, source: source.name, batch: batch)]
  }
}

/// Which table a file without a declaration is: by its name, else by its columns.
struct TableGuess {
  private(set) var table: String
  private(set) var isByName = true

  init(_ source: SourceFile, headers: [String], book: Book) {
    let stem = source.stem
    if let own = TableGuess.existing(stem, book) {
      table = own
      return
    }
    let words = Set(Names.words(stem))
    let named = StandardSchema.tables.first { declaration in
      words.contains(declaration.name) || words.contains(Names.singular(declaration.name))
    }
    if let named, TableGuess.known(named, headers).count > 1 {
      table = named.name
      return
    }
    table = Names.table(fromStem: stem)
    // A table of a database has a name that means something.
    if !source.isWithinFile, let similar = TableGuess.similar(headers) {
      table = similar
      isByName = false
    }
  }

  /// The table of the book, or of the standard schema, that a name means.
  static func existing(_ name: String, _ book: Book) -> String? {
    let bare = Names.bare(name)
    let names = book.tables.map(\.name) + StandardSchema.tables.map(\.name)
    return names.first { Names.bare($0) == bare } ?? names.first { Names.bare(Names.singular($0)) == bare }
  }

  /// The standard table that knows most of these columns: three at least, and four in ten; of people, one that names them.
  private static func similar(_ headers: [String]) -> String? {
    let naming: [String: Set<String>] = [
      "customers": ["name", "given", "family", "email", "phone"], "purchases": ["amount", "quantity"],
    ]
    var best: (name: String, count: Int)?
    for declaration in StandardSchema.tables {
      let known = known(declaration, headers)
      if let needed = naming[declaration.name], needed.isDisjoint(with: known) { continue }
      if known.count >= 3, known.count * 10 >= headers.count * 4, known.count > best?.count ?? 0 {
        best = (declaration.name, known.count)
      }
    }
    return best?.name
  }

  /// The columns of a standard table that a file has.
  private static func known(_ declaration: TableDeclaration, _ headers: [String]) -> [String] {
    var matching = HeaderMatching(
      MergedDeclaration(standard: declaration, user: nil), headers: headers, tableNames: [])
    let plans = (try? matching.plans()) ?? []
    return plans.filter { $0.isStandard || $0.target != nil }.map(\.name)
  }
}

extension SourceFile {
  /// Whether this is one of several tables of a file, with a name of its own.
  var isWithinFile: Bool {
    if case .cells(let table) = content, let own = table.name { name.hasSuffix("/" + own) } else { false }
  }

  /// A file with as much of the text as holds its header; the file itself where that is not easily had.
  var beginning: SourceFile {
    guard case .path = content else { return self }
    let head = head(1 << 18)
    let isPacked = Compression.all.contains { head.starts(with: $0.magic) }
    guard !isPacked, head.dropFirst(1 << 12).contains(UInt8(ascii: "\n")) else { return self }
    return SourceFile(name: name, content: .bytes(head))
  }
}
