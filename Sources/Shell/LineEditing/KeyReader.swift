import CLineEditor
import Glibc

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

  private static let pasteStart = Array("\u{1b}[200~".utf8)
  private static let pasteEnd = Array("\u{1b}[201~".utf8)

  /// The last paste, with line breaks as `\n` and without control characters.
  var pasted = ""
  /// Bytes that were read ahead and not yet given out.
  private var waiting: ArraySlice<UInt8> = []

  mutating func next() -> Key {
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
    guard let first = nextByte() else { return .end }
    if first == 0x1b, startsPaste() {
      pasted = readPaste()
      return .character(KeyReader.pasteKey)
    }
    return .character(decode(first))
  }

  private mutating func nextByte() -> UInt8? {
    if let byte = waiting.popFirst() { return byte }
    var byte: UInt8 = 0
    while true {
      let count = read(STDIN_FILENO, &byte, 1)
      if count == 1 { return byte }
      if count == 0 || errno != EINTR { return nil }
    }
  }

  /// After Escape: whether the marker of a paste follows. What was read and is not the marker waits to be given out.
  private mutating func startsPaste() -> Bool {
    var sequence: [UInt8] = [0x1b]
    while sequence.count < KeyReader.pasteStart.count {
      guard !waiting.isEmpty || signals_input_within(KeyReader.sequenceMilliseconds) != 0, let byte = nextByte() else {
        break
      }
      sequence.append(byte)
      guard KeyReader.pasteStart.starts(with: sequence) else { break }
    }
    if sequence == KeyReader.pasteStart { return true }
    waiting = sequence.dropFirst() + waiting
    return false
  }

  private mutating func readPaste() -> String {
    var bytes: [UInt8] = []
    while let byte = nextByte() {
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
    while bytes.count < length, let byte = nextByte() {
      guard byte & 0xc0 == 0x80 else {
        waiting = [byte] + waiting
        break
      }
      bytes.append(byte)
    }
    return String(decoding: bytes, as: UTF8.self).unicodeScalars.first ?? "\u{fffd}"
  }
}
