import ArgumentParser
import Shell

/// The commonest command lines, read at once: books by name, and `-c`. The parser of the others takes 2 ms to set up,
/// longer than many an answer.
enum PlainCommandLine {
  /// The invocation that the words ask for; nil where they hold a command or another option, right or wrong.
  static func invocation(_ words: ArraySlice<String>) -> Invocation? {
    guard let first = words.first, !names.contains(first) else { return nil }
    var invocation = Invocation()
    var rest = words
    while let word = rest.popFirst() {
      if word == "-c" {
        guard let statements = rest.popFirst(), !statements.hasPrefix("-") else { return nil }
        invocation.statements.append(statements)
      } else if word.isEmpty || word.hasPrefix("-") {
        return nil
      } else {
        invocation.books.append(word)
      }
    }
    return invocation.books.isEmpty ? nil : invocation
  }

  private static var names: [String] {
    ["help"] + Kenal.configuration.subcommands.compactMap { $0.configuration.commandName }
  }
}
