/// Words that stand for values in cells, compared without case.
enum Words {
  private static let trueWords = bytes(["true", "yes"])
  private static let falseWords = bytes(["false", "no"])
  private static let moreTrueWords = bytes(["1", "y", "t", "on", "ya", "x", "ja", "si", "oui"])
  private static let moreFalseWords = bytes(["0", "n", "f", "off", "tidak", "nein", "non"])
  private static let missingWords = bytes(["na", "n/a", "#n/a", "null", "nan", "none", "-", "--", "?", "."])

  /// Words that are certainly true or false: true, false, yes, no.
  static func truth(_ cell: Bytes) -> Bool? {
    guard (2...5).contains(cell.count) else { return nil }
    if trueWords.contains(where: { equals(cell, $0) }) { return true }
    if falseWords.contains(where: { equals(cell, $0) }) { return false }
    return nil
  }

  /// Every word for true and false, for columns that are declared to hold them.
  static func declaredTruth(_ cell: Bytes) -> Bool? {
    if let plain = truth(cell) { return plain }
    if moreTrueWords.contains(where: { equals(cell, $0) }) { return true }
    if moreFalseWords.contains(where: { equals(cell, $0) }) { return false }
    return nil
  }

  /// Words for nothing in columns of numbers and dates.
  @inline(__always)
  static func isMissing(_ cell: Bytes) -> Bool {
    guard cell.count <= 4, cell[0] &- 48 >= 10 else { return false }
    return missingWords.contains { equals(cell, $0) }
  }

  private static func bytes(_ words: [String]) -> [[UInt8]] { words.map { Array($0.utf8) } }

  private static func equals(_ cell: Bytes, _ word: [UInt8]) -> Bool {
    guard cell.count == word.count else { return false }
    for index in 0..<word.count {
      let byte = cell[index]
      guard (byte &- 65 < 26 ? byte | 0x20 : byte) == word[index] else { return false }
    }
    return true
  }
}
