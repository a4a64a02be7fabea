import Book
import Columns

/// A reference column with its keys looked up.
struct ResolvedReference: Sendable {
  /// The table that it refers to.
  var target: Int
  /// The target's row (as read from its file) for each text of the column's dictionary, −1 for none.
  var rowOfCode: [Int32]

  /// Looks each distinct key up once.
  init(_ reader: TextReader, target: Int, index: KeyIndex?) {
    self.target = target
    rowOfCode =
      index.map { $0.rows(of: reader.dictionary) } ?? [Int32](repeating: -1, count: reader.dictionary.count)
  }

  /// The share of known, kept rows whose key the target has; nil when no row has a key.
  func matchedShare(_ table: ParsedTable, _ codes: [Int32]) -> Double? {
    var known = 0
    var matched = 0
    for row in 0..<table.rowCount where !table.isRejected[row] && codes[row] >= 0 {
      known += 1
      if rowOfCode[Int(codes[row])] >= 0 { matched += 1 }
    }
    return known == 0 ? nil : Double(matched) / Double(known)
  }
}

extension TextReader {
  /// The rows of the target that the rows of a reference column point at, in the target's final order, and the keys that
  /// no row has. `position` gives the final row of each of the target's rows, −1 for one that was left out.
  func referenceColumn(
    _ resolved: ResolvedReference, _ order: [Int32], position: [Int32]
  ) throws -> (column: Column, orphans: LazyOrphans) {
    let finalOfCode = resolved.rowOfCode.map { $0 < 0 ? -1 : position[Int($0)] }
    var rows: [Int32] = []
    var orphans: [Int32] = []
    let values = Buffer<Int32>(count: order.count) { target in
      for (index, row) in order.enumerated() {
        let code = row < 0 ? -1 : codes[Int(row)]
        let final = code < 0 ? -1 : finalOfCode[Int(code)]
        target[index] = final
        if code >= 0, final < 0 {
          rows.append(Int32(truncatingIfNeeded: index))
          orphans.append(code)
        }
      }
    }
    var bits = KnownBits()
    bits.append(count: values.count) { values[$0] >= 0 }
    let column = Column(
      type: .reference(table: resolved.target), storage: .int32(values), known: bits.bitmap(.all), count: order.count)
    return (column, rows.isEmpty ? LazyOrphans() : LazyOrphans(try list(rows, orphans)))
  }

  /// The keys that no row of the target has, where the table lies in the target's order: all of them come behind the rows
  /// that have a parent.
  ///
  /// - Parameters:
  ///   - order: the rows in their order.
  ///   - codes: the code of each row as it was read, −1 for none.
  func orphans(_ order: [Int32], _ codes: [Int32], behind link: ChildLink) throws -> LazyOrphans {
    let first = Int(link.offsets[link.offsets.count - 1])
    let rows = (first..<max(first, order.count)).filter { codes[Int(order[$0])] >= 0 }
    if rows.isEmpty { return LazyOrphans() }
    return LazyOrphans(
      try list(rows.map { Int32(truncatingIfNeeded: $0) }, rows.map { codes[Int(order[$0])] }))
  }

  /// Rows with their keys, each key once.
  private func list(_ rows: [Int32], _ codes: [Int32]) throws -> OrphanList {
    let (entries, texts) = try renumbered(codes)
    return OrphanList(rows: Buffer(rows), entries: entries, texts: texts)
  }
}
