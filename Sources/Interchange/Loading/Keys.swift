import Columns

/// The rows of a table by their key.
struct KeyIndex: Sendable {
  private var dictionary: TextDictionary
  /// The row of each text of the key's dictionary, −1 for none.
  private let rowOfCode: [Int32]

  /// Has to be done once before rows are looked up.
  mutating func prepareLookups() { dictionary.prepareLookups() }

  /// The kept row with each of these texts as its key; −1 where there is none.
  func rows(of keys: TextDictionary) -> [Int32] {
    dictionary.codes(of: keys).map { $0 < 0 ? -1 : rowOfCode[Int($0)] }
  }

  fileprivate init(_ dictionary: TextDictionary, _ rowOfCode: [Int32]) {
    self.dictionary = dictionary
    self.rowOfCode = rowOfCode
  }
}

extension ParsedTable {
  /// The column that a declaration or the standard schema names as the key.
  var declaredKey: Int? { columns.firstIndex { $0.plan.isKey } }

  /// Rejects rows without a key or with a key that an earlier row has; in a distinct table, the latter are the same row.
  mutating func checkKeys() -> KeyIndex? {
    guard let key = declaredKey, let reader = columns[key].reader as? TextReader, let codes = columns[key].codes()
    else { return nil }
    let name = columns[key].plan.name
    var rows = [Int32](repeating: -1, count: reader.dictionary.count)
    for row in 0..<rowCount where !isRejected[row] {
      let code = codes[row]
      if code < 0 {
        isRejected[row] = true
        log.add(line: Int(lines[row]), column: name, reason: "has no key", text: "")
      } else if rows[Int(code)] >= 0 {
        isRejected[row] = true
        if declaration.table.isDistinct {
          report.repeated += 1
        } else {
          log.add(
            line: Int(lines[row]), column: name, reason: "was already on line \(lines[Int(rows[Int(code)])])",
            text: reader.dictionary.string(Int(code)))
        }
      } else {
        rows[Int(code)] = Int32(truncatingIfNeeded: row)
      }
    }
    return KeyIndex(reader.dictionary, rows)
  }

  /// Takes the first column that is named like a key as the key if its values are known and differ in every row.
  mutating func guessKey() -> KeyIndex? {
    guard declaredKey == nil else { return nil }
    for index in columns.indices where columns[index].plan.mayBeKey {
      guard let reader = columns[index].reader as? TextReader, let rows = distinctRows(columns[index], reader) else {
        continue
      }
      columns[index].plan.isKey = true
      columns[index].plan.mayReferTo = []
      return KeyIndex(reader.dictionary, rows)
    }
    return nil
  }

  private func distinctRows(_ column: RawColumn, _ reader: TextReader) -> [Int32]? {
    var rows = [Int32](repeating: -1, count: reader.dictionary.count)
    guard let codes = column.codes() else { return nil }
    for row in 0..<rowCount where !isRejected[row] {
      let code = codes[row]
      guard code >= 0, rows[Int(code)] < 0 else { return nil }
      rows[Int(code)] = Int32(truncatingIfNeeded: row)
    }
    return rows
  }

  /// An index by any column of texts, for joining: the first kept row with each text.
  func index(by column: Int) -> KeyIndex? {
    guard let reader = columns[column].reader as? TextReader else { return nil }
    var rows = [Int32](repeating: -1, count: reader.dictionary.count)
    for row in 0..<rowCount where !isRejected[row] {
      let code = reader.codes[row]
      if code >= 0, rows[Int(code)] < 0 { rows[Int(code)] = Int32(truncatingIfNeeded: row) }
    }
    return KeyIndex(reader.dictionary, rows)
  }
}
