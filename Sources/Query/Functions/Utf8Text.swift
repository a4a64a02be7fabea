/// Reading UTF-8 by code points, without making a String. The bytes are valid UTF-8, as all text of a book is.
enum Utf8Text {
  typealias Bytes = UnsafeBufferPointer<UInt8>

  /// How many code points.
  static func length(_ text: Bytes) -> Int {
    var length = 0
    for byte in text where beginsCodePoint(byte) { length += 1 }
    return length
  }

  /// The byte where the code point numbered `position` (from 0) begins; the end if the text is shorter.
  static func offset(ofCodePoint position: Int, in text: Bytes) -> Int {
    guard position > 0 else { return 0 }
    var remaining = position
    for index in text.indices where beginsCodePoint(text[index]) {
      if remaining == 0 { return index }
      remaining -= 1
    }
    return text.count
  }

  static func beginsCodePoint(_ byte: UInt8) -> Bool { byte & 0xC0 != 0x80 }

  /// Where a part begins, at or after `start`; nil if it does not occur. An empty part occurs at once.
  ///
  /// Complexity: O(n × m) at worst, O(n) on ordinary text.
  static func find(_ part: Bytes, in text: Bytes, from start: Int = 0) -> Int? {
    guard let first = part.first else { return start }
    guard text.count >= part.count else { return nil }
    var index = start
    while index <= text.count - part.count {
      if text[index] == first, holds(part, in: text, at: index) { return index }
      index += 1
    }
    return nil
  }

  /// Whether a text holds a part at this byte.
  static func holds(_ part: Bytes, in text: Bytes, at start: Int) -> Bool {
    guard start >= 0, part.count <= text.count - start else { return false }
    for index in part.indices where part[index] != text[start + index] { return false }
    return true
  }

  /// How many bytes of white space begin here: 0 if another character does. White space is what Unicode calls so.
  static func whiteSpace(in text: Bytes, at index: Int) -> Int {
    let byte = text[index]
    if byte < 0x80 { return byte == 0x20 || (0x09...0x0D).contains(byte) ? 1 : 0 }
    guard index + 1 < text.count else { return 0 }
    if byte == 0xC2 { return text[index + 1] == 0x85 || text[index + 1] == 0xA0 ? 2 : 0 }
    guard index + 2 < text.count else { return 0 }
    switch (byte, text[index + 1], text[index + 2]) {
    case (0xE1, 0x9A, 0x80), (0xE2, 0x80, 0x80...0x8A), (0xE2, 0x80, 0xA8...0xA9), (0xE2, 0x80, 0xAF),
      (0xE2, 0x81, 0x9F), (0xE3, 0x80, 0x80):
      return 3
    default: return 0
    }
  }

  /// The byte ranges of the words: runs without white space.
  static func words(_ text: Bytes) -> [Range<Int>] {
    var words: [Range<Int>] = []
    var start: Int?
    var index = 0
    while index < text.count {
      let space = whiteSpace(in: text, at: index)
      if space == 0 {
        start = start ?? index
        index += 1
      } else {
        if let begun = start { words.append(begun..<index) }
        start = nil
        index += space
      }
    }
    if let begun = start { words.append(begun..<text.count) }
    return words
  }

  /// The byte range without the white space at both ends; empty where there is nothing else.
  static func trimmed(_ text: Bytes) -> Range<Int> {
    var range: Range<Int>?
    var index = 0
    while index < text.count {
      let space = whiteSpace(in: text, at: index)
      if space == 0 { range = (range?.lowerBound ?? index)..<index + 1 }
      index += max(1, space)
    }
    return range ?? 0..<0
  }
}
