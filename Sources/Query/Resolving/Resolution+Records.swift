import Diagnostics
import Syntax

extension Resolution {
  /// A segment of which no members were recorded.
  func notRecorded(_ segment: Name) -> Diagnostic {
    Diagnostic(
      "not-recorded", "The members of \(segment.text) have not been recorded yet.", at: place(segment.span),
      notes: ["Record them from today on: snapshot \(segment.text)"])
  }
}
