import Columns
import Diagnostics
import Output
import Query
import Syntax

// What measures say of a customer.

extension CardMaker {
  /// The past to the cent, the future as it is reckoned; of a household or company all members together.
  func value() throws(Failure) -> CardSection {
    let names = ["spent", "orders", "margin", "profit", "ltv", "lastPurchase"]
    let measures = circle.count > 1 ? names.map { "household.\($0)" } : names + ["averageOrder", "walletShare"]
    let items = try self.items(measures) { $0.hasPrefix("household.") ? String($0.dropFirst(10)) : $0 }
    return CardSection(circle.count > 1 ? "together" : "value", .flow, items)
  }

  /// Where they stand: stage, RFM, and the segments they are in.
  func standing() throws(Failure) -> CardSection {
    let names = circle.count > 1 ? ["stage"] : ["stage", "rfm", "rfm.group", "silentFor"]
    let items = try items(names) { $0 == "rfm.group" ? "group" : $0 }
    let segments = try memberships()
    let segmentItem = segments.isEmpty ? [] : [CardSection.Item("in", Wording.list(segments))]
    return CardSection("standing", .flow, items + segmentItem)
  }

  /// Measures that have a value other than nothing, each under a name.
  private func items(_ names: [String], _ shown: (String) -> String) throws(Failure) -> [CardSection.Item] {
    var items: [CardSection.Item] = []
    for name in names {
      let expression = expression(name)
      let values = try session.values(of: [expression], for: row, behind: everyone, of: table, turn)
      guard let known = values[expression], !known.isNothing,
        let text = CellText.text(known.value, type: known.type)
      else { continue }
      items.append(.init(shown(name), text))
    }
    return items
  }

  private func memberships() throws(Failure) -> [String] {
    let names = session.catalog.segments.filter { session.table(of: $0) == table }.map(\.name)
    let asked = names.map { name in
      Expression(.inSegment(nil, Name(name, at: place, isQuoted: true), negated: false), at: place)
    }
    let values = try session.values(of: asked, for: row, behind: everyone, of: table, turn)
    return zip(names, asked).filter { values[$1]?.truth == true }.map(\.0)
  }

  private var place: Span { turn.statement.span }

  private var everyone: SelectQuery {
    SelectQuery(source: Name(book.tables[table].name, at: place), clauses: [], at: place)
  }

  /// A name, or names with dots between them.
  private func expression(_ name: String) -> Expression {
    let parts = name.split(separator: ".").map { Name(String($0), at: place) }
    return parts.dropFirst().reduce(Expression(.name(parts[0]), at: place)) {
      Expression(.member($0, $1), at: place)
    }
  }
}

extension RowValues.Known {
  /// Missing, or a number that is zero.
  fileprivate var isNothing: Bool {
    switch value {
    case .missing, .whole(0), .money(0), .number(0): true
    default: false
    }
  }
}
