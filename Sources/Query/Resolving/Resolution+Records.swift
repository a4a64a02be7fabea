import CivilTime
import Columns
import Diagnostics
import Syntax

// Conditions about what snapshots recorded. A record holds until the next one.

extension Resolution {
  /// `in champions recorded 2026-01-31`: the members of the last record up to the end of that day, month or year.
  func recorded(_ segment: Name, on date: Expression, in scope: Scope) throws -> SegmentQuery {
    let records = try records(of: segment)
    let last = try wholeDays(date, in: scope).last
    guard let record = records.last(where: { $0.day <= last }) else {
      throw Diagnostic(
        "not-recorded", "The members of \(segment.text) were not recorded until \(IsoText.date(records[0].day)).",
        at: place(date.span), notes: ["Recorded: \(days(of: records))."])
    }
    return query(record, "in \(segment.text) recorded \(IsoText.date(record.day))")
  }

  /// `entered champions in last 30d`: those who are in a record of that time and were not in the one before it;
  /// `left champions in …`: the other way about. The first record tells of nobody, for nothing is known of the time before.
  func crossed(
    _ way: Crossing, _ segment: Name, _ range: RangeExpression, in scope: Scope
  ) throws -> SegmentQuery {
    let records = try records(of: segment)
    let (first, last) = try dayRange(range, in: scope)
    var members = Bitmap(repeating: false, count: records[0].members.count)
    for (before, after) in zip(records, records.dropFirst()) {
      guard after.day >= first ?? .min, after.day <= last ?? .max else { continue }
      let crossing =
        way == .entered ? after.members.andNot(before.members) : before.members.andNot(after.members)
      members = members.or(crossing)
    }
    if records.count == 1 { noteFirstRecord(segment, records[0], at: range.span) }
    let record = SegmentRecord(day: records[0].day, table: records[0].table, members: members)
    let ends = [first, last].map { $0.map(IsoText.date) ?? "" }
    return query(record, "\(way.rawValue) \(segment.text) in \(ends[0])..\(ends[1])")
  }

  private func records(of segment: Name) throws -> [SegmentRecord] {
    let records = context.records(segment.text).filter { $0.day <= asOf ?? .max }
    guard !records.isEmpty else { throw notRecorded(segment) }
    return records
  }

  /// A segment of which no members were recorded.
  private func notRecorded(_ segment: Name) -> Diagnostic {
    guard context.catalog.segment(segment.text) != nil else { return unknownSegment(segment, nil) }
    return Diagnostic(
      "not-recorded", "The members of \(segment.text) have not been recorded yet.", at: place(segment.span),
      notes: ["Record them from today on: snapshot \(segment.text)"])
  }

  private func noteFirstRecord(_ segment: Name, _ record: SegmentRecord, at span: Span) {
    diagnostics.append(
      Diagnostic(
        "recorded-once",
        "\(segment.text) was recorded only once, on \(IsoText.date(record.day)), so nobody is known to have come or gone.",
        at: place(span), severity: .note))
  }

  private func query(_ record: SegmentRecord, _ name: String) -> SegmentQuery {
    let all = TypedQuery(book: book, table: record.table, today: context.today)
    return SegmentQuery(name: name, query: all, recorded: record.members)
  }

  /// At most the newest five days of records.
  private func days(of records: [SegmentRecord]) -> String {
    let newest = records.suffix(5).map { IsoText.date($0.day) }.joined(separator: ", ")
    return records.count > 5 ? "…, " + newest : newest
  }
}
