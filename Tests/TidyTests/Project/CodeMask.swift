/// Takes comments and the contents of texts out of code, so that rules look at code alone.
///
/// Every byte that goes becomes a space and line breaks stay, so lines keep their numbers. What is interpolated into a text
/// is code, and stays.
struct CodeMask {
  enum Language { case swift, c }

  private let input: [UInt8]
  private var output: [UInt8]
  private var position = 0
  private let language: Language

  static func mask(_ text: String, _ language: Language) -> [UInt8] {
    var mask = CodeMask(text, language)
    mask.code(untilParenthesis: false)
    return mask.output
  }

  private init(_ text: String, _ language: Language) {
    input = Array(text.utf8)
    output = input
    self.language = language
  }

  private func byte(_ offset: Int) -> UInt8 {
    position + offset < input.count ? input[position + offset] : 0
  }

  private mutating func blank() {
    guard position < input.count else { return }
    if input[position] != UInt8(ascii: "\n") { output[position] = UInt8(ascii: " ") }
    position += 1
  }

  private mutating func blank(_ count: Int) {
    for _ in 0..<count { blank() }
  }

  /// Walks over code, to the end of the input or over the parenthesis that closes an interpolation.
  private mutating func code(untilParenthesis: Bool) {
    var depth = 0
    while position < input.count {
      switch (byte(0), byte(1)) {
      case (UInt8(ascii: "/"), UInt8(ascii: "/")): while position < input.count, byte(0) != 10 { blank() }
      case (UInt8(ascii: "/"), UInt8(ascii: "*")): comment()
      case (UInt8(ascii: "\""), _): text(hashes: 0)
      case (UInt8(ascii: "'"), _) where language == .c: character()
      case (UInt8(ascii: "`"), _) where language == .swift: quotedName()
      case (UInt8(ascii: "#"), _) where language == .swift && hashesBeforeQuote > 0: text(hashes: hashesBeforeQuote)
      case (UInt8(ascii: "("), _):
        depth += 1
        position += 1
      case (UInt8(ascii: ")"), _):
        depth -= 1
        position += 1
        if untilParenthesis && depth < 0 { return }
      default: position += 1
      }
    }
  }

  private var hashesBeforeQuote: Int {
    var count = 0
    while byte(count) == UInt8(ascii: "#") { count += 1 }
    return byte(count) == UInt8(ascii: "\"") ? count : 0
  }

  /// A comment between `/*` and `*/`; in Swift they nest.
  private mutating func comment() {
    var depth = 0
    repeat {
      if byte(0) == UInt8(ascii: "/"), byte(1) == UInt8(ascii: "*"), depth == 0 || language == .swift {
        depth += 1
        blank(2)
      } else if byte(0) == UInt8(ascii: "*"), byte(1) == UInt8(ascii: "/") {
        depth -= 1
        blank(2)
      } else {
        blank()
      }
    } while depth > 0 && position < input.count
  }

  private mutating func character() {
    blank()
    while position < input.count, byte(0) != UInt8(ascii: "'") {
      blank(byte(0) == UInt8(ascii: "\\") ? 2 : 1)
    }
    blank()
  }

  /// A name in backticks is a name, whatever it spells.
  private mutating func quotedName() {
    blank()
    while position < input.count, byte(0) != UInt8(ascii: "`"), byte(0) != 10 {
      output[position] = UInt8(ascii: "_")
      position += 1
    }
    blank()
  }

  private mutating func text(hashes: Int) {
    blank(hashes)
    let isLong = language == .swift && (0..<3).allSatisfy { byte($0) == UInt8(ascii: "\"") }
    let quotes = isLong ? 3 : 1
    blank(quotes)
    while position < input.count {
      if byte(0) == UInt8(ascii: "\\"), (0..<hashes).allSatisfy({ byte(1 + $0) == UInt8(ascii: "#") }) {
        blank(1 + hashes)
        if language == .swift, byte(0) == UInt8(ascii: "(") {
          position += 1
          code(untilParenthesis: true)
        } else {
          blank()
        }
      } else if (0..<quotes).allSatisfy({ byte($0) == UInt8(ascii: "\"") }),
        (0..<hashes).allSatisfy({ byte(quotes + $0) == UInt8(ascii: "#") })
      {
        return blank(quotes + hashes)
      } else if byte(0) == 10, !isLong {
        return
      } else {
        blank()
      }
    }
  }
}
