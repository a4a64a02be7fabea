/// A word or a sign of code.
struct CodeToken: Sendable {
  var text: String
  /// From 1.
  var line: Int
  /// Nothing stands between this and the token before.
  var isAttached: Bool

  /// The first character makes it a name, keyword, number or attribute.
  var isWord: Bool { text.utf8.first.map(CodeToken.isWordByte) ?? false }

  /// The tokens of masked code: words whole, signs one by one.
  static func all(in code: [UInt8]) -> [CodeToken] {
    var tokens: [CodeToken] = []
    var line = 1
    var isAttached = false
    var position = 0
    while position < code.count {
      let start = position
      position += 1
      guard code[start] > 0x20 else {
        if code[start] == 10 { line += 1 }
        isAttached = false
        continue
      }
      if isWordByte(code[start]) {
        while position < code.count, isWordByte(code[position]) { position += 1 }
      }
      tokens.append(
        CodeToken(text: String(decoding: code[start..<position], as: UTF8.self), line: line, isAttached: isAttached))
      isAttached = true
    }
    return tokens
  }

  static func isWordByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "@"), UInt8(ascii: "#"), UInt8(ascii: "$"), 0x80...:
      true
    default: false
    }
  }
}
