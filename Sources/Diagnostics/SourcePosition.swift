/// A place in a source text as people and editors count it: from 1, columns in Unicode scalars.
public struct SourcePosition: Hashable, Sendable {
  public var line: Int
  public var column: Int

  public init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }
}

extension SourceText {
  /// The position of an offset; offsets beyond the end are clamped. Complexity: O(n); only ever called to show an error.
  public func position(at offset: Int) -> SourcePosition {
    let line = line(at: offset)
    let column = text(Span(line.span.lower, min(max(0, offset), bytes.count))).unicodeScalars.count + 1
    return SourcePosition(line: line.number, column: column)
  }

  /// Where to point for a span: the span itself, but for "something is missing at the end" the end of what was written
  /// instead of an empty line below it.
  func anchor(of span: Span) -> Span {
    guard span.lower >= bytes.count else { return span }
    var end = bytes.count
    while end > 0, bytes[end - 1] <= UInt8(ascii: " ") { end -= 1 }
    let lastLineIsEmpty = bytes[end...].contains(UInt8(ascii: "\n"))
    return lastLineIsEmpty && end > 0 ? Span(end, end) : Span(bytes.count, bytes.count)
  }

  /// The offset of the first byte of a span that is not a space.
  func firstLetter(of span: Span) -> Int {
    bytes[span.lower..<span.upper].firstIndex { $0 > UInt8(ascii: " ") } ?? span.lower
  }
}
