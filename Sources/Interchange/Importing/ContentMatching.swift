import Book
import Columns

/// Finds the rows of a file that a table without keys has already, cell for cell, so that importing a file twice adds
/// nothing. A row that the file has twice has to be in the table twice.
///
/// A consent without a moment is there if it is the newest one of its customer, channel and purpose: an older one with the
/// same words was given before somebody said otherwise.
///
/// Complexity: O(cells of both).
struct ContentMatching {
  /// For rows of the file, the row of the table that is the same.
  private(set) var rows: [Int32: Int32] = [:]

  init(_ columns: [IncomingColumn], _ parsed: ParsedTable, _ existing: Table) {
    guard existing.rowCount > 0, !columns.isEmpty else { return }
    let isConsents = existing.name == "consents"
    let event = isConsents ? columns.firstIndex { $0.name == "at" } : nil
    let all = (0..<parsed.rowCount).filter { !parsed.isRejected[$0] }
    let isUndated = { (row: Int) in event.map { !CellComparison.isKnown(columns[$0].column, row) } ?? isConsents }
    let undated = all.filter(isUndated)
    let dated = all.filter { !isUndated($0) }
    match(dated, columns, existing, candidates: nil)
    if !undated.isEmpty {
      match(
        undated, columns.filter { $0.name != "at" }, existing, candidates: ContentMatching.newestConsents(existing))
    }
  }

  private mutating func match(
    _ wanted: [Int], _ columns: [IncomingColumn], _ existing: Table, candidates: [Bool]?
  ) {
    guard !wanted.isEmpty else { return }
    let owns = columns.map { column in
      existing.columns.first { $0.name == column.name }
        ?? TableColumn(name: column.name, column: Column(missing: column.column.type, count: existing.rowCount))
    }
    var hashes = [UInt64](repeating: 0, count: columns[0].column.count)
    var ownHashes = [UInt64](repeating: 0, count: existing.rowCount)
    for (column, own) in zip(columns, owns) {
      ContentHash.add(column.column, column.orphans, to: &hashes)
      ContentHash.add(own.column, own.orphans, to: &ownHashes)
    }
    var waiting: [UInt64: [Int]] = [:]
    for row in wanted.reversed() { waiting[hashes[row], default: []].append(row) }
    for own in 0..<existing.rowCount where candidates?[own] ?? true {
      guard let list = waiting[ownHashes[own]],
        let place = list.lastIndex(where: { ContentMatching.areEqual(columns, $0, owns, own) })
      else { continue }
      rows[Int32(truncatingIfNeeded: list[place])] = Int32(truncatingIfNeeded: own)
      // Every undated consent is the same statement; other rows are as many as they are.
      if candidates == nil { waiting[ownHashes[own]]?.remove(at: place) }
    }
    if candidates != nil { shareAmongTwins(waiting, columns) }
  }

  /// Undated twins within a file are one statement.
  private mutating func shareAmongTwins(_ waiting: [UInt64: [Int]], _ columns: [IncomingColumn]) {
    let known = rows
    for list in waiting.values {
      guard let found = list.lazy.compactMap({ known[Int32(truncatingIfNeeded: $0)] }).first else { continue }
      for row in list { rows[Int32(truncatingIfNeeded: row)] = found }
    }
  }

  private static func areEqual(
    _ columns: [IncomingColumn], _ row: Int, _ owns: [TableColumn], _ own: Int
  ) -> Bool {
    zip(columns, owns).allSatisfy { incoming, existing in
      let isKnown = CellComparison.isKnown(incoming.column, row)
      guard isKnown == CellComparison.isKnown(existing.column, own) else { return false }
      if isKnown { return CellComparison.areEqual(incoming.column, row, existing.column, own) }
      return incoming.orphans[Int32(truncatingIfNeeded: row)] == existing.orphans[Int32(truncatingIfNeeded: own)]
    }
  }

  /// Whether each row is the last of its customer, channel and purpose; the table lies in the order of its events.
  private static func newestConsents(_ table: Table) -> [Bool] {
    var newest: [String: Int] = [:]
    let columns = ["customer", "channel", "purpose"].compactMap { name in table.columns.first { $0.name == name } }
    for row in 0..<table.rowCount {
      let key = columns.map { "\($0.column.value(row))\($0.orphans[Int32(truncatingIfNeeded: row)] ?? "")" }
      newest[key.joined(separator: "|")] = row
    }
    var result = [Bool](repeating: false, count: table.rowCount)
    for row in newest.values { result[row] = true }
    return result
  }
}

/// Hashes of whole rows, built up column by column.
enum ContentHash {
  private static let factor: UInt64 = 0x9E37_79B9_7F4A_7C15

  /// Adds a column's cells to the hashes of their rows.
  static func add(_ column: Column, _ orphans: [Int32: String], to hashes: inout [UInt64]) {
    let cell = cells(column)
    for row in 0..<column.count {
      let isKnown = CellComparison.isKnown(column, row)
      hashes[row] = (hashes[row] &* factor).rotated ^ (isKnown ? cell(row) : 1)
    }
    for (row, text) in orphans { hashes[Int(row)] ^= hash(Array(text.utf8).span) }
  }

  private static func cells(_ column: Column) -> (Int) -> UInt64 {
    switch column.storage {
    case .int32(let values): return { mixed(UInt64(bitPattern: Int64(values[$0]))) }
    case .int64(let values): return { mixed(UInt64(bitPattern: values[$0])) }
    case .double(let values): return { mixed(values[$0].bitPattern) }
    case .truth(let bits): return { bits[$0] ? 3 : 2 }
    case .text(let pool, let codes):
      let entries = (0..<pool.count).map { entry in
        pool.withBytes(entry) { hash(Bytes(_unsafeElements: $0)) }
      }
      return { row in entries[codes.map { Int($0[row]) } ?? row] }
    case .textSet(let pool, let offsets, let codes):
      let entries = (0..<pool.count).map { entry in
        pool.withBytes(entry) { hash(Bytes(_unsafeElements: $0)) }
      }
      return { row in
        (offsets[row]..<offsets[row + 1]).reduce(5) { $0 &+ entries[Int(codes[Int($1)])] }
      }
    }
  }

  private static func hash(_ text: Bytes) -> UInt64 { mixed(UInt64(TextKey.hash(text)) &+ 7) }

  private static func mixed(_ value: UInt64) -> UInt64 {
    let once = (value ^ (value >> 32)) &* 0xD6E8_FEB8_6659_FD93
    return once ^ (once >> 32)
  }
}

extension UInt64 {
  fileprivate var rotated: UInt64 { self << 29 | self >> 35 }
}
