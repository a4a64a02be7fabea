import Diagnostics
import Syntax

extension Command {
  static let snapshot = Command(
    .snapshot,
    help: """
      Writes down who is a member of a segment today. Later, diff tells who came and went, and conditions ask for the members
      of then.

          snapshot champions
          diff champions
          select customers where in champions recorded 2026-01-31
          select customers where left champions in last 30d
      """)
}
