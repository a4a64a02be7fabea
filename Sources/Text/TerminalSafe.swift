/// Untrusted text made safe to show: nothing in it can move the cursor, hide, reorder or repaint.
///
/// Control characters, bidirectional controls, line separators, invisible characters, noncharacters and combining marks
/// that would land on something else are shown as `\u{1B}`, a tab as `\t`, line breaks as `\n` and `\r`. What is needed to
/// write stays: ZWJ inside emoji, ZWJ and ZWNJ between letters of the scripts that shape by them, variation selectors
/// behind what has variants, the tags of subdivision flags. A backslash stays as it is: the result is for reading,
/// not for turning back.
public enum TerminalSafe {
  /// The text with everything unsafe made visible; the text itself if it is printable ASCII. Complexity: O(n).
  public static func escape(_ text: String) -> String {
    if text.utf8.allSatisfy({ (0x20...0x7E).contains($0) }) { return text }
    var escaper = Escaper(scalars: Array(text.unicodeScalars))
    return escaper.run()
  }
}

/// One walk over the scalars of a text.
private struct Escaper {
  /// More marks than any language puts on one letter would run over the lines above and below.
  static let mostMarks = 8

  let scalars: [Unicode.Scalar]
  /// UTF-8.
  var shown: [UInt8] = []
  /// Whether something stands before for a combining mark to sit on.
  var hasBase = false
  var marks = 0

  init(scalars: [Unicode.Scalar]) { self.scalars = scalars }

  mutating func run() -> String {
    for (index, scalar) in scalars.enumerated() {
      if (0x20...0x7E).contains(scalar.value) {
        showBase(scalar)
      } else if isInvisible(scalar) {
        if isNeeded(scalar, at: index) { UTF8Coding.append(scalar.value, to: &shown) } else { showEscape(scalar) }
      } else if isMark(scalar) {
        showMark(scalar)
      } else {
        showBase(scalar)
      }
    }
    return String(decoding: shown, as: UTF8.self)
  }

  private mutating func showBase(_ scalar: Unicode.Scalar) {
    UTF8Coding.append(scalar.value, to: &shown)
    hasBase = true
    marks = 0
  }

  private mutating func showMark(_ scalar: Unicode.Scalar) {
    guard hasBase, marks < Escaper.mostMarks else { return showEscape(scalar) }
    UTF8Coding.append(scalar.value, to: &shown)
    marks += 1
  }

  private mutating func showEscape(_ scalar: Unicode.Scalar) {
    switch scalar {
    case "\t": shown.append(contentsOf: "\\t".utf8)
    case "\n": shown.append(contentsOf: "\\n".utf8)
    case "\r": shown.append(contentsOf: "\\r".utf8)
    default:
      shown.append(contentsOf: "\\u{".utf8)
      shown.append(contentsOf: String(scalar.value, radix: 16, uppercase: true).utf8)
      shown.append(UInt8(ascii: "}"))
    }
    hasBase = false
  }

  private func isMark(_ scalar: Unicode.Scalar) -> Bool {
    guard scalar.value >= 0x300 else { return false }
    let category = scalar.properties.generalCategory
    return category == .nonspacingMark || category == .enclosingMark
  }

  /// Whether a scalar draws nothing, or does something else than draw.
  private func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
    let properties = scalar.properties
    switch properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator, .surrogate: return true
    case .format: return DisplayWidth.of(scalar) == 0 || properties.isDefaultIgnorableCodePoint
    default:
      return properties.isDefaultIgnorableCodePoint || properties.isNoncharacterCodePoint || properties.isBidiControl
    }
  }

  /// Whether an invisible scalar is part of how its neighbours are written.
  private func isNeeded(_ scalar: Unicode.Scalar, at index: Int) -> Bool {
    guard hasBase, index > 0 else { return false }
    let before = scalars[index - 1]
    let after = index + 1 < scalars.count ? scalars[index + 1] : nil
    switch scalar.value {
    case 0x200C: return joinsLetters(before, after)
    case 0x200D: return joinsLetters(before, after) || joinsEmoji(index, after)
    case 0xFE0E, 0xFE0F: return isPicture(before) || after?.value == 0x20E3 || before.properties.isIdeographic
    case 0xFE00...0xFE0D, 0xE0100...0xE01EF: return before.properties.isIdeographic
    case 0x180B...0x180D, 0x180F: return (0x1800...0x18AF).contains(before.value)
    case 0xE0020...0xE007F: return isInFlag(index)
    default: return false
    }
  }

  /// Joiners change how letters are shaped only in scripts beyond the European ones; elsewhere they just hide.
  private func joinsLetters(_ before: Unicode.Scalar, _ after: Unicode.Scalar?) -> Bool {
    guard let after, before.value >= 0x590, after.value >= 0x590 else { return false }
    return (before.properties.isAlphabetic || isMark(before)) && after.properties.isAlphabetic
  }

  private func joinsEmoji(_ index: Int, _ after: Unicode.Scalar?) -> Bool {
    guard let after, isPicture(after) else { return false }
    let before = scalars[index - 1].value == 0xFE0F && index > 1 ? scalars[index - 2] : scalars[index - 1]
    return isPicture(before)
  }

  private func isPicture(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value > 0x7F && scalar.properties.isEmoji
  }

  /// Whether a tag stands in the flag of a part of a country: a black flag, at most six letters or digits, an end tag.
  private func isInFlag(_ index: Int) -> Bool {
    var start = index
    while start > 0, index - start < 8, isTag(scalars[start]) { start -= 1 }
    guard scalars[start].value == 0x1F3F4 else { return false }
    var end = start + 1
    while end < scalars.count, end - start < 8, isTag(scalars[end]), scalars[end].value != 0xE007F { end += 1 }
    return end < scalars.count && end - start > 1 && scalars[end].value == 0xE007F && index <= end
  }

  private func isTag(_ scalar: Unicode.Scalar) -> Bool { (0xE0020...0xE007F).contains(scalar.value) }
}
