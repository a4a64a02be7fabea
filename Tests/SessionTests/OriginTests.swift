import Book
import Columns
import Diagnostics
import Interchange
import Testing

@testable import Session

/// Rows tell where they came from: a file and its line, an import, a statement.
@Suite struct OriginTests {
  private func cells(_ conversation: Conversation) -> [[Value]] {
    conversation.outcomes.reversed().compactMap { outcome -> [[Value]]? in
      guard case .answer(let answer) = outcome.content else { return nil }
      return (0..<answer.table.rowCount).map { row in answer.table.fields.map { $0.column.value(row) } }
    }.first ?? []
  }

  private func folder(_ files: [(name: String, text: String)]) throws -> Conversation {
    let loaded = try Loader.load(name: "shop", files: files.map { SourceFile(name: $0.name, text: $0.text) })
    var talk = Conversation()
    talk.session = Session(
      store: BookStore(inMemory: loaded.book.withStandardTables()), report: loaded.report, clock: .fixed(20_634))
    return talk
  }

  private static let files = [
    ("customers.csv", "id,name\nC1,Budi\n,nobody\nC2,\"Siti\nAminah\"\nC3,Sari\n"),
    ("purchases.csv", "id,customer,date,amount\nP1,C3,2026-01-01,5\nP2,C1,2026-01-02,7\nP3,C1,2026-01-01,9\n"),
  ]

  @Test func filesAndLinesOfAFolder() throws {
    var talk = try folder(Self.files)
    talk.run("select customers show id, origin.file, origin.line, origin.batch, origin.at")
    #expect(talk.codes == [])
    let file = Value.text("customers.csv")
    #expect(
      cells(talk) == [
        [.text("C1"), file, .whole(2), .whole(1), .missing], [.text("C2"), file, .whole(4), .whole(1), .missing],
        [.text("C3"), file, .whole(6), .whole(1), .missing],
      ])
    // Children lie by their parents, and know their lines all the same.
    talk.run("select purchases show id, origin.line, customer.origin.line as theirs")
    #expect(
      cells(talk) == [
        [.text("P3"), .whole(4), .whole(2)], [.text("P2"), .whole(3), .whole(2)], [.text("P1"), .whole(2), .whole(6)],
      ])
  }

  @Test func rowsThatWereAddedByHand() throws {
    var talk = try folder(Self.files)
    talk.run("add customers id = \"C9\", name = \"Dewi\"")
    talk.run("select customers where origin.file = \"ADDED\" show id, origin.line, origin.batch, origin.at")
    #expect(cells(talk) == [[.text("C9"), .missing, .whole(3), .time(20_634 * 86_400_000_000)]])
    talk.run("select customers group by origin.file show count, min(origin.line)")
    #expect(cells(talk).count == 2)
    talk.run("select customers where any(purchases where origin.file = \"purchases.csv\" and origin.line < 4) show id")
    #expect(cells(talk) == [[.text("C1")], [.text("C3")]])
  }

  @Test func aColumnOfThatNameWins() throws {
    var talk = try folder([("customers.csv", "id,origin\nC1,Bali\n")])
    talk.run("select customers show origin")
    #expect(cells(talk) == [[.text("Bali")]])
    talk.run("select customers show origin.file")
    #expect(talk.codes == ["dot-after-value"])
  }

  @Test func isDescribedAndNotStarred() throws {
    var talk = try folder(Self.files)
    talk.run("describe origin")
    #expect(talk.texts.first?.contains("origin.line: whole number.") == true)
    talk.run("describe origin.at")
    #expect(talk.texts.first?.contains("origin.line") == false)
    talk.run("select customers show *")
    guard case .answer(let answer)? = talk.outcomes.last?.content else {
      Issue.record("no answer")
      return
    }
    #expect(answer.table.fields.map(\.name) == ["id", "name"])
  }
}
