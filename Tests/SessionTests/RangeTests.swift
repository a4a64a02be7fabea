import CivilTime
import Diagnostics
import Syntax
import Testing

@testable import Query
@testable import Session

/// The first and last day of every kind of range, at the ends of months, quarters, weeks and years.
@Suite struct RangeTests {
  @Test(arguments: [
    // Months clamp to the month's end, each end once.
    ("2026-03-31", "last 1mo", "2026-03-01", "2026-03-31"), ("2024-03-31", "last 1mo", "2024-03-01", "2024-03-31"),
    ("2026-03-30", "last 1mo", "2026-03-01", "2026-03-30"), ("2026-02-28", "last 1mo", "2026-01-29", "2026-02-28"),
    ("2024-02-29", "last 1y", "2023-03-01", "2024-02-29"), ("2024-02-29", "last 4y", "2020-03-01", "2024-02-29"),
    ("2026-01-31", "next 1mo", "2026-01-31", "2026-02-27"), ("2024-01-31", "next 1mo", "2024-01-31", "2024-02-28"),
    ("2026-03-31", "12mo..24mo ago", "2024-04-01", "2025-03-31"),
    ("2024-02-29", "12mo..24mo ago", "2022-03-01", "2023-02-28"),
    ("2025-02-28", "12mo..24mo ago", "2023-03-01", "2024-02-28"),
    ("2026-05-31", "1mo..3mo ago", "2026-03-01", "2026-04-30"),
    // Weeks begin on Monday, also across the turn of a year.
    ("2026-01-01", "this week", "2025-12-29", "2026-01-04"), ("2026-01-04", "this week", "2025-12-29", "2026-01-04"),
    ("2026-01-05", "previous week", "2025-12-29", "2026-01-04"),
    ("2025-12-31", "next week", "2026-01-05", "2026-01-11"),
    // Quarters, months and years.
    ("2026-03-31", "this quarter", "2026-01-01", "2026-03-31"),
    ("2026-04-01", "previous quarter", "2026-01-01", "2026-03-31"),
    ("2026-01-01", "previous quarter", "2025-10-01", "2025-12-31"),
    ("2025-12-31", "next quarter", "2026-01-01", "2026-03-31"),
    ("2026-01-31", "next month", "2026-02-01", "2026-02-28"),
    ("2024-03-31", "previous month", "2024-02-01", "2024-02-29"),
    ("2026-01-01", "previous day", "2025-12-31", "2025-12-31"), ("2024-02-29", "next year", "2025-01-01", "2025-12-31"),
    ("2026-01-01", "last 1d", "2026-01-01", "2026-01-01"), ("2026-01-01", "last 90d", "2025-10-04", "2026-01-01"),
    ("2025-12-20", "next 14d", "2025-12-20", "2026-01-02"), ("2026-01-01", "2024-02", "2024-02-01", "2024-02-29"),
    ("2026-01-01", "2024-02..2024", "2024-02-01", "2024-12-31"),
  ])
  func rangesBeginAndEndWhereTheCalendarSays(_ today: String, _ range: String, _ first: String, _ last: String) throws {
    let condition = try #require(Parser.parseExpression(SourceText("date in \(range)")).0)
    guard case .inRange(_, let parsed, _) = condition.kind else {
      Issue.record("\(range) is no range")
      return
    }
    let session = Conversation.fresh(today: try Self.day(today))
    let found = try Resolution(session.context).dayRange(parsed, in: Scope(table: nil))
    #expect(found.first == (try Self.day(first)))
    #expect(found.last == (try Self.day(last)))
  }

  private static func day(_ text: String) throws -> Int32 {
    guard case .literal(.date(let days))? = Parser.parseExpression(SourceText(text)).0?.kind else {
      throw Diagnostic("not-a-date", text)
    }
    return days
  }
}
