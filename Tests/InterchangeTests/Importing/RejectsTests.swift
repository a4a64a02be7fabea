import Book
import Columns
import Diagnostics
import Testing

@testable import Interchange

@Suite struct RejectsTests {
  private static let card = "4111 1111 1111 1111"

  @Test func cardNumbersAreRefused() throws {
    let next = try plan([
      "customers.csv": "id,creditCard,order\na,4111111111111111,4111111111111111\nb,4111111111111112,1\nc,,\n",
      "payments.csv": "customer,at,amount,method\na,2026-01-01,5,card\nb,2026-01-01,6,visa \(RejectsTests.card)\n",
    ])
    #expect(next.rejects.map(\.line) == [2, 3])
    #expect(next.rejects.allSatisfy { $0.reason == CardNumbers.reason && !$0.text.contains("4111") })
    let files = try RejectsFile.texts(
      next,
      of: [
        SourceFile(
          name: "payments.csv",
          text: "customer,at,amount,method\na,2026-01-01,5,card\nb,2026-01-01,6,visa \(RejectsTests.card)\n")
      ])
    #expect(files.count == 1 && !files[0].text.contains("4111") && files[0].text.contains("1111"))
  }

  @Test(arguments: [
    ("4111111111111111", true), ("4111-1111-1111-1111", true), ("378282246310005", true), ("4111111111111112", false),
    ("411111111111", false), ("0000000000000000", false), ("+62 812 1111 2222", false), ("ref 5555555555554444.", true),
    ("12345678901234567890", false), ("", false),
  ])
  func luhn(_ text: String, _ isCard: Bool) {
    let bytes = Array(text.utf8)
    #expect(CardNumbers.holdsOne(bytes.span) == isCard)
  }

  @Test func theRejectsFileIsMendedAndImportedAgain() throws {
    let header = "id,name,joined\n"
    let book = try plan(["customers.csv": header + "a,Ani,2026-01-01\n"]).book
    let text = header + "b,\"Budi, S\",soon\nc,Citra,2026-01-02\nd,too,2026-01-01,many,cells\n"
    let file = SourceFile(name: "customers.csv", text: text)
    let next = try Importer.plan([file], into: book)
    try checkCounts(next)
    #expect(next.rejects.map(\.line) == [2, 4])
    let rejects = try RejectsFile.texts(next, of: [file])
    #expect(
      rejects.map(\.text) == [
        """
        Kenal line,Kenal column,Kenal reason,id,name,joined
        2,joined,is not a date,b,"Budi, S",soon
        4,,5 cells where the header has 3; a cell that holds the delimiter must stand in quotation marks,d,too,2026-01-01,many,cells

        """
      ])
    let mended = rejects[0].text.split(separator: "\n").prefix(2).joined(separator: "\n")
    let fixed = String(mended.prefix(while: { $0 != "!" })).replacing("soon", with: "2026-03-01")
    let after = try plan(["customers.csv": fixed + "\n"], into: next.book)
    #expect(after.added == 1)
    #expect(try rows(after.book, "customers", "id").contains("b"))
    #expect(!after.book.tables[0].columns.contains { $0.name.hasPrefix("Kenal") })
  }

  @Test func rejectsOfTablesWithinAFile() throws {
    let json =
      #"{"customers":[{"id":"a","birthDate":"2000-01-01"},{"id":"b","birthDate":"2000-01-01"},{"id":"c","birthDate":"x"}],"products":[{"id":"p"}]}"#
    let file = SourceFile(name: "shop.json", text: json)
    let next = try Importer.plan([file], into: emptyBook())
    #expect(next.rejects.map(\.file) == ["shop.json/customers"])
    let texts = try RejectsFile.texts(next, of: [file])
    #expect(texts.map(\.file) == ["shop.json/customers"])
    #expect(texts[0].text.hasSuffix("1,birthDate,is not a date,c,x\n"))
  }
}
