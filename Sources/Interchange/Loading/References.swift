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
  ) -> (column: Column, orphans: [Int32: String]) {
    let finalOfCode = resolved.rowOfCode.map { $0 < 0 ? -1 : position[Int($0)] }
    var orphans: [Int32: String] = [:]
    let values = Buffer<Int32>(count: order.count) { target in
      for (index, row) in order.enumerated() {
        let code = row < 0 ? -1 : codes[Int(row)]
        let final = code < 0 ? -1 : finalOfCode[Int(code)]
        target[index] = final
        if code >= 0, final < 0 { orphans[Int32(truncatingIfNeeded: index)] = dictionary.string(Int(code)) }
      }
    }
    var bits = KnownBits()
    bits.append(count: values.count) { values[$0] >= 0 }
    let column = Column(
      type: .reference(table: resolved.target), storage: .int32(values), known: bits.bitmap(.all), count: order.count)
    return (column, orphans)
  }
}
