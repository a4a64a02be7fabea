import Book
import Columns
import Output
import Query

// What happened to a customer, newest first.

/// A row of a table that belongs to a customer, and when it happened.
struct CardEvent {
  var table: Int
  var row: Int32
  /// Microseconds; nil where the row has no date.
  var at: Int64?
  var owner: Int32
}

extension CardMaker {
  private static let mostPurchases = 4
  private static let mostTouchpoints = 5
  private static let mostCases = 3

  var purchases: CardSection {
    let events = events(["purchases"])
    return section("purchases", events, most: CardMaker.mostPurchases)
  }

  /// Where they met the brand: contacts, answers to mailings and surveys, offers.
  var touchpoints: CardSection {
    let events = events(["interactions", "responses", "offersMade", "answers"])
    return section("touchpoints", events, most: CardMaker.mostTouchpoints, naming: true)
  }

  /// Questions, complaints, claims and returns that are not resolved.
  var openCases: CardSection {
    let events = events(["cases"]).filter { event in
      guard let resolved = book.tables[event.table].column(named: "resolved") else { return true }
      return rows.text(event.table, resolved, event.row) == nil
    }
    return section("open cases", events, most: CardMaker.mostCases)
  }

  /// What they need and wish, by kind, newest first.
  var wishes: CardSection {
    guard let facts = book.table(named: "facts"), let kind = book.tables[facts].column(named: "kind") else {
      return CardSection("wishes", .flow, [])
    }
    let columns = ["subject", "value", "score"].compactMap { book.tables[facts].column(named: $0) }
    var byKind: [(kind: String, subjects: [String])] = []
    for event in events(["facts"]) {
      let name = rows.text(facts, kind, event.row) ?? "other"
      let parts = columns.compactMap { rows.text(facts, $0, event.row) }
      guard let subject = parts.first else { continue }
      let detail = parts.count > 1 ? " (\(parts.dropFirst().joined(separator: ", ")))" : ""
      if let index = byKind.firstIndex(where: { $0.kind == name }) {
        byKind[index].subjects.append(subject + detail)
      } else {
        byKind.append((name, [subject + detail]))
      }
    }
    return CardSection("wishes", .flow, byKind.map { .init("\($0.kind):", $0.subjects.joined(separator: ", ")) })
  }

  /// The newest word on every channel and purpose.
  var consents: CardSection {
    guard let consents = book.table(named: "consents"), let granted = book.tables[consents].column(named: "granted")
    else { return CardSection("consents", .flow, []) }
    let columns = ["channel", "purpose"].compactMap { book.tables[consents].column(named: $0) }
    var items: [CardSection.Item] = []
    for event in events(["consents"]) where event.owner == row {
      let name = columns.compactMap { rows.text(consents, $0, event.row) }.joined(separator: " ")
      guard !items.contains(where: { $0.name == name }) else { continue }
      let isGranted = book.tables[consents].columns[granted].column.value(Int(event.row)) == .truth(true)
      items.append(.init(name, isGranted ? "yes" : "no"))
    }
    return CardSection("consents", .flow, items)
  }

  /// Every other table of customers, one's own too: how many rows, and the newest.
  var others: CardSection {
    let told: Set<String> = [
      "purchases", "interactions", "responses", "offersMade", "answers", "cases", "facts", "consents",
    ]
    let names = book.tables.map(\.name).filter { !told.contains($0) }
    let items = names.compactMap { name -> CardSection.Item? in
      let events = events([name])
      guard let newest = events.first else { return nil }
      let day = newest.at.map { rows.day($0) + " " } ?? ""
      return .init("\(name) \(Wording.number(events.count))", day + rows.text(newest.table, newest.row))
    }
    return CardSection("also", .lines, items)
  }

  // MARK: Rows

  private func section(
    _ heading: String, _ events: [CardEvent], most: Int, naming: Bool = false
  ) -> CardSection {
    let items = events.prefix(most).map { event in
      let kind = naming ? "\(RowText.words[book.tables[event.table].name] ?? ""): " : ""
      let who = event.owner == row ? "" : "\(name(event.owner)): "
      let date = event.at.map { rows.day($0) } ?? "undated"
      return CardSection.Item(date, who + kind + rows.text(event.table, event.row))
    }
    let note = events.count > most ? "\(Wording.number(events.count)) in all" : nil
    return CardSection(heading, .lines, Array(items), note: note)
  }

  private func name(_ owner: Int32) -> String {
    let table = book.tables[table]
    guard let column = table.column(named: "name"), let name = rows.text(self.table, column, owner) else {
      return table.keyText(Int(owner))
    }
    return name
  }

  /// The rows of some tables that belong to the customer or a member, newest first, those without a date last.
  private func events(_ names: [String]) -> [CardEvent] {
    var events: [CardEvent] = []
    for name in names {
      guard let index = book.table(named: name), index != table, let parent = book.tables[index].parentColumn,
        book.tables[index].columns[parent].type == .reference(table: table)
      else { continue }
      let dates = book.tables[index].eventColumn.map { book.tables[index].columns[$0].column }
      for owner in circle {
        for row in book.tables[index].columns[parent].column.rows(referringTo: owner) {
          events.append(
            CardEvent(table: index, row: row, at: dates.flatMap { moment($0.value(Int(row))) }, owner: owner))
        }
      }
    }
    // What happened at the same time stays as it lies, the last first.
    return events.reversed().enumerated().sorted { a, b in
      (b.element.at ?? .min, a.offset) < (a.element.at ?? .min, b.offset)
    }.map(\.element)
  }

  private func moment(_ value: Value) -> Int64? {
    switch value {
    case .date(let day): Int64(day) * 86_400_000_000
    case .time(let time): time
    default: nil
    }
  }
}
