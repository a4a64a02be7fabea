import Book
import CivilTime
import Columns
import Diagnostics

/// Which file becomes which table, and how its columns are declared.
struct Assignment {
  var declaration: MergedDeclaration
  var file: SourceFile
  /// Files whose columns are looked up for each row, with the name of the shared key.
  var joins: [(file: SourceFile, key: String)] = []
  /// An import keeps every rejected row, and refuses the numbers of payment cards.
  var isImport = false
  /// The book's zone, if it has one.
  var zone: TimeZone?

  /// Binds declared tables to their files and every other file to the table that its name says.
  static func make(files: [SourceFile], declarations: [TableDeclaration]) throws -> [Assignment] {
    var result: [Assignment] = []
    var taken: Set<String> = []
    for declaration in declarations {
      let merged = MergedDeclaration(standard: standard(declaration.name), user: declaration)
      try checkPatterns(declaration)
      guard let file = try find(declaration, in: files) else { continue }
      let joins = try declaration.joins.map { join in (try find(join.file, for: declaration.name, in: files), join.key)
      }
      taken.insert(file.name)
      for join in joins { taken.insert(join.0.name) }
      result.append(Assignment(declaration: merged, file: file, joins: joins))
    }
    for file in files where !taken.contains(file.name) {
      let standard = standard(file.stem)
      let declaration =
        standard.map { MergedDeclaration(standard: $0, user: nil) }
        ?? MergedDeclaration(fileTable: Names.table(fromStem: file.stem))
      result.append(Assignment(declaration: declaration, file: file))
    }
    try refuseTwins(result)
    try requireRoot(result, files)
    return result
  }

  /// Whether a name means a standard table.
  static func isStandard(_ name: String) -> Bool { standard(name) != nil }

  /// The standard table that a name means, whatever its case and punctuation, in the plural or the singular.
  private static func standard(_ name: String) -> TableDeclaration? {
    let bare = Names.bare(name)
    return StandardSchema.tables.first { Names.bare($0.name) == bare }
      ?? StandardSchema.tables.first { Names.bare(Names.singular($0.name)) == bare }
  }

  // MARK: Files

  /// The declared file, or the one that is named like the table; nil when an undeclared file is simply not there.
  private static func find(_ declaration: TableDeclaration, in files: [SourceFile]) throws -> SourceFile? {
    if let name = declaration.file { return try find(name, for: declaration.name, in: files) }
    let bare = Names.bare(declaration.name)
    return files.first { Names.bare($0.stem) == bare }
      ?? files.first { Names.bare($0.stem) == Names.bare(Names.singular(declaration.name)) }
  }

  private static func find(_ name: String, for table: String, in files: [SourceFile]) throws -> SourceFile {
    if let file = files.first(where: { $0.name == name || $0.name.lowercased() == name.lowercased() }) { return file }
    let last = SourceFile.lastPart(of: name)
    if let file = files.first(where: { $0.name.lowercased() == last.lowercased() }) { return file }
    throw Diagnostic(
      "unknown-file", "The table \(table) is declared to come from \(name), which is not among the files.",
      notes: ["The files are \(listed(files.map(\.name)))."])
  }

  // MARK: Checks

  private static func refuseTwins(_ assignments: [Assignment]) throws {
    var seen: [String: String] = [:]
    for assignment in assignments {
      let name = assignment.declaration.table.name
      if let other = seen.updateValue(assignment.file.name, forKey: name.lowercased()) {
        throw Diagnostic(
          "table-twice", "\(other) and \(assignment.file.name) would both be the table \(name).",
          notes: ["Leave one of them out, or declare in schema.kq which file each table comes from."])
      }
    }
  }

  private static func requireRoot(_ assignments: [Assignment], _ files: [SourceFile]) throws {
    guard !files.isEmpty else {
      throw Diagnostic("no-tables", "There are no files to load.", notes: ["Give a folder that holds CSV files."])
    }
    if assignments.contains(where: { $0.declaration.table.name == StandardSchema.root }) { return }
    for file in files { try file.checkReadable() }
    let example = files.first { $0.name.lowercased().contains("cust") } ?? files[0]
    throw Diagnostic(
      "no-customers", "None of the files is the table of customers.",
      notes: [
        "The files are \(listed(files.map(\.name))).",
        "Rename the one that lists your customers to customers.csv, or say which it is in a schema.kq beside it: "
          + "table customers from \"\(example.name)\" (id text key from \"NAME OF THE KEY'S COLUMN\")",
      ])
  }

  private static func checkPatterns(_ declaration: TableDeclaration) throws {
    for column in declaration.columns {
      guard let pattern = column.pattern, CellPattern(pattern) == nil else { continue }
      throw Diagnostic(
        "unknown-pattern", "The column \(declaration.name).\(column.name) is declared to be written as \"\(pattern)\".",
        notes: [
          "A pattern is an order of day, month and year, such as \"dd.mm.yyyy\" or \"yyyymmdd\", or a number such as \"0,00\"."
        ])
    }
  }
}

/// Names in a sentence: the first twelve, and how many more there are.
func listed(_ names: [String]) -> String {
  let shown = names.prefix(12).joined(separator: ", ")
  return names.count > 12 ? "\(shown) and \(names.count - 12) more" : shown
}

extension Assignment {
  /// Told the file, the share of it that is read, and whether it is done.
  typealias Tick = (String, Double, Bool) throws -> Void

  /// Reads the file and those joined to it.
  func parse(
    tableNames: [String], _ division: Division = Division(), _ tick: Tick
  ) throws -> ParsedTable {
    try TableText.reading(file, declaration.table, division) { text in
      try parse(text, tableNames: tableNames, division, tick)
    }
  }

  private func parse(
    _ text: TableText, tableNames: [String], _ division: Division, _ tick: Tick
  ) throws -> ParsedTable {
    var joinedTexts: [TableText] = []
    for join in joins { joinedTexts.append(try TableText(join.file, TableDeclaration(declaration.table.name))) }
    // The columns of the joined files follow those of the file itself, so that one matching sees them all.
    let widths = ([text] + joinedTexts).map(\.headers.count)
    var matching = HeaderMatching(
      declaration, headers: text.headers + joinedTexts.flatMap(\.headers), tableNames: tableNames)
    var plans = try matching.plans()
    let sets = text.setColumns
    for index in plans.indices
    where plans[index].type == nil && !plans[index].isText && sets.contains(plans[index].cell) {
      plans[index].type = .textSet
    }
    try refuseUnmatched(matching)
    var table = try read(text, own(plans, 0, widths), division, tick)
    for (index, join) in joins.enumerated() {
      let joined = try joinedTable(joinedTexts[index], own(plans, index + 1, widths), key: join.key, division, tick)
      try table.join(joined, key: join.key)
    }
    table.report.notes += matching.notes(plans)
    return table
  }

  private func read(
    _ text: TableText, _ plans: [ColumnPlan], _ division: Division, _ tick: Tick
  ) throws -> ParsedTable {
    let table = try withoutActuallyEscaping(tick) { tick in
      try TableReader(
        text: text, declaration: declaration, plans: plans, division: division, isImport: isImport, zone: zone
      ) {
        try tick(text.file, $0, false)
      }.read()
    }
    try tick(text.file, 1, true)
    return table
  }

  /// The plans of one file's columns, with the positions that they have there.
  private func own(_ plans: [ColumnPlan], _ file: Int, _ widths: [Int]) -> [ColumnPlan] {
    let start = widths[..<file].reduce(0, +)
    return plans.filter { (start..<(start + widths[file])).contains($0.cell) }.map { plan in
      var plan = plan
      plan.cell -= start
      return plan
    }
  }

  private func joinedTable(
    _ text: TableText, _ plans: [ColumnPlan], key: String, _ division: Division, _ tick: Tick
  ) throws -> ParsedTable {
    var plans = plans
    guard let cell = text.headers.firstIndex(where: { Names.bare($0) == Names.bare(key) }) else {
      throw Diagnostic(
        "unknown-join-key", "\(text.file) has no column \(key) to join \(declaration.table.name) by.",
        notes: ["Its columns are \(listed(text.headers))."])
    }
    // The key that the two files share; the table keeps its own copy.
    plans.removeAll { $0.cell == cell && !$0.isUserDeclared }
    var keyPlan = ColumnPlan(name: key, header: text.headers[cell], cell: cell)
    keyPlan.mayBeKey = true
    plans.append(keyPlan)
    return try read(text, plans, division, tick)
  }

  private func refuseUnmatched(_ matching: HeaderMatching) throws {
    let missing = matching.unmatched.filter { $0.header != nil || $0.isKey || $0.position == nil }
    guard !missing.isEmpty else { return }
    throw DiagnosticList(
      missing.map { column in
        Diagnostic(
          "unknown-header",
          "The column \(declaration.table.name).\(column.name) is declared, but \(file.name) has no column "
            + "\(column.header ?? column.name).",
          notes: ["Its columns are \(listed(matching.headers))."])
      })
  }
}

extension HeaderMatching {
  /// Which headers were taken for which columns under another name, in one sentence.
  func notes(_ plans: [ColumnPlan]) -> [String] {
    let renamed = plans.filter { Names.bare($0.name) != Names.bare($0.header) }.map { "\($0.header) as \($0.name)" }
    return renamed.isEmpty ? [] : ["read \(listed(renamed))"]
  }
}
