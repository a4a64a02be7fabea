extension Column {
  /// The first row with a text, found by looking at all of them: for a question or two it costs less than an index.
  ///
  /// Nil where there is none, and for columns of other types. Complexity: O(rows), about a nanosecond each.
  public func firstRow(withText text: [UInt8]) -> Int32? {
    guard case .text(let pool, let codes) = storage else { return nil }
    guard let codes else { return pool.entries(equalTo: text).first { isKnown($0) }.map { Int32($0) } }
    let entries = Set(pool.entries(equalTo: text).map { Int32(truncatingIfNeeded: $0) })
    guard !entries.isEmpty else { return nil }
    return (0..<count).first { entries.contains(codes[$0]) && isKnown($0) }.map { Int32(truncatingIfNeeded: $0) }
  }

  private func isKnown(_ row: Int) -> Bool { row < count && known?[row] ?? true }
}

extension TextPool {
  /// The entries that have these bytes, ascending.
  func entries(equalTo text: [UInt8]) -> [Int] {
    var found: [Int] = []
    let length = UInt32(truncatingIfNeeded: text.count)
    offsets.withUnsafe { offsets in
      bytes.withUnsafe { bytes in
        for entry in 0..<max(0, offsets.count - 1) where offsets[entry + 1] &- offsets[entry] == length {
          let start = Int(offsets[entry])
          // The last bytes differ first among keys that count up.
          var place = text.count
          while place > 0, bytes[start + place - 1] == text[place - 1] { place -= 1 }
          if place == 0 { found.append(entry) }
        }
      }
    }
    return found
  }
}
