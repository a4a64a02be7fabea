import Book
import CivilTime
import Columns
import Diagnostics
import Output
import Query
import Syntax

/// Gathers what a book knows of one customer, and of a household or company what it knows of its members too.
struct CardMaker {
  let session: Session
  let turn: Turn
  /// The table of customers, and the row that the card is about.
  let table: Int
  let row: Int32
  /// The row and those who are members of it.
  let circle: [Int32]

  var book: Book { session.book }
  var rows: RowText { RowText(book: book) }

  init(_ session: Session, _ row: Int32, of table: Int, _ turn: Turn) {
    self.session = session
    self.turn = turn
    self.table = table
    self.row = row
    let owner = session.book.tables[table]
    let members = owner.column(named: "memberOf").map { owner.columns[$0] }
    circle = [row] + (members.map { $0.column.rows(referringTo: row).filter { $0 != row } } ?? [])
  }

  func card() throws(Failure) -> Card {
    let kind = text("kind").map { ", \($0)" } ?? ""
    var card = Card(title: session.shown(Int(row), of: table) + kind, sections: [])
    card.add(profile)
    card.add(family)
    card.add(try value())
    card.add(try standing())
    card.add(purchases)
    card.add(openCases)
    card.add(touchpoints)
    card.add(wishes)
    card.add(consents)
    card.add(WhiteSpots(book: book, customers: table)?.section(of: row, circle))
    card.add(others)
    return card
  }

  // MARK: The customer

  /// Columns that other sections tell, or the title.
  private static let elsewhere: Set<String> = [
    "id", "kind", "name", "given", "family", "salutation", "preferredName", "memberOf", "memberRole", "referredBy",
    "stage",
  ]
  private static let plain: Set<String> = [
    "email", "phone", "address", "city", "region", "country", "postalCode", "gender", "occupation", "roles", "tags",
    "note",
  ]

  /// Every other column of the customer that is filled.
  private var profile: CardSection {
    let owner = book.tables[table]
    let columns = owner.columns.indices.filter { index in
      index != owner.keyColumn && !CardMaker.elsewhere.contains(owner.columns[index].name)
    }
    let items = columns.compactMap { index -> CardSection.Item? in
      guard var value = rows.text(table, index, row) else { return nil }
      let name = owner.columns[index].name
      if name == "birthDate", case .date(let day) = owner.columns[index].column.value(Int(row)) {
        value += " (\(Wording.count(age(day), of: "years")))"
      }
      return CardSection.Item(name, value, isPlain: CardMaker.plain.contains(name))
    }
    return CardSection("profile", .flow, items)
  }

  private func age(_ born: Int32) -> Int {
    let (then, now) = (CivilDate(days: born), CivilDate(days: session.context.today))
    let isBefore = (now.month, now.day) < (then.month, then.day)
    return max(0, now.year - then.year - (isBefore ? 1 : 0))
  }

  private var family: CardSection? {
    var items: [CardSection.Item] = []
    if let owner = reference("memberOf") {
      let role = text("memberRole") ?? "member"
      items.append(.init("memberOf", "\(role) of \(shown(owner))", isPlain: true))
      items += people("with", among("memberOf", owner).filter { $0 != row }, total: nil)
    }
    items += people("members", circle.filter { $0 != row }, total: circle.count - 1)
    if let referrer = reference("referredBy") { items.append(.init("referred by", shown(referrer))) }
    let referrals = among("referredBy", row)
    items += people("referrals", referrals, total: referrals.count)
    return CardSection("family", .flow, items)
  }

  /// Some people by name, and how many there are where that is told.
  private func people(_ name: String, _ people: [Int32], total: Int?) -> [CardSection.Item] {
    guard !people.isEmpty else { return [] }
    let names = people.prefix(4).map(shown)
    let more = people.count > 4 ? ["\(Wording.number(people.count - 4)) more"] : []
    let count = total.map { "\(Wording.number($0)): " } ?? ""
    return [.init(name, count + Wording.list(names + more))]
  }

  func shown(_ row: Int32) -> String { session.shown(Int(row), of: table) }

  func text(_ column: String) -> String? {
    book.tables[table].column(named: column).flatMap { rows.text(table, $0, row) }
  }

  private func reference(_ column: String) -> Int32? {
    guard let index = book.tables[table].column(named: column),
      book.tables[table].columns[index].type == .reference(table: table),
      case .reference(let other) = book.tables[table].columns[index].column.value(Int(row)), other >= 0
    else { return nil }
    return other
  }

  /// The customers that a reference of customers leads from to a row.
  private func among(_ column: String, _ target: Int32) -> [Int32] {
    guard let index = book.tables[table].column(named: column),
      book.tables[table].columns[index].type == .reference(table: table)
    else { return [] }
    return book.tables[table].columns[index].column.rows(referringTo: target)
  }
}
