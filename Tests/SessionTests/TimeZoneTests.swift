import Book
import CivilTime
import Columns
import Diagnostics
import Query
import Syntax
import Testing

@testable import Session

/// The clocks of a book's zone, through both changes of the year.
@Suite struct TimeZoneTests {
  /// A zone as its file tells it: no change by date, only the rule by which they go on.
  private static func zone(_ rule: String) throws -> TimeZone {
    func header(types: UInt8) -> [UInt8] {
      Array("TZif2".utf8) + [UInt8](repeating: 0, count: 15)
        + [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, types, 0, 0, 0, 1]
    }
    let block: [UInt8] = [0, 0, 0x0E, 0x10, 0, 0, 0]
    let bytes = header(types: 1) + block + header(types: 1) + block + Array("\n\(rule)\n".utf8)
    return try #require(TimeZone(name: "Test", bytes: bytes))
  }

  private static func time(_ text: String) throws -> Int64 {
    guard case .literal(.time(let time))? = Parser.parseExpression(SourceText(text)).0?.kind else {
      throw Diagnostic("not-a-time", text)
    }
    return time
  }

  /// What the clocks show at instants of UTC.
  @Test(arguments: [
    ("CET-1CEST,M3.5.0,M10.5.0/3", "2026-03-29T00:59:59", "2026-03-29T01:59:59"),
    ("CET-1CEST,M3.5.0,M10.5.0/3", "2026-03-29T01:00", "2026-03-29T03:00"),
    ("CET-1CEST,M3.5.0,M10.5.0/3", "2026-10-25T00:30", "2026-10-25T02:30"),
    ("CET-1CEST,M3.5.0,M10.5.0/3", "2026-10-25T01:30", "2026-10-25T02:30"),
    ("CET-1CEST,M3.5.0,M10.5.0/3", "2024-02-29T23:30", "2024-03-01T00:30"),
    ("EST5EDT,M3.2.0,M11.1.0", "2026-03-08T06:59", "2026-03-08T01:59"),
    ("EST5EDT,M3.2.0,M11.1.0", "2026-03-08T07:00", "2026-03-08T03:00"),
    ("EST5EDT,M3.2.0,M11.1.0", "2026-11-01T06:00", "2026-11-01T01:00"),
    ("AEST-10AEDT,M10.1.0,M4.1.0/3", "2026-01-01T00:00", "2026-01-01T11:00"),
    ("AEST-10AEDT,M10.1.0,M4.1.0/3", "2026-07-01T00:00", "2026-07-01T10:00"),
    ("<+1245>-12:45<+1345>,M9.5.0/2:45,M4.1.0/3:45", "2026-01-01T00:00", "2026-01-01T13:45"),
    ("AAA0BBB,J60/0,J300/0", "2024-03-01T00:00", "2024-03-01T01:00"),
    ("AAA0BBB,59/0,300/0", "2024-02-29T00:00", "2024-02-29T01:00"),
  ])
  func clocksFollowTheRule(_ rule: String, _ utc: String, _ local: String) throws {
    #expect(try IsoText.time(Self.zone(rule).local(Self.time(utc))) == IsoText.time(Self.time(local)))
  }

  @Test func whatClocksShowLeadsBack() throws {
    let zone = try Self.zone("CET-1CEST,M3.5.0,M10.5.0/3")
    for utc in ["2026-03-29T00:59", "2026-03-29T01:00", "2026-07-01T12:00", "2026-10-25T00:59", "2026-10-25T02:00"] {
      let instant = try Self.time(utc)
      #expect(zone.instant(zone.local(instant)) == instant, "\(utc)")
    }
    // Shown twice: the first. Skipped: as long after the change.
    #expect(try zone.instant(Self.time("2026-10-25T02:30")) == Self.time("2026-10-25T00:30"))
    #expect(try zone.local(zone.instant(Self.time("2026-03-29T02:30"))) == Self.time("2026-03-29T03:30"))
  }

  @Test func damagedFilesAreNoZones() {
    #expect(TimeZone(name: "x", bytes: []) == nil)
    #expect(TimeZone(name: "x", bytes: Array("TZif".utf8)) == nil)
    #expect(TimeZone(name: "x", bytes: Array("TZif2".utf8) + [UInt8](repeating: 0xFF, count: 200)) == nil)
  }

  private static let hasZones = (try? TimeZones.zone(named: "Europe/Berlin")) != nil

  @Test(.enabled(if: hasZones)) func todayIsTheDayOfTheZone() throws {
    var conversation = Conversation()
    let utc = try Self.time("2026-03-28T23:30")
    conversation.session = Session(
      store: BookStore(inMemory: Conversation.sample.book), clock: Clock(now: { utc }, monotonic: { 0 }))
    conversation.run("set timezone = \"Europe/Berlin\"")
    #expect(conversation.session.context.today == (try Self.time("2026-03-29T00:30") / Microseconds.day).int32)
    conversation.run("set timezone = \"America/New_York\"")
    #expect(IsoText.time(conversation.session.context.now) == "2026-03-28T19:30")
    conversation.run("set timezone = \"Asia/Jakarta\"")
    #expect(IsoText.time(conversation.session.context.now) == "2026-03-29T06:30")
  }

  /// Three hours before four o'clock it was midnight, for the clocks skipped one.
  @Test(.enabled(if: hasZones)) func hoursPassWhateverTheClocksDo() throws {
    for (utc, first) in [("2026-03-29T02:00", "2026-03-29T00:00"), ("2026-10-25T03:00", "2026-10-25T02:00")] {
      let now = try Self.time(utc)
      var session = Session(
        store: BookStore(inMemory: Conversation.sample.book), clock: Clock(now: { now }, monotonic: { 0 }))
      session.run(SourceText("set timezone = \"Europe/Berlin\"")) { _ in }
      let query = Parser.parse(SourceText("select interactions where at in last 3h")).script.statements.first?.kind
      guard case .select(let select)? = query,
        case .filter(let condition)? = Resolver.resolve(select, in: session.context).query?.clauses.first?.kind,
        case .call(_, let arguments) = condition.kind, arguments.count == 3
      else {
        Issue.record("no range")
        continue
      }
      #expect(arguments[1].constant == .time(try Self.time(first) + 1))
    }
  }

  @Test func unknownZonesAreRefusedByName() {
    var conversation = Conversation()
    for name in ["Mars/Olympus", "../../../etc/passwd", "", "Europe/../Europe/Berlin", "zone.tab"] {
      conversation.run("set timezone = \"\(name)\"")
      #expect(conversation.codes == ["unknown-timezone"], "\(name)")
    }
    conversation.run("set timezone = 7")
    #expect(conversation.codes == ["not-a-setting"])
  }
}

extension Int64 {
  fileprivate var int32: Int32 { Int32(truncatingIfNeeded: self) }
}
