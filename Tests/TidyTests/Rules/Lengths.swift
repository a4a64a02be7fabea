extension Rule {
  /// More than a person holds in mind.
  static let longestFile = 400
  static let longestMap = 200
  static let longestFunction = 60

  static let fileLength = Rule(
    name: "no file is longer than 400 lines, the map of the code not longer than 200",
    check: { file in
      let isText = file.isSwift || file.isC || file.isDocument || file.path.hasSuffix(".kq") || !file.path.contains(".")
      let limit = file.path == "Sources/README.md" ? longestMap : longestFile
      guard isText, file.lines.count > limit else { return [] }
      return [file.violation(nil, "\(file.lines.count) lines, and \(limit) are the most")]
    },
    bad: [
      .snippet("Sources/Text/Long.swift", String(repeating: "\n", count: 401)),
      .snippet("Sources/README.md", String(repeating: "\n", count: 201)),
    ],
    good: [.snippet("Sources/Text/Long.swift", String(repeating: "\n", count: 400))])

  static let functionLength = Rule(
    name: "no function is longer than 60 lines",
    check: { file in
      let bodies = file.isSwift ? FunctionBody.swift(file.tokens) : file.isC ? FunctionBody.c(file.tokens) : []
      return bodies.filter { $0.lineCount > longestFunction }.map {
        file.violation($0.firstLine, "\($0.name) has \($0.lineCount) lines, and \(longestFunction) are the most")
      }
    },
    bad: [
      .snippet("a.swift", "func long() {" + String(repeating: "\n", count: 60) + "}"),
      .snippet("a.swift", "struct S { init(a: Int) {\n if a > 1 {" + String(repeating: "\n", count: 60) + "} } }"),
      .snippet("a.swift", "var wide: [Int] {" + String(repeating: "\n", count: 60) + "}"),
      .snippet("a.c", "static int long_one(void)\n{" + String(repeating: "\n", count: 60) + "}"),
    ],
    good: [
      .snippet("a.swift", "func short() {" + String(repeating: "\n", count: 59) + "}"),
      .snippet(
        "a.swift",
        "protocol P {\n func a()\n func b() }\nenum E {" + String(repeating: "\n", count: 70) + "}"),
      .snippet("a.swift", "var table = [" + String(repeating: "1,\n", count: 90) + "]\nfunc f() { }"),
      .snippet("a.c", "static const int table[] = {" + String(repeating: "1,\n", count: 90) + "};"),
    ])
}
