import Book
import Diagnostics
import Syntax

/// Whether a run may have to write to the book, and so needs to be its one writer.
enum Access {
  /// A run that only asks opens the book for reading, so that it neither waits for a writer nor keeps one out.
  static func needed(by invocation: Invocation) -> BookFile.Access {
    // What a script or the standard input holds is known when it is run.
    guard invocation.script == nil, !invocation.statements.isEmpty else { return .writing }
    let statements = Parser.parse(SourceText(invocation.statements.joined(separator: "\n"))).script.statements
    return statements.contains(where: \.mayChangeBook) ? .writing : .reading
  }
}
