extension Rule {
  /// The rooms that open no file, read no clock, draw no lots and print nothing.
  static let core: Set<String> = ["Text", "CivilTime", "Diagnostics", "Syntax", "Columns", "Query"]

  /// Calls that read or change something outside the program.
  private static let asksTheWorld: Set<String> = [
    "fopen", "getenv", "readLine", "clock_gettime", "gettimeofday", "localtime_r", "arc4random",
    "SystemRandomNumberGenerator", "ContinuousClock", "SuspendingClock", "Date", "FileHandle", "FileManager", "Process",
  ]

  /// The same, where the system's library is imported; elsewhere these are names like others.
  private static let asksTheSystem: Set<String> = [
    "open", "read", "write", "close", "stat", "fstat", "mmap", "time", "rand", "random", "system", "popen",
  ]

  static let silentCore = Rule(
    name: "the core opens no file, reads no clock and draws no lots",
    check: { file in
      guard let room = file.room, core.contains(room), file.isSwift else { return [] }
      let hasSystem = importedModules(file.tokens).contains { $0.text == "Glibc" }
      let names = hasSystem ? asksTheWorld.union(asksTheSystem) : asksTheWorld
      return calls(of: names, in: file.tokens).map {
        file.violation($0.line, "\(room) may not call \($0.text): what it needs comes in as a value")
      }
    },
    bad: [
      .snippet("Sources/Query/A.swift", "let now = clock_gettime(CLOCK_REALTIME, &time)"),
      .snippet("Sources/Columns/A.swift", "import Glibc\nlet file = open(path, mode)"),
      .snippet("Sources/Syntax/A.swift", "var lots = SystemRandomNumberGenerator()"),
    ],
    good: [
      .snippet("Sources/Query/A.swift", "buffer.write(2)\nfunc time(_ a: Int) {}\nlet date = Days(3) // open(1)"),
      .snippet("Sources/Query/A.swift", "let end = time(3)"),
      .snippet("Sources/Session/A.swift", "import Glibc\nlet descriptor = open(path, O_RDONLY)"),
    ])

  private static let roomsThatPrint: Set<String> = ["Output", "Shell", "kenal"]

  static let printing = Rule(
    name: "only Output, Shell and kenal print",
    check: { file in
      guard let room = file.room, !roomsThatPrint.contains(room), file.isSwift else { return [] }
      return calls(of: ["print", "debugPrint", "dump", "fputs", "puts", "printf"], in: file.tokens).map {
        file.violation($0.line, "\(room) may not \($0.text)")
      }
    },
    bad: [
      .snippet("Sources/Query/A.swift", "func f() { print(1) }"),
      .snippet("Sources/Session/A.swift", "let a = \"\\(debugPrint(1))\""),
    ],
    good: [
      .snippet("Sources/Shell/A.swift", "print(1)"),
      .snippet(
        "Sources/Query/A.swift", "// print(1)\nlet text = \"print(1)\"\nprinter.print(1)\nfunc print(_ a: Int) {}"),
    ])

  /// Where a name is called that is neither a member of something nor being declared.
  private static func calls(of names: Set<String>, in tokens: [CodeToken]) -> [CodeToken] {
    tokens.indices.compactMap { index in
      guard names.contains(tokens[index].text), index + 1 < tokens.count, tokens[index + 1].text == "(" else {
        return nil
      }
      let before = index > 0 ? tokens[index - 1].text : ""
      return before == "." || before == "func" || before == "case" ? nil : tokens[index]
    }
  }
}
