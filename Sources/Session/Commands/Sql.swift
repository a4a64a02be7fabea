import Diagnostics
import Syntax

extension Command {
  static let sql = Command(
    .sql,
    help: """
      Writes one SQL statement that gives the same answer over the same tables, for use elsewhere. Where something has no
      equal in SQL, the reason is told.

          sql select customers where spent > 500 for duckdb
      """)
}

extension Session {
  public static let dialects = ["duckdb", "spark", "postgres"]
  func sql(_ query: SelectQuery, dialect: Name?, _ turn: Turn) throws(Failure) {
  }
}
