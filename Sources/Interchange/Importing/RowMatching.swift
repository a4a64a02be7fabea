import Book
import Columns

/// Finds for each row of a file the row of the table that it is about, or makes it a new one.
///
/// By the key; then by the fields that were asked for; for customers, then by e-mail address and phone number. A row whose
/// contact leads to a customer whom another row of the file names by key is a new one: then the two differ on purpose.
struct RowMatching {
  /// For each row of the file: a row of the table, `existingCount` + n for the n-th added row, or −1 for one left out.
  private(set) var targets: [Int32]
  /// The rows of the file that become new rows, in their order.
  private(set) var added: [Int32] = []
  /// Rows of the file whose row another field than the key has found, so that they may have come with another key.
  private(set) var foundByField: [Int32] = []

  private let existing: Table
  private let fields: [MatchField]
  private var indexes: [MatchIndex]
  private var isClaimed: Set<Int32> = []

  /// - Parameters:
  ///   - parsed: the file's rows; those that cannot be matched are rejected in it.
  ///   - existing: the table, perhaps without rows.
  ///   - keys: its rows by key.
  ///   - fields: further fields to look at, in their order.
  ///   - content: for rows of the file that the table has in all their cells, those rows; see `ContentMatching`.
  init(
    _ parsed: inout ParsedTable, _ columns: [IncomingColumn], existing: Table, keys: Columns.KeyIndex?,
    fields: [MatchField], content: [Int32: Int32] = [:]
  ) {
    self.existing = existing
    self.fields = fields
    targets = [Int32](repeating: -1, count: parsed.rowCount)
    indexes = fields.map { MatchIndex($0, existing) }
    let keyed = matchKeys(&parsed, keys)
    for row in 0..<parsed.rowCount where !parsed.isRejected[row] && targets[row] < 0 {
      if let same = content[Int32(truncatingIfNeeded: row)] {
        targets[row] = same
      } else if fields.isEmpty {
        add(row)
      } else {
        matchFields(row, hasKey: keyed[row], columns, &parsed)
      }
    }
  }

  private var existingCount: Int32 { Int32(truncatingIfNeeded: existing.rowCount) }

  private mutating func add(_ row: Int) {
    targets[row] = existingCount + Int32(truncatingIfNeeded: added.count)
    added.append(Int32(truncatingIfNeeded: row))
  }

  // MARK: Keys

  /// Whether each row has a key. Rows whose key another row of the file has are rejected.
  private mutating func matchKeys(_ parsed: inout ParsedTable, _ keys: Columns.KeyIndex?) -> [Bool] {
    var hasKey = [Bool](repeating: false, count: parsed.rowCount)
    guard let key = parsed.declaredKey, let reader = parsed.columns[key].reader as? TextReader else { return hasKey }
    var lineOfCode = [Int32](repeating: 0, count: reader.dictionary.count)
    var rowOfCode: [Int32] = (0..<reader.dictionary.count).map { code in
      reader.dictionary.withBytes(code) { bytes in bytes.withUnsafeBufferPointer { keys?.row(of: $0) } } ?? -1
    }
    for row in 0..<parsed.rowCount where !parsed.isRejected[row] && reader.codes[row] >= 0 {
      let code = Int(reader.codes[row])
      hasKey[row] = true
      if lineOfCode[code] > 0 {
        parsed.reject(
          row, column: parsed.columns[key].plan.name, reason: "was already on line \(lineOfCode[code])",
          text: reader.dictionary.string(code))
        continue
      }
      lineOfCode[code] = parsed.lines[row]
      if rowOfCode[code] >= 0 {
        targets[row] = rowOfCode[code]
        isClaimed.insert(rowOfCode[code])
        rowOfCode[code] = -1
      }
    }
    return hasKey
  }

  // MARK: Fields

  private mutating func matchFields(
    _ row: Int, hasKey: Bool, _ columns: [IncomingColumn], _ parsed: inout ParsedTable
  ) {
    var email: [UInt8] = []
    for index in fields.indices {
      guard let column = columns.first(where: { $0.name == fields[index].name })?.column else { continue }
      let value = fields[index].comparable(column, row)
      if fields[index].kind == .email { email = value }
      switch indexes[index].find(value) {
      case .none: continue
      case .several where hasKey || fields[index].kind == .phone: continue
      case .several:
        parsed.reject(
          row, column: fields[index].name,
          reason: "belongs to several rows of \(existing.name); give the key of the one that is meant",
          text: String(decoding: column.textBytes(row), as: UTF8.self))
        return
      case .row(let found):
        if isOther(found, hasKey, fields[index], email) { continue }
        targets[row] = found
        foundByField.append(Int32(truncatingIfNeeded: row))
        return
      }
    }
    let target = existingCount + Int32(truncatingIfNeeded: added.count)
    add(row)
    // A row with a key of its own is itself, whatever contact it shares with others of its file.
    if !hasKey { note(row, target, columns) }
  }

  /// Whether the row that a field found is somebody else after all.
  private func isOther(_ found: Int32, _ hasKey: Bool, _ field: MatchField, _ email: [UInt8]) -> Bool {
    if hasKey, found >= existingCount || isClaimed.contains(found) { return true }
    guard field.kind == .phone, !email.isEmpty, found < existingCount,
      let own = existing.columns.first(where: { $0.name == "email" })
    else { return false }
    return own.column.known.map { $0[Int(found)] } ?? true
  }

  private mutating func note(_ row: Int, _ target: Int32, _ columns: [IncomingColumn]) {
    for index in fields.indices {
      guard let column = columns.first(where: { $0.name == fields[index].name })?.column else { continue }
      indexes[index].insert(fields[index].comparable(column, row), target)
    }
  }
}

extension ParsedTable {
  /// Leaves a row out, once.
  mutating func reject(_ row: Int, column: String?, reason: String, text: String) {
    guard !isRejected[row] else { return }
    isRejected[row] = true
    log.add(line: Int(lines[row]), column: column, reason: reason, text: text)
  }
}

extension ParsedTable {
  /// The rejected rows by line, with the columns called as the file calls them.
  var sortedRejects: [Reject] {
    log.first.sorted { $0.line < $1.line }.map { reject in
      var reject = reject
      if let header = columns.first(where: { $0.plan.name == reject.column })?.plan.header, !header.isEmpty {
        reject.column = header
      }
      return reject
    }
  }
}
