import Book
import Columns
import Diagnostics

/// A column of a table while it is being built: what it will be, and the reader that holds its cells.
struct RawColumn {
  var plan: ColumnPlan
  var format: ColumnFormat
  var reader: any ColumnReader
  /// For a column of a joined file: the row there for each row of the table, −1 for none.
  var joinedRows: [Int32]?

  /// The reader's rows for rows of the table.
  func order(_ rows: [Int32]) -> RowOrder {
    guard let joinedRows else { return .rows(rows) }
    return .rows(rows.map { $0 < 0 ? -1 : joinedRows[Int($0)] })
  }

  /// The reader's row for a row of the table; −1 for none.
  @inline(__always)
  func row(_ row: Int) -> Int { joinedRows.map { Int($0[row]) } ?? row }
}

/// A file cut, typed and read, before keys and references are looked at.
struct ParsedTable {
  var declaration: MergedDeclaration
  var columns: [RawColumn]
  var rowCount = 0
  /// Rows that could not be cut into cells; they are in the log only.
  var brokenRows = 0
  /// The line on which each row begins.
  var lines: [Int32] = []
  /// Rows that are left out.
  var isRejected: [Bool] = []
  var log: RejectLog
  /// What became of the files joined to this one.
  var joined: [(report: TableReport, log: RejectLog)] = []
  var report: TableReport

  var name: String { declaration.table.name }
  var file: String { log.file }
}

/// The rows of one file that were left out: all counted, the first ones kept.
struct RejectLog {
  let file: String
  private(set) var count = 0
  private(set) var first: [Reject] = []
  /// How many are kept.
  private let limit: Int

  init(file: String, limit: Int = LoadReport.rejectLimit) {
    self.file = file
    self.limit = limit
  }

  mutating func add(line: Int, column: String?, reason: String, text: String) {
    count += 1
    if first.count < limit {
      first.append(Reject(file: file, line: line, column: column, reason: reason, text: text))
    }
  }
}

/// Reads one file into a `ParsedTable`: one pass to learn how each column is written, one to read it.
struct TableReader {
  let text: TableText
  let declaration: MergedDeclaration
  let plans: [ColumnPlan]
  /// An import keeps every rejected row, and refuses the numbers of payment cards.
  var isImport = false
  let tick: (Double) throws -> Void

  func read() throws -> ParsedTable {
    let formats = try decideFormats()
    var table = ParsedTable(
      declaration: declaration, columns: [],
      log: RejectLog(file: text.file, limit: isImport ? .max : LoadReport.rejectLimit),
      report: TableReport(name: declaration.table.name, file: text.file))
    table.columns = zip(plans, formats).map { plan, format in
      RawColumn(plan: plan, format: format, reader: format.makeReader(keepsDictionary: plan.isText))
    }
    let facts = try text.forEachBlock { block, bytes in
      try tick(0.5 + 0.5 * progress(block))
      try TableReader.read(block, bytes, into: &table)
      if isImport { table.refuseCards(block, bytes) }
    }
    table.report.notes = text.notes + facts.notes + formats.flatMap(\.notes)
    table.report.encoding = text.text.encoding.rawValue
    table.report.delimiter = text.separation
    return table
  }

  private func progress(_ block: CellBlock) -> Double {
    guard let cell = block.cells.last(where: { !$0.marks.contains(.inSide) }), text.bytes.count > 0 else { return 0 }
    return Double(cell.start) / Double(text.bytes.count)
  }

  private func decideFormats() throws -> [ColumnFormat] {
    var profiles = plans.map { plan in
      ColumnProfile(
        for: plan.isText ? .text : plan.type,
        alsoTryingAll: plan.isStandard && !plan.isUserDeclared && plan.type?.needsProfile == true)
    }
    let wanted = plans.indices.filter { profiles[$0].wantsAnything }
    if !wanted.isEmpty {
      _ = try text.forEachBlock { block, bytes in
        try tick(0.5 * progress(block))
        for index in wanted { profiles[index].read(block, column: plans[index].cell, in: bytes) }
      }
    }
    let hints = FileHints(profiles, delimiter: text.dialect.delimiter)
    return plans.indices.map { index in
      plans[index].isText ? ColumnFormat(.text) : Inference(plans[index], profiles[index], hints).decide()
    }
  }

  // MARK: One block

  private static func read(_ block: CellBlock, _ bytes: Bytes, into table: inout ParsedTable) throws {
    table.brokenRows += block.broken.count
    for broken in block.broken {
      let text = shortText(bytes.extracting(broken.start..<max(broken.start, broken.end)))
      table.log.add(line: broken.line, column: nil, reason: broken.reason, text: text)
    }
    guard table.rowCount + block.rowCount <= Int(Int32.max) else {
      throw Diagnostic("too-many-rows", "\(table.file) has more than 2,147,483,647 rows.", notes: ["Split the file."])
    }
    for line in block.lines { table.lines.append(Int32(clamping: line)) }
    table.isRejected.append(contentsOf: repeatElement(false, count: block.rowCount))
    for index in table.columns.indices {
      try table.columns[index].reader.read(block, column: table.columns[index].plan.cell, in: bytes)
      for failure in table.columns[index].reader.takeFailures() where !table.isRejected[failure.row] {
        table.isRejected[failure.row] = true
        table.log.add(
          line: Int(table.lines[failure.row]), column: table.columns[index].plan.name, reason: failure.reason,
          text: failure.text)
      }
    }
    table.rowCount += block.rowCount
  }
}

extension ValueType {
  /// Whether values of this type are written in more than one way.
  var needsProfile: Bool {
    switch self {
    case .text, .textSet, .reference: false
    default: true
    }
  }
}
