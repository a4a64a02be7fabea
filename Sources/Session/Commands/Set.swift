import Book
import CivilTime
import Diagnostics
import Query
import Syntax

extension Command {
  static let set = Command(
    .set,
    help: """
      today: ages, “last 90d” and “this month” count from the day that is set; the prompt shows it. Nothing in the book is
      hidden or changed. set today = today follows the calendar again. timezone: on whose clocks times are; those that say
      their offset from UTC are put on them when they are read. horizon: how far into the future ltv looks, 3y at first.
      discount: how much less money is worth that comes a year later, 10% at first. currency: what amounts are in that do
      not name one, and what all others are converted to at the rates in rates; no amount is changed.

          set today = 2026-01-31
          set timezone = "Europe/Berlin"
          set currency = "EUR"
          set horizon = 5y
          set discount = 8%
      """)
}

extension Session {
  /// What can be set.
  public static let settings = ["today", "timezone", "currency"] + BookSetting.all.map(\.name)

  mutating func set(_ statement: SetStatement, _ turn: Turn) throws(Failure) {
    if let setting = BookSetting.named(statement.name.text) { return try set(setting, statement, turn) }
    if statement.name.text.lowercased() == "timezone" { return try setTimeZone(statement, turn) }
    if statement.name.text.lowercased() == "currency" { return try setCurrency(statement, turn) }
    guard statement.name.text.lowercased() == "today" else {
      let nearest = Suggestions.nearest(statement.name.text, among: Session.settings)
      throw turn.failure(
        Diagnostic(
          "unknown-setting", "There is nothing to set of the name “\(statement.name.text)”.", at: statement.name.span,
          notes: ["What can be set: \(Wording.list(Session.settings))."],
          suggestion: nearest.map { Diagnostic.Suggestion($0, at: statement.name.span) }))
    }
    if case .literal(.today) = statement.value.kind {
      try keep(.setting, ["today"], nil, turn)
      today = nil
      turn.emit(.message("Today is what the calendar says."))
      return
    }
    let (value, type, found) = Resolver.constant(statement.value, in: context)
    guard !found.contains(where: { $0.severity == .error }) else { throw Failure(found, in: turn.source) }
    guard case .date(let days) = value else {
      throw turn.failure(
        Diagnostic(
          "not-a-date", "Today has to be a date\(type.map { ", and this is \(Wording.article($0.label))" } ?? "").",
          at: statement.value.span, notes: ["Write year, month and day, without quotes: set today = 2026-01-31"]))
    }
    try keep(.setting, ["today"], IsoText.date(days), turn)
    today = days
    turn.emit(.message("Today is \(IsoText.date(days)) from here on; nothing in the book is hidden."))
  }
}
