import Columns

/// What keeps a text from being JSON, and where.
struct JsonError: Error {
  var message: String
  var offset: Int
}

/// Walks over JSON text (RFC 8259) without building values: the caller says what to do with each.
///
/// Nesting beyond `depthLimit` is an error, so that no input exhausts the stack.
struct JsonReader {
  static let depthLimit = 100

  var position: Int
  private let end: Int

  init(_ range: Range<Int>) {
    position = range.lowerBound
    end = range.upperBound
  }

  var isAtEnd: Bool { position >= end }

  mutating func skipSpace(_ span: Bytes) {
    while position < end, span[position] <= 32, [9, 10, 13, 32].contains(span[position]) { position += 1 }
  }

  /// The next byte that is no white space, not yet taken.
  mutating func peek(_ span: Bytes) throws(JsonError) -> UInt8 {
    skipSpace(span)
    guard position < end else { throw error("ends too early") }
    return span[position]
  }

  /// Takes this byte if it is the next one.
  mutating func take(_ byte: UInt8, _ span: Bytes) -> Bool {
    skipSpace(span)
    guard position < end, span[position] == byte else { return false }
    position += 1
    return true
  }

  mutating func expect(_ byte: UInt8, _ span: Bytes) throws(JsonError) {
    guard take(byte, span) else {
      throw error(isAtEnd ? "ends too early" : "a “\(Unicode.Scalar(byte))” is missing")
    }
  }

  func error(_ message: String) -> JsonError { JsonError(message: message, offset: min(position, end)) }

  // MARK: Texts

  /// Reads a string into `text`, which is emptied first.
  mutating func string(_ span: Bytes, into text: inout [UInt8]) throws(JsonError) {
    text.removeAll(keepingCapacity: true)
    try expect(UInt8(ascii: "\""), span)
    while position < end {
      let byte = span[position]
      position += 1
      switch byte {
      case UInt8(ascii: "\""): return
      case UInt8(ascii: "\\"): try escape(span, into: &text)
      case 0..<32: throw error("a line break or control character stands in a text unescaped")
      default: text.append(byte)
      }
    }
    throw error("a text is not closed")
  }

  private mutating func escape(_ span: Bytes, into text: inout [UInt8]) throws(JsonError) {
    guard position < end else { throw error("a text is not closed") }
    let byte = span[position]
    position += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(byte)
    case UInt8(ascii: "b"): text.append(8)
    case UInt8(ascii: "f"): text.append(12)
    case UInt8(ascii: "n"): text.append(10)
    case UInt8(ascii: "r"): text.append(13)
    case UInt8(ascii: "t"): text.append(9)
    case UInt8(ascii: "u"): text.append(contentsOf: try unicode(span))
    default: throw error("“\\\(Unicode.Scalar(byte))” is no escape")
    }
  }

  /// The character of `\uXXXX`, or of two that are a pair; half a pair becomes U+FFFD.
  private mutating func unicode(_ span: Bytes) throws(JsonError) -> [UInt8] {
    let first = try fourDigits(span)
    guard first & 0xF800 == 0xD800 else { return JsonReader.utf8(first) }
    let after = position
    if first < 0xDC00, position + 1 < end, span[position] == UInt8(ascii: "\\"),
      span[position + 1] == UInt8(ascii: "u")
    {
      position += 2
      let second = try fourDigits(span)
      if second & 0xFC00 == 0xDC00 { return JsonReader.utf8(0x10000 + (first & 0x3FF) << 10 + (second & 0x3FF)) }
      position = after
    }
    return JsonReader.utf8(0xFFFD)
  }

  private static func utf8(_ code: UInt32) -> [UInt8] {
    Unicode.Scalar(code).flatMap { UTF8.encode($0) }.map { Array($0) } ?? [0xEF, 0xBF, 0xBD]
  }

  private mutating func fourDigits(_ span: Bytes) throws(JsonError) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard position < end, let digit = JsonReader.hexDigit(span[position]) else {
        throw error("“\\u” needs four hexadecimal digits")
      }
      value = value << 4 | digit
      position += 1
    }
    return value
  }

  private static func hexDigit(_ byte: UInt8) -> UInt32? {
    switch byte {
    case 48...57: UInt32(byte - 48)
    case 65...70: UInt32(byte - 55)
    case 97...102: UInt32(byte - 87)
    default: nil
    }
  }

  // MARK: Numbers and words

  /// The bytes of a number, or of `true`, `false` or `null`.
  mutating func bareWord(_ span: Bytes) throws(JsonError) -> Range<Int> {
    skipSpace(span)
    let start = position
    while position < end, JsonReader.isBare(span[position]) { position += 1 }
    guard JsonReader.isValue(span, start..<position) else {
      position = start
      throw error("a value is missing")
    }
    return start..<position
  }

  private static func isBare(_ byte: UInt8) -> Bool {
    byte &- 48 < 10 || byte | 0x20 &- 97 < 26 || byte == 43 || byte == 45 || byte == 46
  }

  private static func isValue(_ span: Bytes, _ range: Range<Int>) -> Bool {
    guard let first = range.first else { return false }
    if span[first] | 0x20 &- 97 < 26 { return ["true", "false", "null"].contains { equals(span, range, $0) } }
    var digits = 0
    for index in range {
      if span[index] &- 48 < 10 { digits += 1 }
      if span[index] | 0x20 &- 97 < 26, span[index] | 0x20 != UInt8(ascii: "e") { return false }
    }
    return digits > 0 && (span[first] &- 48 < 10 || span[first] == 45)
  }

  static func equals(_ span: Bytes, _ range: Range<Int>, _ word: StaticString) -> Bool {
    guard range.count == word.utf8CodeUnitCount else { return false }
    var index = range.lowerBound
    for byte in word.description.utf8 {
      guard span[index] == byte else { return false }
      index += 1
    }
    return true
  }

  // MARK: Whole values

  /// Passes over one value of any kind, checking only what keeps brackets and texts in pairs; gives its bytes.
  mutating func skipValue(_ span: Bytes) throws(JsonError) -> Range<Int> {
    let first = try peek(span)
    let start = position
    guard first == UInt8(ascii: "{") || first == UInt8(ascii: "[") else {
      if first == UInt8(ascii: "\"") { try skipString(span) } else { _ = try bareWord(span) }
      return start..<position
    }
    var depth = 0
    repeat {
      switch try peek(span) {
      case UInt8(ascii: "\""): try skipString(span)
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        depth += 1
        guard depth <= JsonReader.depthLimit else { throw tooDeep }
        position += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        depth -= 1
        position += 1
      default: position += 1
      }
    } while depth > 0
    return start..<position
  }

  var tooDeep: JsonError { error("values lie more than \(JsonReader.depthLimit) deep in each other") }

  private mutating func skipString(_ span: Bytes) throws(JsonError) {
    position += 1
    while position < end {
      switch span[position] {
      case UInt8(ascii: "\""):
        position += 1
        return
      case UInt8(ascii: "\\"): position += 2
      default: position += 1
      }
    }
    throw error("a text is not closed")
  }
}
