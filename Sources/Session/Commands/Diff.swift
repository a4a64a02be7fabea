import Book
import CivilTime
import Columns
import Diagnostics
import Query
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
  mutating func diff(_ statement: DiffStatement, _ turn: Turn) throws(Failure) {
    let members = try members(of: statement.segment, turn)
    let keepsakes = store?.keepsakes ?? Keepsakes()
    let records = keepsakes.snapshots(of: members.segment).sorted { ($0.day, $0.at) < ($1.day, $1.at) }
    let record = try record(among: records, statement, turn)
    let crossed = Crossed(from: record, to: members.keys, keepsakes)
    let keys = crossed.entered + crossed.left
    var fields: [(String, [String?])] = [
      ("change", crossed.entered.map { _ in "entered" } + crossed.left.map { _ in "left" }), ("id", keys),
    ]
    let table = book.tables[members.table]
    if let key = table.keyColumn { fields[1].0 = table.columns[key].name }
    if let name = table.column(named: "name"), table.columns[name].type == .text {
      let column = table.columns[name].column
      let names = book.rows(ofKeys: keys, in: members.table).map { row -> String? in
        guard let row, case .text(let text) = column.value(row) else { return nil }
        return text
      }
      fields.append(("name", names))
    }
    let now = " Today \(Wording.count(members.keys.count, of: "members"))."
    if !keys.isEmpty { turn.emit(.answer(Answer(ResultTable(fields.map { .text($0.0, $0.1) })))) }
    turn.emit(.message(crossed.text(record.day) + now))
  }

  /// The last record, or the last one up to the day that the statement names.
  private func record(
    among records: [Snapshot], _ statement: DiffStatement, _ turn: Turn
  ) throws(Failure) -> Snapshot {
    guard let last = records.last else {
      throw turn.failure(
        Diagnostic(
          "not-recorded", "The members of \(statement.segment.text) have not been recorded yet.",
          at: statement.segment.span, notes: ["Record them from today on: snapshot \(statement.segment.text)"]))
    }
    guard let since = statement.since else { return last }
    let (value, _, found) = Resolver.constant(since, in: context)
    guard !found.contains(where: { $0.severity == .error }) else { throw Failure(found, in: turn.source) }
    guard case .date(let day)? = value else {
      throw turn.failure(
        Diagnostic(
          "not-a-date", "A date belongs here.", at: since.span,
          notes: ["For instance: since 2026-01-31, since today - 30d"]))
    }
    if let record = records.last(where: { $0.day <= day }) { return record }
    throw turn.failure(
      Diagnostic(
        "not-recorded",
        "The members of \(statement.segment.text) were not recorded until \(IsoText.date(records[0].day)).",
        at: since.span))
  }
}
