import Diagnostics

/// Cuts a source text into tokens.
///
/// One pass over the bytes; a token holds no text of its own. Whatever the bytes, the tokens cover all that is not
/// white space, and what does not belong in a query is reported with its place.
public enum Lexer {
  /// The longest text that is read, in bytes.
  public static let longestText = 1 << 20

  /// All tokens in order, comments included, `end` last. Complexity: O(n).
  public static func tokens(_ source: SourceText) -> (tokens: [Token], diagnostics: [Diagnostic]) {
    let lexed = lex(source)
    return (lexed.withComments, lexed.diagnostics)
  }

  static func lex(_ source: SourceText) -> LexedSource {
    guard source.bytes.count <= longestText else { return tooLong(source) }
    var state = LexerState(source)
    state.run()
    guard state.hasUnclosedText else { return state.result }
    // With one quote missing, every later text would be taken inside out: read each line on its own instead.
    var strict = LexerState(source)
    strict.textsEndOnTheirLine = true
    strict.run()
    return strict.result
  }

  private static func tooLong(_ source: SourceText) -> LexedSource {
    var result = LexedSource()
    let count = source.bytes.count
    result.tokens = [Token(.end, longestText, longestText, startsLine: true)]
    result.diagnostics = [
      Diagnostic(
        "too-long", "This text is \(count) bytes long; a query may be \(longestText) bytes (1 MiB) at most.",
        at: Span(longestText, longestText),
        notes: ["Put long lists of values in a file of their own, or split the script in several."])
    ]
    return result
  }
}

/// What the lexer makes of a source text: tokens and comments apart, each in order.
struct LexedSource {
  var tokens: [Token] = []
  var comments: [Token] = []
  var diagnostics: [Diagnostic] = []
  /// A text or a name in backticks is still open where the source ends.
  var hasUnclosedText = false

  var withComments: [Token] {
    guard !comments.isEmpty else { return tokens }
    var all: [Token] = []
    all.reserveCapacity(tokens.count + comments.count)
    var next = 0
    for token in tokens {
      while next < comments.count, comments[next].lower < token.lower || token.kind == .end {
        all.append(comments[next])
        next += 1
      }
      all.append(token)
    }
    return all
  }
}

/// The lexer at work: where it is and what it has found.
struct LexerState {
  let source: SourceText
  let bytes: [UInt8]
  var position = 0
  var isAtLineStart = true
  /// Each text must end on the line where it begins: how a source with a missing quote is read.
  var textsEndOnTheirLine = false
  var result = LexedSource()
  /// How near a key is.
  var keyPlace = KeyPlace.far

  /// More mistakes than anyone reads; the rest is not kept.
  static let mostDiagnostics = 200

  init(_ source: SourceText) {
    self.source = source
    bytes = source.bytes
    result.tokens.reserveCapacity(bytes.count / 5 + 2)
  }

  var hasUnclosedText: Bool { result.hasUnclosedText }

  mutating func run() {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
    while position < bytes.count { scan(bytes[position]) }
    result.tokens.append(Token(.end, bytes.count, bytes.count, startsLine: isAtLineStart))
  }

  /// The byte some places ahead; 0 beyond the end.
  func byte(_ ahead: Int = 0) -> UInt8 {
    let index = position + ahead
    return index < bytes.count ? bytes[index] : 0
  }

  mutating func emit(_ kind: Token.Kind, from lower: Int, word: Word? = nil) {
    keyPlace = nextKeyPlace(kind, word)
    result.tokens.append(Token(kind, lower, position, startsLine: isAtLineStart, word: word))
    isAtLineStart = false
  }

  mutating func report(_ diagnostic: Diagnostic) {
    if result.diagnostics.count < Self.mostDiagnostics { result.diagnostics.append(diagnostic) }
  }

  private mutating func scan(_ first: UInt8) {
    if keyPlace.isHere, beginsKey(first) { return scanKey() }
    switch first {
    case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"):
      position += 1
    case UInt8(ascii: "\n"):
      position += 1
      isAtLineStart = true
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"):
      scanWord()
    case UInt8(ascii: "0")...UInt8(ascii: "9"):
      scanNumber()
    case UInt8(ascii: "\""):
      scanText()
    case UInt8(ascii: "`"):
      scanQuotedName()
    case UInt8(ascii: "'"):
      scanSingleQuoted()
    case UInt8(ascii: "$"):
      scanParameter()
    case 0x80...0xFF:
      scanBeyondASCII()
    default:
      scanSymbol(first)
    }
  }

  private mutating func scanWord() {
    let start = position
    skipNameCharacters()
    emit(.word, from: start, word: Word.spelled(bytes[start..<position]))
  }

  /// Moves over letters, digits and `_`, whatever their script.
  mutating func skipNameCharacters() {
    while position < bytes.count {
      let next = bytes[position]
      if next.isNameByte {
        position += 1
      } else if next >= 0x80, let (scalar, length) = UTF8Reader.scalar(bytes, at: position),
        scalar.properties.isXIDContinue
      {
        position += length
      } else {
        return
      }
    }
  }

  private mutating func scanParameter() {
    let start = position
    position += 1
    let first = byte()
    if first.isNameByte && !first.isDigit || first >= 0x80 { skipNameCharacters() }
    if position > start + 1 { return emit(.parameter, from: start) }
    emit(.unknown, from: start)
    report(
      Diagnostic(
        "unexpected-character", "A `$` begins a parameter and needs its name directly after it.",
        at: Span(start, position), notes: ["For instance: `$days`."]))
  }
}

extension UInt8 {
  var isDigit: Bool { self &- UInt8(ascii: "0") < 10 }
  var isLetter: Bool { (self | 0x20) &- UInt8(ascii: "a") < 26 }
  var isNameByte: Bool { isLetter || isDigit || self == UInt8(ascii: "_") }
}
