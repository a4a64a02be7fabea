import Book
import Columns
import Output

/// What `describe` says of one column: facts, its most common values, and how numbers and dates are spread.
enum ColumnDescription {
  /// The cells of the longest bar.
  private static let barLength = 24

  static func answers(_ table: Table, _ column: TableColumn, _ book: Book) -> [Answer] {
    var profile = ColumnProfile(column.column)
    let money = table.columns.firstIndex { $0.name == column.name }.flatMap {
      BookProfile.foreignMoney(table, $0, book)
    }
    if money != nil { (profile.least, profile.greatest, profile.histogram) = (nil, nil, []) }
    let first = Answer(facts(table, column, profile, book), title: "\(table.name).\(column.name)")
    return [first] + spread(profile, column.type, book)
  }

  /// The same of values that lie in no table, such as those of a measure.
  static func answers(_ column: Column, title: String, _ book: Book) -> [Answer] {
    let profile = ColumnProfile(column)
    let rows = facts(profile, column.type, book)
    let facts = ResultTable([.text("about", rows.map(\.0)), .text("is", rows.map(\.1))])
    return [Answer(facts, title: title)] + spread(profile, column.type, book)
  }

  private static func spread(_ profile: ColumnProfile, _ type: ValueType, _ book: Book) -> [Answer] {
    var answers: [Answer] = []
    if !profile.mostCommon.isEmpty {
      answers.append(
        Answer(
          ResultTable([
            .text("value", profile.mostCommon.map { ProfileText.text($0.value, type: type, book) }),
            .whole("count", profile.mostCommon.map(\.count)),
            .percent("share", profile.mostCommon.map { Double($0.count) / Double(max(1, profile.filled)) }),
          ]), title: "Most common"))
    }
    if !profile.histogram.isEmpty { answers.append(Answer(histogram(profile, type, book), title: "How it is spread")) }
    return answers
  }

  private static func facts(
    _ table: Table, _ column: TableColumn, _ profile: ColumnProfile, _ book: Book
  ) -> ResultTable {
    let type = column.type
    var rows = facts(profile, type, book)
    let place = table.columns.firstIndex { $0.name == column.name }
    if let money = place.flatMap({ BookProfile.foreignMoney(table, $0, book) }) {
      let uses = money.uses.map { "\(Wording.number($0.count)) in \($0.currency)" }.joined(separator: ", ")
      rows.append(
        ("currencies", "\(uses), as \(table.columns[money.currencyColumn].name) says; the others in \(book.currency)"))
    } else if type == .money {
      rows.append(("currency", book.currency))
    }
    rows.append(("found by", way(table, column)))
    if case .reference(let target) = type, column.unmatched.count > 0 {
      rows.append(
        ("unmatched", "\(Wording.number(column.unmatched.count)) without a row of \(book.tables[target].name)"))
    }
    return ResultTable([.text("about", rows.map(\.0)), .text("is", rows.map(\.1))])
  }

  private static func facts(
    _ profile: ColumnProfile, _ type: ValueType, _ book: Book
  ) -> [(String, String?)] {
    var rows: [(String, String?)] = [
      ("type", BookProfile.typeName(type, book)),
      ("filled", filled(profile)),
      ("distinct", Wording.number(profile.distinct)),
    ]
    if let least = profile.least { rows.append(("least", ProfileText.text(least, type: type, book))) }
    if let greatest = profile.greatest { rows.append(("greatest", ProfileText.text(greatest, type: type, book))) }
    return rows
  }

  /// How a condition on the column finds its rows.
  private static func way(_ table: Table, _ column: TableColumn) -> String {
    let place = table.columns.firstIndex { $0.name == column.name }
    if place == table.keyColumn { return "an index of the keys" }
    if place == table.parentColumn { return "its place: rows lie beside their owner's other rows" }
    switch column.column.storage {
    case .text(let pool, .some): return "its dictionary: \(Wording.count(pool.count, of: "texts")), each compared once"
    case .textSet(let pool, _, _):
      return "its dictionary: \(Wording.count(pool.count, of: "texts")), each compared once"
    case .int32 where column.type.isReference: return "the place of the row it leads to"
    default: return "reading the whole column"
    }
  }

  private static func filled(_ profile: ColumnProfile) -> String {
    guard profile.rowCount > 0 else { return "no rows" }
    let share = NumberText.percent(Double(profile.filled) / Double(profile.rowCount))
    return "\(Wording.number(profile.filled)) of \(Wording.number(profile.rowCount)) (\(share))"
  }

  private static func histogram(_ profile: ColumnProfile, _ type: ValueType, _ book: Book) -> ResultTable {
    let most = max(1, profile.histogram.map(\.count).max() ?? 1)
    return ResultTable([
      .text("from", profile.histogram.map { ProfileText.text($0.lower, type: type, book) }),
      .text("to", profile.histogram.map { ProfileText.text($0.upper, type: type, book) }),
      .whole("count", profile.histogram.map(\.count)),
      .text(
        "spread",
        profile.histogram.map { bar($0.count, of: most) }),
    ])
  }

  /// A bar in eighths of a cell; whatever is there at all is seen.
  private static func bar(_ count: Int, of most: Int) -> String {
    let eighths = (count * barLength * 8 + most - 1) / most
    let parts = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"]
    return String(repeating: "█", count: eighths / 8) + parts[eighths % 8]
  }
}
