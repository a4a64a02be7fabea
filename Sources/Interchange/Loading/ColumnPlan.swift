import Book
import Columns

/// What a column of a file will be: its name in the table, and what is known before its cells are read.
struct ColumnPlan {
  var name: String
  /// The name in the file.
  var header: String
  /// The position among the file's columns.
  var cell: Int
  /// Nil to infer. References are read as text and looked up later.
  var type: ValueType?
  var target: String?
  var isKey = false
  var isEvent = false
  /// Declared in a schema file: its cells must fit, or their rows are rejected.
  var isUserDeclared = false
  var isStandard = false
  var pattern: String?
  /// Named as if it held the key of its own table, though nobody declared it so.
  var mayBeKey = false
  /// Named as if it held keys of these tables, though nobody declared it so.
  var mayReferTo: [String] = []

  /// The tables whose keys the column may hold, by name.
  var possibleTargets: [String] { target.map { [$0] } ?? mayReferTo }

  var isText: Bool { target != nil || isKey || mayBeKey || !mayReferTo.isEmpty }
}
