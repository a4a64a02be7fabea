import Diagnostics

// Keys without quotation marks, as in `merge budi@example.id into C000123`: up to white space or `;`, whatever they hold.
// Where one stands is known from the words before it, so that its signs are not taken for operators.

/// How near a key is to the place that the lexer has reached.
enum KeyPlace {
  case far
  /// Behind `add`, `update` or `remove`: the table comes, then perhaps `for`.
  case verb, table
  /// Behind `for`, `into`, `card` or `forget`: a key comes.
  case key
  /// Behind `merge` and `why`: a key comes, then `into` or `in`.
  case firstKey, into

  var isHere: Bool { self == .key || self == .firstKey }
}

extension LexerState {
  /// The place behind a token that is about to be emitted.
  func nextKeyPlace(_ kind: Token.Kind, _ word: Word?) -> KeyPlace {
    switch keyPlace {
    case .verb where kind.isName: return .table
    case .table where word == .for: return .key
    case .firstKey where kind == .rowKey || kind == .text: return .into
    case .into where word == .into: return .key
    default: break
    }
    switch word {
    case .merge where beginsStatement, .why where beginsStatement: return .firstKey
    case .card where beginsStatement, .forget where beginsStatement: return .key
    case .add where beginsStatement, .update where beginsStatement, .remove where beginsStatement: return .verb
    default: return .far
    }
  }

  /// Whether a statement can begin here: where an operand is expected, a word is a name.
  private var beginsStatement: Bool {
    guard let last = result.tokens.last else { return true }
    if last.kind == .semicolon { return true }
    guard isAtLineStart else { return false }
    switch last.kind {
    case .star: return true
    case .comma, .leftParenthesis, .dot, .arrow: return false
    case .word: return last.word?.wantsOperand != true
    default: return OperatorTable.infix(last) == nil
    }
  }

  /// Letters, digits and a telephone number's `+`.
  func beginsKey(_ first: UInt8) -> Bool {
    if first < 0x80 { return first.isNameByte || first == UInt8(ascii: "+") }
    return UTF8Reader.scalar(bytes, at: position).map(\.0.properties.isXIDStart) ?? false
  }

  mutating func scanKey() {
    let start = position
    while position < bytes.count, bytes[position] > 0x20, bytes[position] != UInt8(ascii: ";") {
      guard bytes[position] >= 0x80, let (scalar, length) = UTF8Reader.scalar(bytes, at: position) else {
        position += 1
        continue
      }
      if scalar.properties.isWhitespace { break }
      position += length
    }
    emit(.rowKey, from: start)
    checkCharacters(start, position)
  }
}

extension Word {
  /// What comes behind it is an operand, even on the next line.
  fileprivate var wantsOperand: Bool {
    switch self {
    case .and, .or, .not, .in, .has, .contains, .with, .otherwise, .where, .by, .show, .during: return true
    default: return false
    }
  }
}
