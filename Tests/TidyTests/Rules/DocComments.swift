extension Rule {
  private static let kinds: Set<String> = ["class", "struct", "enum", "protocol", "actor", "func"]
  private static let modifiers: Set<String> = [
    "public", "package", "open", "static", "final", "mutating", "nonmutating", "indirect", "nonisolated", "consuming",
    "borrowing", "override", "class",
  ]

  static let docComments = Rule(
    name: "every public type and function says what it is for",
    check: { file in
      guard file.isSource, file.isSwift else { return [] }
      return undocumented(in: file).map { file.violation($0.line, "\($0.text) has no doc comment") }
    },
    bad: [
      .snippet("Sources/Text/A.swift", "public struct A {}"),
      .snippet("Sources/Text/A.swift", "/// One.\npublic struct A {\n  @inline(never)\n  public static func f() {}\n}"),
      .snippet("Sources/Text/A.swift", "// Not a doc comment.\npublic func f() {}"),
    ],
    good: [
      .snippet("Sources/Text/A.swift", "/// One.\n@frozen\npublic struct A {\n  public var a = 1\n}\nstruct B {}"),
      .snippet("Sources/Text/A.swift", "extension A {\n  public static func == (a: A, b: A) -> Bool { true }\n}"),
      .snippet("Sources/Text/A.swift", "extension A {\n  public func hash(into hasher: inout Hasher) {}\n}"),
    ])

  /// Functions whose meaning the standard library gives.
  private static let witnesses: Set<String> = ["hash", "encode", "next", "makeIterator", "index"]

  /// A type's `Kind` is told by its cases.
  private static let plain: Set<String> = ["Kind"]

  private static func undocumented(in file: ProjectFile) -> [CodeToken] {
    file.tokens.indices.compactMap { index in
      guard kinds.contains(file.tokens[index].text), index + 1 < file.tokens.count else { return nil }
      var first = index
      while first > 0, modifiers.contains(file.tokens[first - 1].text) { first -= 1 }
      let isPublic = file.tokens[first..<index].contains { ["public", "package", "open"].contains($0.text) }
      let name = file.tokens[index + 1]
      guard isPublic, name.isWord, !kinds.contains(name.text), !witnesses.union(plain).contains(name.text) else {
        return nil
      }
      return hasComment(above: file.tokens[first].line, file.lines) ? nil : name
    }
  }

  private static func hasComment(above line: Int, _ lines: [Substring]) -> Bool {
    var index = line - 2
    while index >= 0, lines[index].drop(while: \.isWhitespace).hasPrefix("@") { index -= 1 }
    guard index >= 0 else { return false }
    let above = lines[index].drop(while: \.isWhitespace)
    return above.hasPrefix("///") || above.hasSuffix("*/")
  }
}
