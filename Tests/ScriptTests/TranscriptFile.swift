import Foundation

/// A file of command lines and what they print.
///
///     # A comment; kept by recording.
///     $ kenal demo -c 'select customers show count'
///     | count
///     | 2,000
///     ! what was said on the standard error
///     ? 1
///
/// `$` begins a case, `+` continues its command on the next line, `|` is a line of the standard output, `!` of the standard
/// error, `?` the exit status where it is not 0. In expected lines, `…` stands for any text within a line. The cases of one
/// file share a folder of their own, which is empty at first.
struct TranscriptFile {
  struct Case {
    var lineNumber: Int
    /// Comments and empty lines before the command.
    var preamble: [String]
    var command: String
    var output: [String] = []
    var error: [String] = []
    var status: Int32 = 0
  }

  var cases: [Case] = []
  /// What stands behind the last case.
  var ending: [String] = []

  init(_ text: String) throws {
    var preamble: [String] = []
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      let rest = String(line.dropFirst(2))
      switch line.first {
      case "$":
        cases.append(Case(lineNumber: index + 1, preamble: preamble, command: rest))
        preamble = []
      case "+", "|", "!", "?":
        guard !cases.isEmpty else { throw Mistake(line: index + 1, message: "nothing was run before") }
        let last = cases.count - 1
        switch line.first {
        case "+": cases[last].command += "\n" + rest
        case "|": cases[last].output.append(rest)
        case "!": cases[last].error.append(rest)
        default: cases[last].status = Int32(rest) ?? -1
        }
      case nil, "#": preamble.append(String(line))
      default: throw Mistake(line: index + 1, message: "a line begins with $ + | ! ? or #")
      }
    }
    ending = preamble
  }

  struct Mistake: Error {
    var line: Int
    var message: String
  }

  /// The file as text again.
  var text: String {
    var lines: [String] = []
    for item in cases {
      lines += item.preamble
      for (index, line) in item.command.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
        lines.append((index == 0 ? "$ " : "+ ") + line)
      }
      lines += item.output.map { $0.isEmpty ? "|" : "| " + $0 }
      lines += item.error.map { $0.isEmpty ? "!" : "! " + $0 }
      if item.status != 0 { lines.append("? \(item.status)") }
    }
    return (lines + ending).joined(separator: "\n")
  }
}

/// Whether lines are as expected, `…` standing for any text within a line.
func linesMatch(_ expected: [String], _ actual: [String]) -> Bool {
  expected.count == actual.count && zip(expected, actual).allSatisfy { lineMatches($0, $1) }
}

func lineMatches(_ expected: String, _ actual: String) -> Bool {
  let parts = expected.components(separatedBy: "…")
  guard parts.count > 1 else { return expected == actual }
  var rest = Substring(actual)
  guard rest.hasPrefix(parts[0]) else { return false }
  rest = rest.dropFirst(parts[0].count)
  for part in parts.dropFirst().dropLast() {
    guard let found = rest.range(of: part) else { return false }
    rest = rest[found.upperBound...]
  }
  return rest.hasSuffix(parts[parts.count - 1])
}
