import Diagnostics
import Syntax

extension Command {
  static let merge = Command(
    .merge,
    help: """
      Two customers turn out to be one. What belonged to the first now belongs to the second, whose own values count; its
      blanks are filled from the first. The first one's key still finds them. undo parts them again.

          merge C000124 into C000123
          merge budi@example.id into C000123
      """)
}
