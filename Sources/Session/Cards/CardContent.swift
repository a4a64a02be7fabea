import Columns
import Output

/// Everything about one customer, section by section. What is empty is not there.
struct Card: Sendable {
  var title: String
  var sections: [CardSection]

  /// The same as rows: a section, what it is, and its value.
  var table: ResultTable {
    var rows: [(section: String, item: CardSection.Item)] = []
    for section in sections { rows += section.items.map { (section.heading, $0) } }
    return ResultTable([
      .text("section", rows.map(\.section)), .text("item", rows.map(\.item.name)),
      .text("value", rows.map(\.item.value)),
    ])
  }

  mutating func add(_ section: CardSection?) {
    if let section, !section.items.isEmpty { sections.append(section) }
  }
}
