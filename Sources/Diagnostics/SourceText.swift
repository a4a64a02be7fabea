/// A place in a source text: UTF-8 offsets, `lower` included, `upper` not.
public struct Span: Hashable, Sendable {
  public var lower: Int
  public var upper: Int

  public init(_ lower: Int, _ upper: Int) {
    self.lower = lower
    self.upper = max(lower, upper)
  }

  /// The smallest span that covers both.
  public func union(_ other: Span) -> Span {
    Span(min(lower, other.lower), max(upper, other.upper))
  }
}

/// A text that was typed, read from a script or generated, and that diagnostics point into.
public struct SourceText: Sendable {
  /// Shown before the line number: a file's path, or `query` for what was typed.
  public let name: String
  /// The text as UTF-8; invalid bytes are the lexer's to report.
  public let bytes: [UInt8]

  public init(_ text: String, name: String = "query") {
    self.init(bytes: Array(text.utf8), name: name)
  }

  public init(bytes: [UInt8], name: String) {
    self.bytes = bytes
    self.name = name
  }

  /// The text between two offsets; offsets beyond the end are clamped, invalid UTF-8 is repaired.
  public func text(_ span: Span) -> String {
    let lower = min(max(0, span.lower), bytes.count)
    let upper = min(max(lower, span.upper), bytes.count)
    return String(decoding: bytes[lower..<upper], as: UTF8.self)
  }

  /// The line that holds an offset: its number (from 1) and its span without the line break.
  /// Complexity: O(n); only ever called to show an error.
  public func line(at offset: Int) -> (number: Int, span: Span) {
    let offset = min(max(0, offset), bytes.count)
    var number = 1
    var start = 0
    for index in 0..<offset where bytes[index] == UInt8(ascii: "\n") {
      number += 1
      start = index + 1
    }
    var end = offset
    while end < bytes.count, bytes[end] != UInt8(ascii: "\n") { end += 1 }
    if end > start, bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
    return (number, Span(start, max(start, end)))
  }
}
