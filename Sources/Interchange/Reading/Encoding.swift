import CKernels
import Columns

/// A file's text in UTF-8, and how it was written before.
struct DecodedText {
  enum Encoding: String {
    case utf8 = "UTF-8"
    case utf16LittleEndian = "UTF-16 (little-endian)"
    case utf16BigEndian = "UTF-16 (big-endian)"
    case windows1252 = "Windows-1252"
    case codePage850 = "DOS code page 850"
  }

  var bytes: Buffer<UInt8>
  var encoding: Encoding
  /// Bytes that are no text in this encoding, each replaced by U+FFFD.
  var replacedBytes = 0
  /// NUL characters in the text; they are kept as they are.
  var nulBytes: Int { bytes.withUnsafe { csv_count($0.baseAddress, $0.count, 0) } }

  /// Detects the encoding and gives the text in UTF-8 without a byte order mark. Valid UTF-8 is not copied.
  ///
  /// A byte order mark decides; then valid UTF-8; then UTF-16 by its many NULs; then, for text that is nearly all valid
  /// UTF-8, UTF-8 with its few bad bytes replaced; at last code page 850 or Windows-1252 by the letters between letters.
  init(_ raw: Buffer<UInt8>) {
    let head = raw.prefix(3)
    if head == [0xEF, 0xBB, 0xBF] {
      self.init(utf8: raw[3..<raw.count])
    } else if head.starts(with: [0xFF, 0xFE]) {
      self.init(utf16: raw[2..<raw.count], littleEndian: true)
    } else if head.starts(with: [0xFE, 0xFF]) {
      self.init(utf16: raw[2..<raw.count], littleEndian: false)
    } else if let littleEndian = DecodedText.looksLikeUtf16(raw) {
      self.init(utf16: raw, littleEndian: littleEndian)
    } else {
      self.init(utf8: raw)
    }
  }

  /// Where the text begins in a file of which this is the beginning, if all of the file may be UTF-8; nil if it is not.
  static func startOfUTF8(_ head: Buffer<UInt8>) -> Int? {
    let first = head.prefix(3)
    let hasMark = first == [0xEF, 0xBB, 0xBF]
    if first.starts(with: [0xFF, 0xFE]) || first.starts(with: [0xFE, 0xFF]) || looksLikeUtf16(head) != nil {
      return nil
    }
    let valid = head.withUnsafe { csv_utf8_prefix($0.baseAddress, $0.count) }
    return valid + 3 < head.count ? nil : hasMark ? 3 : 0
  }

  /// Text that is known to be UTF-8.
  init(valid bytes: Buffer<UInt8>) {
    encoding = .utf8
    self.bytes = bytes
  }

  private init(utf8 raw: Buffer<UInt8>) {
    let valid = raw.withUnsafe { csv_utf8_prefix($0.baseAddress, $0.count) }
    encoding = .utf8
    bytes = raw
    if valid < raw.count {
      let census = Census(raw, from: valid)
      if census.isMostlyUtf8 {
        (bytes, replacedBytes) = DecodedText.repaired(raw)
      } else {
        encoding = census.isCodePage850 ? .codePage850 : .windows1252
        bytes = DecodedText.transcoded(raw, encoding == .codePage850 ? CodePages.cp850 : CodePages.windows1252)
      }
    }
  }

  private init(utf16 raw: Buffer<UInt8>, littleEndian: Bool) {
    encoding = littleEndian ? .utf16LittleEndian : .utf16BigEndian
    let units = (0..<(raw.count / 2)).lazy.map { index -> UInt16 in
      let (first, second) = (UInt16(raw[2 * index]), UInt16(raw[2 * index + 1]))
      return littleEndian ? second << 8 | first : first << 8 | second
    }
    var target: [UInt8] = []
    target.reserveCapacity(raw.count)
    let hadErrors = transcode(
      units.makeIterator(), from: UTF16.self, to: UTF8.self, stoppingOnError: false, into: { target.append($0) })
    bytes = Buffer(target)
    replacedBytes = hadErrors || raw.count % 2 == 1 ? 1 : 0
  }

  /// Text in Latin letters without a byte order mark has a NUL in every other byte; nil when this has not.
  private static func looksLikeUtf16(_ raw: Buffer<UInt8>) -> Bool? {
    let sample = min(raw.count, 4096) & ~1
    guard sample >= 8 else { return nil }
    var zeros = (even: 0, odd: 0)
    for index in 0..<sample where raw[index] == 0 {
      if index & 1 == 0 { zeros.even += 1 } else { zeros.odd += 1 }
    }
    if zeros.odd > sample * 3 / 10, zeros.even < sample / 20 { return true }
    if zeros.even > sample * 3 / 10, zeros.odd < sample / 20 { return false }
    return nil
  }

  private static func repaired(_ raw: Buffer<UInt8>) -> (Buffer<UInt8>, Int) {
    var target: [UInt8] = []
    target.reserveCapacity(raw.count + 64)
    var replaced = 0
    raw.withUnsafe { source in
      var offset = 0
      while offset < source.count {
        let rest = UnsafeBufferPointer(rebasing: source[offset...])
        let valid = csv_utf8_prefix(rest.baseAddress, rest.count)
        target.append(contentsOf: rest[0..<valid])
        offset += valid
        if offset < source.count {
          target.append(contentsOf: [0xEF, 0xBF, 0xBD])
          replaced += 1
          offset += 1
        }
      }
    }
    return (Buffer(target), replaced)
  }

  private static func transcoded(_ raw: Buffer<UInt8>, _ page: [UInt16]) -> Buffer<UInt8> {
    var target: [UInt8] = []
    target.reserveCapacity(raw.count + raw.count / 8)
    raw.withSpan { source in
      for index in 0..<source.count {
        let byte = source[index]
        if byte < 0x80 {
          target.append(byte)
        } else if let scalar = Unicode.Scalar(page[Int(byte) - 0x80]) {
          target.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
        }
      }
    }
    return Buffer(target)
  }
}

extension DecodedText {
  /// What the bytes beyond ASCII look like, counted over the whole text.
  private struct Census {
    private var sequences = 0
    private var badBytes = 0
    private var votes850 = 0
    private var votes1252 = 0

    var isMostlyUtf8: Bool { sequences >= 4 * badBytes }
    var isCodePage850: Bool { votes850 > votes1252 }

    init(_ raw: Buffer<UInt8>, from start: Int) {
      raw.withUnsafe { source in
        var offset = 0
        while offset < source.count {
          let rest = UnsafeBufferPointer(rebasing: source[offset...])
          let skip = csv_ascii_prefix(rest.baseAddress, rest.count)
          offset += skip
          guard offset < source.count else { break }
          let sequence = UnsafeBufferPointer(rebasing: source[offset...])
          let length = csv_utf8_sequence(sequence.baseAddress, sequence.count)
          if length > 0 { sequences += 1 } else { badBytes += 1 }
          vote(
            source[offset], after: offset > 0 ? source[offset - 1] : 0,
            before: offset + 1 < source.count ? source[offset + 1] : 0)
          offset += max(1, length)
        }
      }
    }

    /// Between letters, code page 850 has its accented letters below 0xA6, Windows-1252 above 0xBF.
    private mutating func vote(_ byte: UInt8, after previous: UInt8, before next: UInt8) {
      guard isLetter(previous) || isLetter(next) else { return }
      switch byte {
      case 0x91...0x97 where !(isLetter(previous) && isLetter(next)): votes1252 += 1
      case 0x92: votes1252 += 1
      case 0x80...0xA5: votes850 += 1
      case 0xC0...0xFF: votes1252 += 1
      default: break
      }
    }

    private func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }
  }
}

extension Buffer where Element == UInt8 {
  func prefix(_ length: Int) -> [UInt8] { self[0..<Swift.min(length, count)].array }
}
