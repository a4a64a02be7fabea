import Diagnostics
import Syntax

extension Command {
  static let diff = Command(
    .diff,
    help: """
      Compares a segment's members of today with those that snapshot recorded: the last time, or on the last day up to the
      one behind since.

          diff champions
          diff champions since 2026-01-01
      """)
}

extension Session {
  func notRecorded(_ segment: Name, _ turn: Turn) -> Failure {
    turn.failure(
      Diagnostic(
        "not-recorded", "The members of \(segment.text) have not been recorded yet.", at: segment.span,
        notes: ["Record them from today on: snapshot \(segment.text)"]))
  }
}
