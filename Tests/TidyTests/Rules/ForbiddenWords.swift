extension Rule {
  /// Places of one machine alone, and hosts that only the tools' own settings should name. Spelt in two halves, so that
  /// this file keeps its own rule.
  private static let forbidden: [String] = [
    "/wor" + "k/", "/far" + "m/", "/ro" + "ot/", "/tmp/" + "k/", "/opt/" + "swift", "farm" + "-studio",
    "farm" + "-bench",
    "before" + "-stop", "bash" + "_jobs", "pypi" + ".org", "python" + "hosted", "deb.debian" + ".org",
    "debian" + ".net",
  ]

  static let forbiddenWords = Rule(
    name: "no file names a place of one machine, or a package host",
    check: { file in
      file.lines.enumerated().flatMap { number, line in
        forbidden.filter { mentions($0, line) }.map { file.violation(number + 1, "names “\($0)”") }
      }
    },
    bad: [
      .snippet("README.md", "See " + "/wor" + "k/main."),
      .snippet("Tests/run", "pip install --index-url https://" + "pypi" + ".org/simple duckdb"),
      .snippet("Sources/Text/A.swift", "let home = \"" + "/ro" + "ot/data\""),
    ],
    good: [
      .snippet("README.md", "The framework/library, our network/disk and homework/ are fine; so is /tmp/kenal."),
      .snippet("Tests/TextTests/A.swift", "let path = \"a" + "/wor" + "k/b\""),
    ])

  /// Whether a line has a word: a path counts only where it begins, not as a part of another path.
  private static func mentions(_ word: String, _ line: Substring) -> Bool {
    guard word.hasPrefix("/") else { return line.contains(word) }
    var rest = line
    while let found = rest.firstRange(of: word) {
      let before = rest[..<found.lowerBound].last ?? line[..<found.lowerBound].last
      if before.map({ !$0.isLetter && !$0.isNumber && $0 != "." && $0 != "_" && $0 != "-" }) ?? true { return true }
      rest = rest[found.upperBound...]
    }
    return false
  }
}
