import Book
import Columns
import Diagnostics
import Interchange
import Testing

@testable import Session

/// `resembles` finds the same through an index, on a dictionary and row by row.
@Suite struct ResemblanceTests {
  private func count(_ talk: inout Conversation, _ condition: String) throws -> Value {
    talk.run("select customers where \(condition) show count")
    #expect(talk.codes == [], "\(condition)")
    guard case .answer(let answer)? = talk.outcomes.last?.content else { return .missing }
    return answer.table.fields[0].column.value(0)
  }

  @Test func anIndexFindsWhatLookingFinds() throws {
    let syllables = ["bu", "di", "san", "to", "so", "sri", "wa", "ti", "ra", "nu", "gra", "ha"]
    var text = "id,name\n"
    for number in 0..<24_000 {
      let parts = [number % 12, number / 12 % 12, number / 144 % 12, number / 1_728 % 12].map { syllables[$0] }
      text +=
        "C\(number),\(parts[0])\(parts[1]) \(parts[2])\(parts[3])\(number % 7 == 0 ? "o" : "")\(number / 20_736)\n"
    }
    let loaded = try Loader.load(name: "many", files: [SourceFile(name: "customers.csv", text: text)])
    var talk = Conversation()
    talk.session = Session(
      store: BookStore(inMemory: loaded.book.withStandardTables()), report: loaded.report, clock: .fixed(20_634))
    talk.run("explain select customers where name resembles \"budi santoso\"")
    #expect(talk.texts.joined().contains("through the index of the letter pairs"), "\(talk.texts)")
    let names = ["budi santoso", "SRIWATI nugraha1", "sanso", "x", "", "toso budi 0"]
    for name in names {
      let found = try count(&talk, "name resembles \"\(name)\"")
      #expect(try count(&talk, "similarity(name, \"\(name)\") >= 0.65") == found)
      #expect(try count(&talk, "\"\(name)\" resembles name") == found)
    }
    #expect(try count(&talk, "name resembles \"budi santoso\"") != .whole(0))
    talk.run("add customers id = \"new\", name = \"Budhi Santosa\"")
    #expect(try count(&talk, "id = \"new\" and name resembles \"budi santoso\"") == .whole(1))
    #expect(try count(&talk, "name resembles \"budhi santosa\" and id = \"new\"") == .whole(1))
    #expect(
      try count(&talk, "name resembles \"budhi santosa\"")
        == count(&talk, "similarity(name, \"budhi santosa\") >= 0.65"))
  }

  @Test func missingTextsResembleNothing() throws {
    var talk = Conversation()
    let all = try count(&talk, "true")
    let (yes, no) = (try count(&talk, "email resembles name"), try count(&talk, "not email resembles name"))
    guard case .whole(let one) = yes, case .whole(let other) = no else {
      Issue.record("no counts")
      return
    }
    #expect(all == .whole(one + other))
    #expect(
      try count(&talk, "similarity(email, name) is missing") == count(&talk, "email is missing or name is missing"))
  }
}
