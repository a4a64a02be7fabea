import Book
import Columns
import Diagnostics
import Testing

@testable import Session

/// What statements do to a book, what they say about it, and that it can be taken back.
@Suite struct ChangeTests {
  /// A conversation with a book of its own.
  private func conversation(setup: String = "") -> Conversation {
    var conversation = Conversation()
    if !setup.isEmpty { conversation.run(setup) }
    return conversation
  }

  /// The cells of the last answer, as texts.
  private func cells(_ conversation: Conversation) -> [[String]] {
    conversation.outcomes.reversed().compactMap { outcome -> [[String]]? in
      guard case .answer(let answer) = outcome.content else { return nil }
      return (0..<answer.table.rowCount).map { row in
        answer.table.fields.map { "\($0.column.value(row))" }
      }
    }.first ?? []
  }

  @Test func addsARowForACustomer() {
    var talk = conversation()
    let before = talk.session.book.tables[3].rowCount
    talk.run("select customers where id = \"C000012\" show count(interactions)")
    let own = cells(talk)
    talk.run("add interactions for C000012 channel = \"phone\", note = \"called back\"")
    #expect(talk.codes == [])
    #expect(talk.messages.count == 1)
    #expect(talk.messages[0].contains("for C000012 ("))
    #expect(talk.messages[0].hasSuffix("interactions: \(Wording.number(before)) → \(Wording.number(before + 1))."))
    talk.run("select customers where id = \"C000012\" show count(interactions), last(interactions.note)")
    #expect(cells(talk)[0][0] != own[0][0])
    #expect(cells(talk)[0][1].contains("called back"))
    talk.run("undo")
    #expect(talk.messages[0].hasPrefix("Took back: add interactions for C000012 channel = \"phone\""))
    #expect(talk.session.book.tables[3].rowCount == before)
    talk.run("select customers where id = \"C000012\" show count(interactions)")
    #expect(cells(talk) == own)
  }

  @Test func addsACustomerWithAKeyOfItsOwn() {
    var talk = conversation(
      setup: "add customers name = \"Sari Dewi\", email = \"Sari@Example.ID\", tags = \"vip; press\"")
    #expect(talk.codes == [])
    #expect(talk.messages[0].hasPrefix("Added 1 customer (id C000301)"))
    talk.run(
      "add purchases for sari@example.id amount = 12.5, date = 2026-06-01; select customers where id = \"C000301\" show spent, tags has all (\"vip\", \"press\")"
    )
    #expect(talk.codes == [])
    #expect(cells(talk) == [["money(1250)", "truth(true)"]])
    talk.run("add customers id = \"C000301\", name = \"Twice\"")
    #expect(talk.codes == ["key-in-use"])
  }

  @Test(arguments: [
    ("add nothing a = 1", "unknown-table"), ("add customers nmae = \"x\"", "unknown-column"),
    ("add customers name = \"x\", name = \"y\"", "column-twice"), ("add customers birthDate = \"x\"", "wrong-type"),
    ("add purchases for C999999 amount = 1", "unknown-key"), ("add purchases for a@b.c amount = 1", "unknown-key"),
    ("add purchases for C000001 amount = 1.005", "wrong-type"), ("add products for C000001 name = \"x\"", "no-owner"),
    ("add purchases for C000001 product = \"none\"", "unknown-key"), ("add purchases amount = cost", "unknown-name"),
    ("add purchases for C000001 customer = \"C000002\"", "column-twice"),
    ("update customers where nothing = 1 set city = \"x\"", "unknown-name"),
    ("update customers where true set city = 5", "wrong-type"),
    ("update customers where true set id = \"x\"", "malformed"),
    ("update customers for C999999 set city = \"x\"", "unknown-key"),
    ("remove customers where city", "not-a-condition"), ("merge C000001 into C000001", "same-customer"),
    ("merge C000001 into nobody", "unknown-key"), ("undo", "nothing-to-undo"), ("snapshot nobody", "unknown-source"),
    ("snapshot customers", "no-members"), ("diff champions", "not-recorded"),
    ("column customers.city text", "name-in-use"), ("column nothing.a text", "unknown-table"),
    ("table customers (a text)", "name-in-use"), ("table visits", "no-columns"),
    ("table visits from \"x.csv\" (a text)", "no-file"), ("table visits (a text, A text)", "column-twice"),
    ("run nothing", "unknown-query"), ("select customers where in champions recorded 2026-01-01", "not-recorded"),
    ("select customers where entered nobody in last 30d", "unknown-segment"),
  ])
  func refuses(statement: String, code: String) {
    var talk = conversation()
    talk.run(statement)
    if code == "malformed" {
      #expect(talk.codes.count == 1)
    } else {
      #expect(talk.codes == [code], "\(talk.outcomes.flatMap(\.diagnostics).map(\.message))")
    }
    #expect(talk.session.store?.keepsakes.history.count == 0)
  }

  @Test func updatesWithValuesOfTheRow() {
    var talk = conversation()
    talk.run("select products where category is known show sum(unitCost), count(unitCost)")
    let sums = cells(talk)
    talk.run("update products where category is known set unitCost = unitCost * 2, launched = missing")
    #expect(talk.codes == [])
    #expect(talk.messages[0].hasPrefix("Updated "))
    talk.run("select products where category is known show sum(unitCost) / 2, count(launched)")
    #expect(cells(talk)[0][1] == "whole(0)")
    talk.run("undo; select products where category is known show sum(unitCost), count(unitCost)")
    #expect(cells(talk) == sums)
    talk.run("update customers for C000012 set city = \"Depok\"; update customers for C000012 set city = \"Depok\"")
    #expect(talk.messages.last == "Nothing changed. 1 had these values already.")
    talk.run("update customers where city = \"Atlantis\" set region = \"x\"")
    #expect(talk.messages == ["Nothing changed: the condition holds for none of 300 customers."])
  }

  @Test func removesRowsAndBringsThemBack() {
    var talk = conversation()
    let book = talk.session.book
    talk.run("select customers show sum(spent), sum(orders)")
    let before = cells(talk)
    talk.run("remove purchases where amount > 20")
    #expect(talk.codes == [])
    #expect(talk.messages[0].hasPrefix("Removed "))
    talk.run("select purchases where amount > 20 show count")
    #expect(cells(talk) == [["whole(0)"]])
    talk.run("undo; select customers show sum(spent), sum(orders)")
    #expect(cells(talk) == before)
    #expect(talk.session.book.tables.map(\.rowCount) == book.tables.map(\.rowCount))
  }

  @Test func mergesTwoCustomers() {
    var talk = conversation()
    let both = "select customers where id in (\"C000012\", \"C000013\") show sum(count(purchases)), sum(spent)"
    talk.run(both)
    let sums = cells(talk)
    talk.run("update customers for C000013 set city = missing; update customers for C000012 set city = \"Bogor\"")
    talk.run("merge C000012 into C000013")
    #expect(talk.codes == [])
    #expect(talk.messages[0].hasPrefix("Merged C000012 ("))
    #expect(talk.messages[0].contains("customers: 300 → 299."))
    talk.run(both)
    #expect(cells(talk) == sums)
    talk.run("select customers where id = \"C000013\" show city")
    #expect(cells(talk) == [["text(\"Bogor\")"]])
    talk.run("add interactions for C000012 channel = \"phone\"")
    #expect(talk.messages[0].contains("for C000013 ("))
    talk.run("undo; undo; select customers where id in (\"C000012\", \"C000013\") show count")
    #expect(cells(talk) == [["whole(2)"]])
    talk.run("select purchases where customer = \"C000012\" show count")
    #expect(talk.codes == [])
  }

  @Test func recordsMembersAndComparesThem() {
    var talk = conversation(
      setup: "set today = 2026-01-31; segment bogor = customers where city = \"Bogor\"; snapshot bogor")
    #expect(talk.codes == [])
    #expect(talk.messages.last?.hasPrefix("Recorded: bogor on 2026-01-31, ") == true)
    talk.run("set today = 2026-02-28; update customers for C000012 set city = \"Bogor\"; snapshot bogor")
    #expect(talk.messages.last?.hasSuffix("1 entered, 0 left.") == true)
    talk.run("set today = 2026-03-31; update customers for C000012 set city = \"Depok\"; snapshot bogor; diff bogor")
    #expect(talk.messages.last?.hasPrefix("Since 2026-03-31 (") == true)
    talk.run("diff bogor since 2026-03-01")
    #expect(cells(talk).map { Array($0.prefix(2)) } == [["text(\"left\")", "text(\"C000012\")"]])
    talk.run("diff bogor since 2026-01-01")
    #expect(talk.codes == ["not-recorded"])
    func count(_ condition: String) -> String {
      talk.run("select customers where \(condition) show id limit 2")
      #expect(talk.codes == [], "\(condition)")
      return cells(talk).map { $0[0] }.joined()
    }
    let all = "text(\"C000012\")"
    #expect(count("entered bogor in last 30d") == "")
    #expect(count("entered bogor in 2026-02") == all)
    #expect(count("entered bogor in last 3mo and left bogor in 2026-03") == all)
    #expect(count("left bogor in this month") == all)
    #expect(count("in bogor recorded 2026-03-01 and not in bogor") == all)
    #expect(count("in bogor recorded 2026-02 and id = \"C000012\"") == all)
    #expect(count("in bogor recorded today and id = \"C000012\"") == "")
    talk.run("select purchases where customer in bogor recorded 2026-03-01 and customer = \"C000012\" show count")
    #expect(talk.codes == [])
    talk.run("explain select customers where entered bogor in 2026-02")
    #expect(talk.texts[0].contains("entered bogor in 2026-02-01..2026-02-28"))
    talk.run("sql select customers where entered bogor in 2026-02")
    #expect(talk.codes == ["no-sql"])
    talk.run("undo; diff bogor since 2026-03-31")
    #expect(talk.messages.last?.hasPrefix("Since 2026-02-28 (") == true)
  }

  @Test func makesTablesAndColumns() {
    var talk = conversation(
      setup: "table visits of customers (day date event, store text, spent money); column customers.shoeSize number")
    #expect(talk.codes == [])
    talk.run(
      "add visits for C000012 store = \"Depok\", spent = 5; add visits for C000012 day = 2026-01-05, store = \"Bogor\"")
    #expect(talk.codes == [])
    talk.run("update customers for C000012 set shoeSize = 42")
    talk.run("select customers where id = \"C000012\" show count(visits), last(visits.store), shoeSize")
    #expect(cells(talk) == [["whole(2)", "text(\"Depok\")", "number(42.0)"]])
    talk.run("remove visits for C000012 where store = \"Bogor\"; select visits show store")
    #expect(cells(talk) == [["text(\"Depok\")"]])
    talk.run("undo; undo; undo; undo; undo; undo")
    #expect(talk.codes == [])
    #expect(talk.session.book.table(named: "visits") == nil)
  }

  @Test func keepsNamesAndRestoresThem() throws {
    var talk = conversation(
      setup: """
        segment big = customers where spent > 100
        define twice(factor = 2) = spent * factor
        select customers where in big and twice > 500 show name
        save rich
        set today = 2026-05-01
        """)
    #expect(talk.codes == [])
    let store = try #require(talk.session.store)
    var again = Conversation()
    again.session = Session(store: store, clock: .fixed(20_634))
    #expect(again.session.today == talk.session.today)
    talk.run("run rich")
    again.run("run rich")
    #expect(again.codes == [] && again.rows == talk.rows)
    again.run("queries")
    #expect(cells(again).map { $0[0] } == ["text(\"rich\")", "text(\"big\")", "text(\"twice\")"])
    again.run("drop big")
    #expect(again.codes == ["name-in-use"])
    again.run("drop rich; drop twice; drop big; queries")
    #expect(again.messages.contains("Nothing is saved yet: see save, segment and define."))
    again.run("undo")
    #expect(again.session.catalog.ownSegments["big"] != nil)
  }

  @Test func foldersAreOnlyRead() {
    var talk = Conversation()
    talk.session = Session(book: Conversation.sample.book, report: .init(), clock: .fixed(20_634))
    for statement in ["add customers name = \"x\"", "undo", "snapshot champions", "column customers.a text"] {
      talk.run(statement)
      #expect(talk.codes == ["read-only"])
    }
    talk.run("segment big = customers where spent > 100")
    #expect(talk.session.unsavedNames == ["big"])
  }
}
