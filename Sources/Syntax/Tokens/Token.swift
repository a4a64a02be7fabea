import Diagnostics

/// A smallest piece of a query: what it is and where it stands. Its value is read from the source when needed.
public struct Token: Hashable, Sendable {
  public enum Kind: UInt8, Hashable, Sendable {
    case word, quotedName, parameter
    case text, whole, number, percent, date, time, month, duration
    case equal, exactlyEqual, notEqual, less, lessOrEqual, greater, greaterOrEqual
    case plus, minus, star, slash, percentSign, ampersand
    case leftParenthesis, rightParenthesis, comma, semicolon, dot, range, arrow
    /// A key as `for` and `merge` take it, without quotation marks: `budi@example.id`.
    case rowKey
    case comment
    /// Something that no query holds; already reported.
    case unknown
    case end
  }

  public var kind: Kind
  /// The word's meaning where the grammar gives it one.
  public var word: Word?
  /// Nothing but white space stands before it on its line.
  public var startsLine: Bool
  var lower: Int32
  var upper: Int32

  init(_ kind: Kind, _ lower: Int, _ upper: Int, startsLine: Bool, word: Word? = nil) {
    self.kind = kind
    self.word = word
    self.startsLine = startsLine
    self.lower = Int32(truncatingIfNeeded: lower)
    self.upper = Int32(truncatingIfNeeded: upper)
  }

  public var span: Span { Span(Int(lower), Int(upper)) }
}

extension Token.Kind {
  /// A whole number, a number, a date and so on: what can be read without knowing any name.
  var isLiteral: Bool { rawValue >= Token.Kind.text.rawValue && rawValue <= Token.Kind.duration.rawValue }

  var isName: Bool { self == .word || self == .quotedName }
}
