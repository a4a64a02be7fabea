extension Rule {
  /// Files and folders that may use unsafe memory, each with what keeps it safe.
  static let unsafePlaces: [String: String] = [
    "Sources/Columns/Storage/":
      "one class owns each allocation and frees it in deinit; indices are checked at the boundary",
    "Sources/Columns/Kernels/":
      "loops over blocks whose bounds the caller's vectors carry; checked against plain loops at every length 0…130",
    "Sources/Columns/Bitmap.swift":
      "words are counted from the length at creation, and each access is checked against it",
    "Sources/Columns/TextPool.swift": "offsets are written with the bytes they point at, and rise",
    "Sources/Book/File/":
      "bytes read from a file have one owner, and their places are checked before they are read",
    "Sources/Interchange/Reading/":
      "a file's bytes are lent for one closure; a block owns its cells and its text, and one thread at a time fills it",
    "Sources/Interchange/Sources/":
      "bytes are lent to zlib, zstd and SQLite for one call, with their count; what SQLite lends is copied at once",
    "Sources/Interchange/Importing/":
      "the bytes of a text are lent by its pool for one closure, to be compared or hashed",
    "Sources/Interchange/Targets/AtomicFile.swift": "the bytes to write are lent to the system for one call",
    "Sources/Interchange/Building/NumberedKeys.swift": "an address is told the processor, and nothing is read there",
    "Sources/Interchange/Building/TextDictionary.swift": "a cell's bytes are lent for one closure, to be hashed",
    "Sources/Interchange/Building/TextReaders.swift": "a cell's bytes are lent for one closure, to be copied",
    "Sources/Interchange/Building/ComposedTexts.swift": "a composed text is lent for one closure, to be hashed",
    "Sources/Query/Functions/": "a text's bytes are lent by its pool for one call, and read within their count",
    "Sources/Query/Evaluating/TextNodes.swift": "the same: what calls those functions",
    "Sources/Query/Evaluating/Folding.swift": "the same: a text's bytes, to be folded",
    "Sources/Shell/LineEditing/PlainEditor.swift":
      "the line editor hands out a C string that lives until its next call; it is copied at once",
  ]

  private static let unsafeNames: Set<String> = [
    "unsafeBitCast", "unsafeDowncast", "assumingMemoryBound", "bindMemory", "Unmanaged", "unsafe", "nonisolatedUnsafe",
  ]

  static let unsafeCode = Rule(
    name: "unsafe memory is used only where the allow-list says why it is safe",
    check: { file in
      guard file.isSource, file.isSwift, unsafePlace(of: file.path) == nil else { return [] }
      return file.tokens.filter { isUnsafe($0.text) }.map {
        file.violation($0.line, "\($0.text) is allowed only in the places of Rules/UnsafeCode.swift")
      }
    },
    bad: [
      .snippet("Sources/Query/A.swift", "func f(_ p: UnsafePointer<Int>) {}"),
      .snippet("Sources/Query/A.swift", "bytes.withUnsafeBufferPointer { $0.count }"),
      .snippet("Sources/Text/A.swift", "final class C: @unchecked Sendable {}"),
      .snippet("Sources/Text/A.swift", "nonisolated(unsafe) var count = 0"),
    ],
    good: [
      .snippet("Sources/Columns/Kernels/A.swift", "func f(_ p: UnsafePointer<Int>) {}"),
      .snippet("Sources/Query/A.swift", "// UnsafePointer\nlet name = \"UnsafePointer\""),
    ])

  static func unsafePlace(of path: String) -> String? {
    unsafePlaces.keys.first { $0.hasSuffix("/") ? path.hasPrefix($0) : path == $0 }
  }

  static func isUnsafe(_ word: String) -> Bool {
    unsafeNames.contains(word) || word.hasPrefix("Unsafe") || word.hasPrefix("withUnsafe") || word == "@unchecked"
  }
}
