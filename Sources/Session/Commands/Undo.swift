import Diagnostics
import Syntax

extension Command {
  static let undo = Command(
    .undo,
    help: """
      Takes the last change of the book back, a whole import too. Once more takes back the one before. What is undone stays
      in the file's history until it is compacted.

          undo
      """)
}
