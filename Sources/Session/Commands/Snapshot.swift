import Book
import CivilTime
import Columns
import Diagnostics
import Query
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

extension Session {
  mutating func snapshot(_ segment: Name, _ turn: Turn) throws(Failure) {
    let store = try writable(turn)
    let members = try members(of: segment, turn)
    let day = context.today
    let record = Snapshot(
      segment: members.segment, table: book.tables[members.table].name, at: moment, day: day, members: members.keys)
    let name = "\(members.segment) \(IsoText.date(day))"
    let earlier = store.keepsakes.snapshots(of: members.segment).filter { $0.day < day }.max { $0.day < $1.day }
    let replaces = store.keepsakes[.snapshot, name] != nil
    try commit([.keep(.snapshot, name: name, .snapshot(record))], to: store, turn)
    let count = Wording.count(members.keys.count, of: "members")
    let verb = replaces ? "Recorded anew" : "Recorded"
    let since = earlier.map { " " + Crossed(from: $0, to: members.keys, store.keepsakes).text($0.day) } ?? ""
    turn.emit(.message("\(verb): \(members.segment) on \(IsoText.date(day)), \(count).\(since)"))
  }

  /// Today's members of a segment by their keys, ascending by their bytes.
  func members(
    of name: Name, _ turn: Turn
  ) throws(Failure) -> (segment: String, table: Int, keys: [String]) {
    let query = SelectQuery(source: name, clauses: [], at: turn.statement.span)
    let (typed, found) = Resolver.resolve(query, in: context)
    guard let typed else { throw Failure(found, in: turn.source) }
    let chosen: (rows: [Int32], values: ResultTable)?
    do {
      chosen = try Executor.rows(of: typed, isCancelled: turn.options.isCancelled)
    } catch { throw evaluationFailure(error, turn) }
    let table = book.tables[typed.table]
    guard let segment = typed.segment, let chosen, table.keyColumn != nil else {
      throw turn.failure(
        Diagnostic(
          "no-members", "\(name.text) is no segment of rows that have keys, so no members can be recorded.",
          at: name.span))
    }
    let keys = chosen.rows.map { table.keyText(Int($0)) }
    return (segment.name, typed.table, keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
  }
}

/// Who came into a segment and who left it between a record and now.
struct Crossed {
  let entered: [String]
  let left: [String]
  let before: Int

  /// Members who were merged since count as those who were kept.
  init(from record: Snapshot, to members: [String], _ keepsakes: Keepsakes) {
    let old = Set(record.members.map(keepsakes.kept))
    let new = Set(members)
    entered = members.filter { !old.contains($0) }
    left = old.subtracting(new).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    before = old.count
  }

  /// `Since 2026-01-31 (300 members): 20 entered, 8 left.`
  func text(_ day: Int32) -> String {
    "Since \(IsoText.date(day)) (\(Wording.count(before, of: "members"))): "
      + "\(Wording.number(entered.count)) entered, \(Wording.number(left.count)) left."
  }
}
