import Diagnostics
import Syntax

extension Command {
  static let remove = Command(
    .remove,
    help: """
      Takes rows out of a table. References to them lead nowhere from then on, and rows that belonged to them stay. undo
      brings them back.

          remove interactions where at < 2020-01-01
          remove cases for C000123 where kind = "question"
      """)
}
