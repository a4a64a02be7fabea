/// Full Unicode case folding: texts that differ only in case or in spelling by scalars become the same bytes.
///
/// The result is the Form C of the folded Form C (`ß` is `ss`, `Σ` and `ς` are `σ`, `İ` is `i` with a dot above), and
/// folding it again changes nothing. No language is assumed: Turkish dotless `ı` stays itself.
public enum CaseFolding {
  /// Appends a folded text to `target`; invalid UTF-8 is repaired with U+FFFD.
  ///
  /// Complexity: O(n) for text without combining marks and O(n log n) else; ASCII takes no memory beyond the target.
  public static func fold(_ bytes: Span<UInt8>, into target: inout [UInt8]) {
    let start = target.count
    target.append(contentsOf: repeatElement(0, count: bytes.count))
    var room = target.mutableSpan
    var seen: UInt8 = 0
    // No early exit, so that the loop is done many bytes at a time.
    for index in bytes.indices {
      seen |= bytes[index]
      room[start + index] = lowercase(bytes[index])
    }
    if seen < 0x80 { return }
    target.removeSubrange(start...)
    foldBeyondASCII(bytes, into: &target)
  }

  /// A folded text; the text itself if it is ASCII without capitals.
  public static func fold(_ text: String) -> String {
    if text.utf8.allSatisfy({ $0 < 0x80 && !isCapital($0) }) { return text }
    var target: [UInt8] = []
    fold(Array(text.utf8).span, into: &target)
    return String(decoding: target, as: UTF8.self)
  }

  private static func foldBeyondASCII(_ bytes: Span<UInt8>, into target: inout [UInt8]) {
    let start = target.count
    if Normalization.isSurelyNFC(bytes) {
      foldScalars(bytes, into: &target)
    } else {
      var normalized: [UInt8] = []
      Normalization.nfc(bytes, into: &normalized)
      foldScalars(normalized.span, into: &target)
    }
    if Normalization.isSurelyNFC(target.span.extracting(start...)) { return }
    let folded = Array(target[start...])
    target.removeSubrange(start...)
    Normalization.nfc(folded.span, into: &target)
  }

  private static func foldScalars(_ bytes: Span<UInt8>, into target: inout [UInt8]) {
    var index = 0
    while index < bytes.count {
      if bytes[index] < 0x80 {
        target.append(lowercase(bytes[index]))
        index += 1
        continue
      }
      let scalar = UTF8Coding.decode(bytes, at: &index) ?? 0xFFFD
      if let several = expansion(of: scalar) {
        for part in several where part != 0 { UTF8Coding.append(part, to: &target) }
      } else {
        UTF8Coding.append(simple(scalar), to: &target)
      }
    }
  }

  private static func isCapital(_ byte: UInt8) -> Bool { byte &- 0x41 < 26 }

  private static func lowercase(_ byte: UInt8) -> UInt8 { isCapital(byte) ? byte | 0x20 : byte }

  /// The scalar that a scalar folds to, itself if none.
  private static func simple(_ scalar: UInt32) -> UInt32 {
    let runs = CaseFoldingTable.runs
    let value = Int32(truncatingIfNeeded: scalar)
    var low = 0
    var high = runs.count / 4
    while low < high {
      let middle = (low + high) / 2
      if value > runs[4 * middle + 1] { low = middle + 1 } else { high = middle }
    }
    guard low < runs.count / 4, runs[4 * low] <= value else { return scalar }
    guard (value - runs[4 * low]) % runs[4 * low + 3] == 0 else { return scalar }
    return UInt32(truncatingIfNeeded: value + runs[4 * low + 2])
  }

  /// The two or three scalars that a scalar folds to; nil if it folds to one.
  private static func expansion(of scalar: UInt32) -> ArraySlice<UInt32>? {
    let table = CaseFoldingTable.expansions
    var low = 0
    var high = table.count / 4
    while low < high {
      let middle = (low + high) / 2
      if scalar > table[4 * middle] { low = middle + 1 } else { high = middle }
    }
    guard low < table.count / 4, table[4 * low] == scalar else { return nil }
    return table[4 * low + 1..<4 * low + 4]
  }
}
