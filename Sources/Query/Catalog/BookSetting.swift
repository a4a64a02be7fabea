import Diagnostics
import Syntax

/// A number of the book that its measures reckon with, read as `book.NAME` and changed by `set NAME = VALUE`.
public struct BookSetting: Sendable {
  /// What a setting may be.
  public enum Kind: Sendable {
    /// A length of time that is longer than nothing.
    case length
    /// A share from 0% to below 100%.
    case share
  }

  public let name: String
  /// What it is, in one sentence.
  public let doc: String
  public let kind: Kind
  /// What it is where nothing was set.
  public let fallback: Literal

  public static let horizon = BookSetting(
    name: "horizon", doc: "How far into the future ltv looks.", kind: .length,
    fallback: .duration(CalendarDuration(months: 36)))
  public static let discount = BookSetting(
    name: "discount", doc: "How much less money is worth that comes a year later.", kind: .share,
    fallback: .percent(10))

  public static let all = [horizon, discount]

  /// The setting of this name, whatever its case.
  public static func named(_ name: String) -> BookSetting? {
    all.first { $0.name == name.lowercased() }
  }

  /// Whether a literal is a value that the setting can have.
  public func accepts(_ value: Literal) -> Bool {
    switch (kind, value) {
    case (.length, .duration(let length)):
      length.months >= 0 && length.days >= 0 && length.microseconds == 0 && (length.months > 0 || length.days > 0)
        && length.months <= 1200 && length.days <= 36_500
    case (.share, .percent(let percent)): (0..<100).contains(percent)
    case (.share, .number(let share, _)): (0..<1).contains(share)
    case (.share, .whole(let share)): share == 0
    default: false
    }
  }
}

extension QueryContext {
  /// What `book.NAME` stands for; nil for what is no setting.
  func setting(_ names: [Name]) -> Expression? {
    guard names.count == 2, names[0].text.lowercased() == "book", let setting = BookSetting.named(names[1].text) else {
      return nil
    }
    return Expression(.literal(settings[setting.name] ?? setting.fallback), at: names[0].span.union(names[1].span))
  }
}
