@_spi(_Unicode) import Swift

/// Unicode Normalization Form C: the one spelling of texts that look alike (é as one scalar, not e and an accent).
///
/// Nearly all text is in Form C as it stands, so a check that reads bytes comes first and decides without any memory.
/// What it cannot vouch for goes to the standard library. Its ordering of combining marks takes quadratic time on long
/// runs in bad order (one second for 64k marks), so runs are brought in order here before; that changes no result,
/// since only marks of different combining class change places.
public enum Normalization {
  /// Whether a text is surely in Form C: false means "perhaps not". Invalid UTF-8 is never sure.
  ///
  /// Complexity: O(n), no allocation.
  public static func isSurelyNFC(_ bytes: Span<UInt8>) -> Bool {
    var index = 0
    var lastClass: UInt8 = 0
    while index < bytes.count {
      if bytes[index] < 0x80 {
        index += 1
        lastClass = 0
        continue
      }
      guard let scalar = UTF8Coding.decode(bytes, at: &index) else { return false }
      if scalar < 0x300 {
        lastClass = 0
        continue
      }
      if NormalizationTable.unsettled.contains(scalar) { return false }
      let ownClass = combiningClass(scalar)
      if ownClass != 0, ownClass < lastClass { return false }
      lastClass = ownClass
    }
    return true
  }

  /// Appends the Form C of a text to `target`; invalid UTF-8 is repaired with U+FFFD.
  public static func nfc(_ bytes: Span<UInt8>, into target: inout [UInt8]) {
    if isSurelyNFC(bytes) {
      append(bytes, to: &target)
    } else {
      appendNormalized(bytes, to: &target)
    }
  }

  /// The Form C of a text; the text itself if it is already in it for sure.
  public static func nfc(_ text: String) -> String {
    let bytes = Array(text.utf8)
    if isSurelyNFC(bytes.span) { return text }
    var target: [UInt8] = []
    target.reserveCapacity(bytes.count)
    appendNormalized(bytes.span, to: &target)
    return String(decoding: target, as: UTF8.self)
  }

  /// The canonical combining class of a scalar that is not unsettled: 0 for what begins anew.
  private static func combiningClass(_ scalar: UInt32) -> UInt8 {
    guard NormalizationTable.marks.contains(scalar) else { return 0 }
    return Unicode.Scalar(scalar)?.properties.canonicalCombiningClass.rawValue ?? 0
  }

  static func append(_ bytes: Span<UInt8>, to target: inout [UInt8]) {
    // No capacity is reserved: callers append many texts, and a reservation for each would copy all of them each time.
    for index in bytes.indices { target.append(bytes[index]) }
  }

  private static func appendNormalized(_ bytes: Span<UInt8>, to target: inout [UInt8]) {
    for scalar in inCanonicalOrder(bytes)._nfc { UTF8Coding.append(scalar.value, to: &target) }
  }

  /// The text with each run of combining marks in the order of their classes; equal classes keep their order.
  private static func inCanonicalOrder(_ bytes: Span<UInt8>) -> String {
    var ordered: [Unicode.Scalar] = []
    ordered.reserveCapacity(bytes.count)
    var marks: [(rank: UInt8, scalar: Unicode.Scalar)] = []
    var index = 0
    while index < bytes.count {
      let value = UTF8Coding.decode(bytes, at: &index) ?? 0xFFFD
      for scalar in withoutHiddenMarks(Unicode.Scalar(value) ?? "\u{FFFD}") {
        let rank = scalar.value < 0x300 ? 0 : scalar.properties.canonicalCombiningClass.rawValue
        if rank == 0 {
          flush(&marks, to: &ordered)
          ordered.append(scalar)
        } else {
          marks.append((rank, scalar))
        }
      }
    }
    flush(&marks, to: &ordered)
    var text = String.UnicodeScalarView()
    text.append(contentsOf: ordered)
    return String(text)
  }

  /// Three Tibetan vowels have class 0 but stand for two marks each: taken apart, so that they too come in order.
  private static func withoutHiddenMarks(_ scalar: Unicode.Scalar) -> CollectionOfOneOrTwo {
    switch scalar {
    case "\u{F73}": CollectionOfOneOrTwo("\u{F71}", "\u{F72}")
    case "\u{F75}": CollectionOfOneOrTwo("\u{F71}", "\u{F74}")
    case "\u{F81}": CollectionOfOneOrTwo("\u{F71}", "\u{F80}")
    default: CollectionOfOneOrTwo(scalar, nil)
    }
  }

  private static func flush(
    _ marks: inout [(rank: UInt8, scalar: Unicode.Scalar)], to ordered: inout [Unicode.Scalar]
  ) {
    guard !marks.isEmpty else { return }
    if marks.count > 1 {
      let ranks = marks.indices.sorted { (marks[$0].rank, $0) < (marks[$1].rank, $1) }
      for rank in ranks { ordered.append(marks[rank].scalar) }
    } else {
      ordered.append(marks[0].scalar)
    }
    marks.removeAll(keepingCapacity: true)
  }
}

/// One scalar or two, without an array.
private struct CollectionOfOneOrTwo: Sequence, IteratorProtocol {
  private var first: Unicode.Scalar?
  private var second: Unicode.Scalar?

  init(_ first: Unicode.Scalar, _ second: Unicode.Scalar?) {
    self.first = first
    self.second = second
  }

  mutating func next() -> Unicode.Scalar? {
    defer { (first, second) = (second, nil) }
    return first
  }
}
