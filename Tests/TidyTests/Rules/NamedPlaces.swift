extension Rule {
  static let namedPaths = Rule(
    name: "every path that a document names is there",
    check: { file in
      guard file.isDocument else { return [] }
      return codeSpans(file).filter { isPath($0.text) }.filter { !isThere($0.text, file.folder) }.map {
        file.violation($0.line, "names \($0.text), which is not there")
      }
    },
    bad: [
      .snippet("README.md", "Look into `Sources/Attic/Ghost.swift`."),
      .snippet("README.md", "Look into [the attic](Sources/Attic/README.md)."),
      .snippet("Sources/README.md", "Look into `Text/Ghost.swift`."),
    ],
    good: [
      .snippet("README.md", "Look into `Sources/README.md`, `Tests/run`, `Tests/` and [it](Sources/README.md#map)."),
      .snippet("README.md", "`a / b`, `2 / 3`, `shop/customers.csv`, <https://example.com/a/b>, `and/or`."),
      .snippet("Sources/README.md", "Look into `Text/`.\n```\nSources/Attic/Ghost.swift\n```"),
    ])

  static let namedTypes = Rule(
    name: "every type that the map of the code names is declared",
    check: { file in
      guard file.path == "Sources/README.md" else { return [] }
      return codeSpans(file).filter { isTypeName($0.text) }.filter { !declaredTypes.contains(typeName($0.text)) }.map {
        file.violation($0.line, "names \($0.text), which Sources does not declare")
      }
    },
    bad: [.snippet("Sources/README.md", "See `GhostRunner`, `Ghost.all`.")],
    good: [.snippet("Sources/README.md", "See `Diagnostic`, `Clause.Kind`, `Text`, `README.md`, `select`, `CSV`.")])

  /// What stands between backticks or is linked to, outside code blocks.
  static func codeSpans(_ file: ProjectFile) -> [CodeToken] {
    var isBlock = false
    return file.lines.enumerated().flatMap { number, line -> [CodeToken] in
      if line.drop(while: \.isWhitespace).hasPrefix("```") { isBlock.toggle() }
      guard !isBlock, !line.hasPrefix("    ") else { return [] }
      let quoted = line.split(separator: "`", omittingEmptySubsequences: false).enumerated()
        .filter { $0.offset % 2 == 1 }.map { String($0.element) }
      let linked = line.split(separator: "](", omittingEmptySubsequences: false).dropFirst()
        .map { String($0.prefix { $0 != ")" && $0 != "#" }) }
      return (quoted + linked.filter { !$0.isEmpty && !$0.contains(":") }.map { "./" + $0 })
        .map { CodeToken(text: $0, line: number + 1, isAttached: false) }
    }
  }

  /// A path of this project: it begins with one of the top level's folders, or with a room where the map speaks.
  private static func isPath(_ text: String) -> Bool {
    guard text.contains("/"), !text.contains(where: { " <>…*\"".contains($0) }) else { return false }
    let first = String(text.prefix { $0 != "/" })
    return [".", "Sources", "Tests", "grammar", "examples", ".ci"].contains(first) || allowedImports[first] != nil
  }

  private static func isThere(_ text: String, _ folder: String) -> Bool {
    let path = text.hasPrefix("./") ? String(text.dropFirst(2)) : text
    let near = folder.isEmpty ? path : folder + "/" + path
    return Project.exists(near)
      || (!text.hasPrefix("./") && (Project.exists(path) || Project.exists("Sources/" + path)))
  }

  private static func typeName(_ text: String) -> String { String(text.prefix { $0 != "." }) }

  /// `Word` or `Word.member`, in the way that types are written.
  private static func isTypeName(_ text: String) -> Bool {
    let name = typeName(text)
    guard let first = name.first, first.isUppercase, name.contains(where: \.isLowercase) else { return false }
    let isFile = [".md", ".swift", ".c"].contains { text.hasSuffix($0) }
    return !isFile && text.allSatisfy { $0.isLetter || $0.isNumber || $0 == "." } && !Project.exists("Sources/" + name)
  }

  private static let declaredTypes: Set<String> = {
    let kinds: Set = ["struct", "class", "enum", "protocol", "actor", "typealias"]
    let sources = Project.files.filter { ($0.isSource || $0.path == "Package.swift") && $0.isSwift }
    let names = sources.flatMap { file in
      zip(file.tokens, file.tokens.dropFirst()).filter { kinds.contains($0.0.text) }.map(\.1.text)
    }
    return Set(names).union(Rule.libraryTypes)
  }()

  /// Types of the language, which the map may speak of.
  private static let libraryTypes: Set<String> = [
    "Span", "String", "Array", "Character", "Sendable", "Double", "Int64",
  ]
}
