import Book
import Columns
import Syntax

/// What names mean at one place of a query: the row of a table, the columns that clauses added, and what lies around.
final class Scope {
  /// The table of the row; nil after `group by`, where there are only slots.
  let table: Int?
  /// Columns that clauses added, newest last; a name counts from the end.
  var slots: [Slot] = []
  /// Inside an aggregate: the scope of the row whose children are aggregated.
  let parent: Scope?
  /// Inside an aggregate: the names that lead from the parent to these rows.
  let path: [String]
  /// The arguments of the measure being read.
  var arguments: [String: Argument] = [:]
  /// After `group by`: what the groups were made of.
  var groups: GroupScope?
  /// Whether this is the scope of a query's own rows, over which an aggregate can span.
  let isRelation: Bool

  struct Slot {
    var number: Int
    var name: String
    var type: ValueType
  }

  /// An argument of a measure: resolved where the measure is used; its syntax too, for lengths of time.
  struct Argument {
    var syntax: Expression
    var value: TypedExpression
  }

  init(table: Int?, parent: Scope? = nil, path: [String] = [], isRelation: Bool = false) {
    self.table = table
    self.parent = parent
    self.path = path
    self.isRelation = isRelation
  }

  /// The slot whose name has dots and is written so: `revenue.change`, `sum(amount).change`.
  func slot(written expression: Expression) -> Slot? {
    if slots.isEmpty { return nil }
    let written = expression.dottedName?.map(\.text).joined(separator: ".") ?? Formatter.text(of: expression)
    return slots.last { $0.name == written }
  }

  /// The slot of a name, exactly first, then without case.
  func slot(named name: String) -> Slot? {
    slots.last { $0.name == name } ?? slots.last { $0.name.lowercased() == name.lowercased() }
  }
}

/// The groups that later clauses can still aggregate: the rows they were made of, and the aggregates asked for so far.
final class GroupScope {
  let rows: Scope
  var keys: [SlotColumn] = []
  var aggregates: [GroupAggregate] = []
  /// After `pivot` the groups are no more: their keys have names still, but nothing new can be worked out of their rows.
  var isClosed = false

  init(rows: Scope) { self.rows = rows }
}
