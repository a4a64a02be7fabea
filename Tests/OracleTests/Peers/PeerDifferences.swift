/// Where Kenal and DuckDB differ on purpose. The random books for DuckDB keep away from these letters, and a test sees to
/// it that each difference is one.
struct PeerDifference: Sendable, CustomStringConvertible {
  var description: String
  /// A name in the book, and a text that Kenal finds equal to it and DuckDB does not.
  var name: String
  var equal: String

  static let all = [
    PeerDifference(description: "ß is folded to ss, DuckDB's lower keeps it", name: "Straße", equal: "STRASSE"),
    PeerDifference(
      description: "a final ς is folded to σ, DuckDB's lower keeps it", name: "Σίσυφος", equal: "ΣΊΣΥΦΟΣ"),
    PeerDifference(description: "the ligature ﬁ is folded to fi, DuckDB's lower keeps it", name: "ﬁne", equal: "FINE"),
    PeerDifference(description: "ŉ is folded to ʼn, DuckDB's lower keeps it", name: "ŉ ǰ", equal: "ʼN ǰ"),
  ]

  /// What DuckDB 2.0 fails on by a mistake of its own: the same column twice in one call, looked at by a later step
  /// ("Duplicate named argument").
  static let failing = [
    "select customers group by 2 as k show max(note) as a, min(name) as b with c = greatest(b, b, b) where min(a) contains \"\""
  ]

  /// What Kenal has no SQL for, with the code's own reason in the function's or clause's place.
  static let withoutSQL = [
    "select customers sample 3", "select customers split 90/10", "select customers show text(today - acquiredOn)",
    "select customers show origin.file",
    #"select customers where name matches "\bb""#,
  ]
}
