import Testing

/// A rule of the house: what it looks for, and snippets that show it looking.
struct Rule: Sendable, CustomTestStringConvertible {
  /// What holds wherever the rule is kept.
  let name: String
  let check: @Sendable (ProjectFile) -> [Violation]
  /// Each breaks the rule.
  let bad: [ProjectFile]
  /// Each keeps it, though it may look as if it did not.
  let good: [ProjectFile]

  var testDescription: String { name }

  static let all: [Rule] = [
    fileLength, functionLength, imports, silentCore, printing, unsafeCode, traps, promises, forbiddenWords, docComments,
    namedPaths, namedTypes,
  ]
}

extension ProjectFile {
  /// A snippet for a rule to look at.
  static func snippet(_ path: String, _ text: String) -> ProjectFile { ProjectFile(path: path, text: text) }
}
