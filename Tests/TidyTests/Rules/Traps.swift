extension Rule {
  static let traps = Rule(
    name: "no try!, as!, forced unwrapping or fatalError in Sources",
    check: { file in
      guard file.isSource, file.isSwift else { return [] }
      return file.tokens.indices.compactMap { trap(at: $0, in: file.tokens) }.map {
        file.violation($0.line, "\($0.text) ends the process: throw a diagnostic, or make the case impossible")
      }
    },
    bad: [
      .snippet("Sources/Text/A.swift", "let a = try! f()"),
      .snippet("Sources/Text/A.swift", "let a = b as! Int"),
      .snippet("Sources/Text/A.swift", "let a = list.first!"),
      .snippet("Sources/Text/A.swift", "let a = f(x)!.count"),
      .snippet("Sources/Text/A.swift", "let a = \"\\(b!)\""),
      .snippet("Sources/Text/A.swift", "fatalError()"),
    ],
    good: [
      .snippet("Sources/Text/A.swift", "let a = !b && c != d && e!=f // try! g!"),
      .snippet("Sources/Text/A.swift", "let a = \"hello!\"\nlet b: [Character: Int] = [\"!\": 1]\nlet c = .init(!b)"),
      .snippet("Sources/Text/A.swift", "switch x { case \"!\": return !y\ndefault: return !z }"),
      .snippet("Tests/TextTests/A.swift", "let a = try! f()"),
    ])

  private static func trap(at index: Int, in tokens: [CodeToken]) -> CodeToken? {
    let token = tokens[index]
    if token.text == "fatalError" { return token }
    guard token.text == "!", token.isAttached, index > 0 else { return nil }
    let isUnequal = index + 1 < tokens.count && tokens[index + 1].text == "=" && tokens[index + 1].isAttached
    let before = tokens[index - 1]
    guard !isUnequal, before.isWord || [")", "]", "?"].contains(before.text) else { return nil }
    return CodeToken(text: before.text + "!", line: token.line, isAttached: false)
  }

  static let promises = Rule(
    name: "nothing is left for later",
    check: { file in
      guard file.isSwift || file.isC || file.isDocument else { return [] }
      return file.lines.enumerated().compactMap { number, line in
        let word = leftForLater.first { line.contains($0) }
        return word.map { file.violation(number + 1, "“\($0)”: finish it, or take it out") }
      }
    },
    bad: [
      .snippet("Sources/Text/A.swift", "// \(leftForLater[0]): later"),
      .snippet("grammar/README.md", "This is \(leftForLater[2])."),
    ],
    good: [.snippet("Sources/Text/A.swift", "// A list of what is to be done by the reader.")])

  /// Spelt so that this file does not break its own rule.
  private static let leftForLater = ["TO" + "DO", "FIX" + "ME", "not " + "implemented", "Place" + "holder"]
}
