extension Rule {
  /// What each room may import, beyond what everyone may. One way only: no room imports one that imports it.
  static let allowedImports: [String: Set<String>] = [
    "Text": [],
    "CivilTime": [],
    "Diagnostics": ["Text"],
    "Syntax": [],
    "Columns": ["CKernels"],
    "Book": ["Columns", "CKernels"],
    "Query": ["Syntax", "Columns", "Book"],
    "Interchange": ["Columns", "Book", "CKernels", "CZlib", "CZstd", "CSQLite"],
    "SampleBook": [],
    "Output": ["Columns"],
    "Engines": ["Query", "Syntax", "Book", "Columns"],
    "Session": ["Query", "Engines", "Interchange", "Output", "SampleBook", "Syntax", "Book", "Columns", "Mustache"],
    "Shell": [
      "Session", "Output", "Syntax", "CLineEditor", "Query", "Interchange", "SampleBook", "Book", "Columns",
    ],
    "kenal": ["Shell", "Session", "ArgumentParser"],
  ]

  /// The small rooms that anyone may import who is not one of them, nor as low as they are.
  static let common: Set<String> = ["Text", "CivilTime", "Diagnostics"]
  static let lowest: Set<String> = ["Text", "CivilTime", "Diagnostics", "Columns"]

  /// What comes with the language and does nothing but compute.
  static let pureLibraries: Set<String> = ["Swift", "Synchronization"]

  /// The rooms that may ask the system for something.
  static let roomsWithSystem: Set<String> = ["Book", "Interchange", "Session", "Shell", "kenal"]

  static let systemLibraries: Set<String> = ["Glibc", "Dispatch"]

  /// Files of other rooms that import a library of the system, each with what for.
  static let systemElsewhere: [String: String] = [
    "Sources/Columns/Kernels/RealFunctions.swift": "logarithms and powers of whole columns",
    "Sources/Columns/Kernels/TextComparing.swift": "memcmp: the order of two runs of bytes",
    "Sources/Columns/Storage/Buffer.swift": "aligned allocation, and its release",
    "Sources/Query/Evaluating/Parallel.swift": "blocks on all cores",
    "Sources/Query/Functions/MathFunctions.swift": "logarithms and powers",
    "Sources/Query/Functions/Rounding.swift": "rounding to the nearest even",
    "Sources/SampleBook/Ahead.swift": "the sample is made on all cores",
    "Sources/SampleBook/SampleFolder.swift": "writes the sample's files where the command line says",
  ]

  static let imports = Rule(
    name: "a room imports only the rooms below it, and Foundation is in none",
    check: { file in
      guard let room = file.room, file.isSwift else { return [] }
      guard var allowed = allowedImports[room] else {
        return [file.violation(nil, "\(room) is no room that Rules/Imports.swift knows")]
      }
      allowed.formUnion(pureLibraries)
      if !lowest.contains(room) { allowed.formUnion(common) }
      if roomsWithSystem.contains(room) || systemElsewhere[file.path] != nil { allowed.formUnion(systemLibraries) }
      return importedModules(file.tokens).filter { !allowed.contains($0.text) }.map {
        file.violation($0.line, "\(room) may not import \($0.text)")
      }
    },
    bad: [
      .snippet("Sources/Text/A.swift", "import Diagnostics\n"),
      .snippet("Sources/Syntax/A.swift", "public import Query\n"),
      .snippet("Sources/Query/A.swift", "import struct Foundation.Data\n"),
      .snippet("Sources/Session/A.swift", "@preconcurrency import Foundation\n"),
      .snippet("Sources/Query/A.swift", "import Glibc\n"),
      .snippet("Sources/Attic/A.swift", "\n"),
    ],
    good: [
      .snippet("Sources/Session/A.swift", "import Query\nimport Glibc\nimport Text\n// import Foundation\n"),
      .snippet("Sources/Syntax/A.swift", "case `import`, b\nlet a: [Word] = [.import, .b]\n"),
      .snippet("Tests/TextTests/A.swift", "import Foundation\n"),
    ])

  /// The names of the modules that are imported.
  static func importedModules(_ tokens: [CodeToken]) -> [CodeToken] {
    let kinds: Set = ["struct", "class", "enum", "protocol", "typealias", "func", "let", "var"]
    return tokens.indices.compactMap { index in
      // `.import` and `` `import` `` are names of the code.
      guard tokens[index].text == "import", !tokens[index].isAttached, index + 1 < tokens.count else { return nil }
      let next = index + 1
      let isScoped = kinds.contains(tokens[next].text) && next + 1 < tokens.count
      return tokens[isScoped ? next + 1 : next]
    }
  }
}
