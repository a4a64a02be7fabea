import CLineEditor

/// Turns what the terminal sends into characters, and signals into events. Recognises a paste and takes it in whole.
struct KeyReader {
  enum Key {
    case character(Unicode.Scalar)
    case end
    case interrupt
    case terminate
    case resize
    case suspend
  }

  /// What stands for a paste among the characters: Ctrl-], which asks for `pasted`.
  static let pasteKey: Unicode.Scalar = "\u{1d}"
  /// How long the bytes of one escape sequence may be apart.
  private static let sequenceMilliseconds: Int32 = 25

  /// How long a paste may pause before it is taken to have ended.
  private static let pasteMilliseconds: Int32 = 2000

  private static let pasteStart = Array("\u{1b}[200~".utf8)
  private static let pasteEnd = Array("\u{1b}[201~".utf8)

  /// The last paste, with line breaks as `\n` and without control characters.
  var pasted = ""
  /// Bytes that were read ahead and not yet given out.
  private var waiting: ArraySlice<UInt8> = []
  private var isAtEnd = false

  mutating func next() -> Key {
    while true {
      if waiting.isEmpty {
        switch signals_wait() {
        case Int32(LINE_EDITOR_INPUT): break
        case Int32(LINE_EDITOR_INTERRUPT): return .interrupt
        case Int32(LINE_EDITOR_TERMINATE): return .terminate
        case Int32(LINE_EDITOR_RESIZE): return .resize
        case Int32(LINE_EDITOR_SUSPEND): return .suspend
        default: return .end
        }
      }
      guard let first = nextByte(within: 0) else {
        if isAtEnd { return .end }
        continue
      }
      if first == 0x1b, startsPaste() {
        pasted = readPaste()
        return .character(KeyReader.pasteKey)
      }
      return .character(decode(first))
    }
  }

  /// The next byte; nil at the end, and when none comes in time.
  private mutating func nextByte(within milliseconds: Int32) -> UInt8? {
    if let byte = waiting.popFirst() { return byte }
    var byte: UInt8 = 0
    for attempt in 0..<2 {
      switch signals_read(&byte) {
      case 1: return byte
      case 0:
        isAtEnd = true
        return nil
      default:
        guard attempt == 0, milliseconds > 0, signals_input_within(milliseconds) != 0 else { return nil }
      }
    }
    return nil
  }

  /// After Escape: whether the marker of a paste follows. What was read and is not the marker waits to be given out.
  private mutating func startsPaste() -> Bool {
    var sequence: [UInt8] = [0x1b]
    while sequence.count < KeyReader.pasteStart.count, let byte = nextByte(within: KeyReader.sequenceMilliseconds) {
      sequence.append(byte)
      guard KeyReader.pasteStart.starts(with: sequence) else { break }
    }
    if sequence == KeyReader.pasteStart { return true }
    waiting = sequence.dropFirst() + waiting
    return false
  }

  private mutating func readPaste() -> String {
    var bytes: [UInt8] = []
    while let byte = nextByte(within: KeyReader.pasteMilliseconds) {
      bytes.append(byte)
      if byte == KeyReader.pasteEnd.last, bytes.suffix(KeyReader.pasteEnd.count).elementsEqual(KeyReader.pasteEnd) {
        bytes.removeLast(KeyReader.pasteEnd.count)
        break
      }
    }
    return KeyReader.cleaned(bytes)
  }

  /// Line breaks as `\n`, tabs as spaces, no other control characters, nothing blank at the end.
  static func cleaned(_ bytes: [UInt8]) -> String {
    var kept: [UInt8] = []
    for (index, byte) in bytes.enumerated() {
      switch byte {
      case UInt8(ascii: "\r"):
        if index + 1 == bytes.count || bytes[index + 1] != UInt8(ascii: "\n") { kept.append(UInt8(ascii: "\n")) }
      case UInt8(ascii: "\t"): kept.append(UInt8(ascii: " "))
      case 0..<0x20 where byte != UInt8(ascii: "\n"), 0x7f: continue
      default: kept.append(byte)
      }
    }
    while let last = kept.last, last == UInt8(ascii: "\n") || last == UInt8(ascii: " ") { kept.removeLast() }
    return String(decoding: kept, as: UTF8.self)
  }

  /// The character that begins with this byte. Bytes that are no UTF-8 become the replacement character.
  private mutating func decode(_ first: UInt8) -> Unicode.Scalar {
    let length =
      switch first {
      case 0..<0x80: 1
      case 0xc2..<0xe0: 2
      case 0xe0..<0xf0: 3
      case 0xf0..<0xf5: 4
      default: 0
      }
    guard length > 0 else { return "\u{fffd}" }
    var bytes = [first]
    while bytes.count < length, let byte = nextByte(within: KeyReader.sequenceMilliseconds) {
      guard byte & 0xc0 == 0x80 else {
        waiting = [byte] + waiting
        break
      }
      bytes.append(byte)
    }
    return String(decoding: bytes, as: UTF8.self).unicodeScalars.first ?? "\u{fffd}"
  }
}
