import Book
import Columns
import Diagnostics
import Testing

@testable import Interchange

@Suite struct JsonTests {
  @Test func anArrayOfObjectsIsATable() throws {
    let (book, report) = try load([
      "customers.json": """
      [
        {"id": 7, "name": "Ani \\u00c9\\ud83d\\ude00", "address": {"city": "Depok", "zip": "01234"}, "tags": ["vip", "a, b"]},
        {"id": "c2", "active": true, "spent": 12.5, "joined": "2026-01-31", "name": null, "tags": ["vip"]},
        5,
        {"id": "c3", "items": [{"sku": 1}], "tags": []}
      ]
      """
    ])
    #expect(try values(book, "customers", "id") == [.text("7"), .text("c2"), .text("c3")])
    #expect(try values(book, "customers", "name") == [.text("Ani É😀"), .missing, .missing])
    #expect(try values(book, "customers", "addressCity") == [.text("Depok"), .missing, .missing])
    #expect(try values(book, "customers", "addressZip")[0] == .text("01234"))
    #expect(try values(book, "customers", "tags")[1] == .textSet(["vip"]))
    #expect(try values(book, "customers", "tags")[2] == .missing)
    if case .textSet(let tags) = try values(book, "customers", "tags")[0] { #expect(Set(tags) == ["vip", "a, b"]) }
    #expect(try values(book, "customers", "active") == [.missing, .truth(true), .missing])
    #expect(try values(book, "customers", "items")[2] == .text(#"[{"sku": 1}]"#))
    #expect(report.tables[0].read == 4 && report.tables[0].rejected == 1 && report.tables[0].delimiter == "JSON")
    #expect(report.rejects.map(\.line) == [4])
  }

  @Test func undeclaredArraysAreSets() throws {
    let (book, _) = try load(["customers.jsonl": #"{"id":"a","likes":["tea","milk"]}"#])
    #expect(try type(book, "customers", "likes") == .textSet)
  }

  @Test func anObjectHoldsTables() throws {
    let (book, report) = try load([
      "shop.json": """
      {"exported": "2026-01-01", "customers": [{"id": "a"}], "orders": [{"customer": "a", "total": 5}]}
      """
    ])
    #expect(book.tables.map(\.name) == ["customers", "orders"])
    #expect(report.tables.map(\.file) == ["shop.json/customers", "shop.json/orders"])
    let (single, _) = try load(["customers.json": #"{"data": [{"id": "a"}, {"id": "b"}]}"#])
    #expect(single.tables.map(\.rowCount) == [2])
    let (lone, _) = try load(["customers.json": #"{"id": "a", "city": "Depok"}"#])
    #expect(try values(lone, "customers", "city") == [.text("Depok")])
  }

  @Test func aBrokenLineIsLeftOutAndTheOthersStay() throws {
    let (book, report) = try load([
      "customers.jsonl":
        "{\"id\":\"a\"}\n\n{\"id\":\"b\"\n[1]\n{\"id\":\"c\"} x\n{\"id\":\"d\",\"k\":\"\\q\"}\n{\"id\":\"e\"}\r\n"
    ])
    #expect(try values(book, "customers", "id") == [.text("a"), .text("e")])
    #expect(report.rejects.map(\.line) == [3, 4, 5, 6])
    #expect(report.tables[0].read == 6 && report.tables[0].kept == 2)
    let (same, _) = try load(["customers.json": "{\"id\":\"a\"}\n{\"id\":\"b\"}\n"])
    #expect(same.tables[0].rowCount == 2)
  }

  @Test(arguments: [
    "[{\"a\": tru}]", "[{\"a\": 1,}]", "[{\"a\" 1}]", "[{\"a\": \"x}]", "[{\"a\": 1}", "", "  ", "[{\"a\": 1}] []",
    "[{\"a\": \"\u{1}\"}]", "[{\"a\": \"\\u12G4\"}]", "[{a: 1}]", "[{\"a\": 1} {\"a\": 2}]", "[{\"a\": +1}]", "nul",
  ])
  func whatIsNoJsonIsRefusedWithItsLine(_ text: String) {
    let error = #expect(throws: DiagnosticList.self) { try load(["customers.json": text]) }
    #expect(error?.all.first?.code == "broken-json")
    #expect(error?.all.first?.message.contains("on line 1") == true)
  }

  @Test(arguments: ["[", "{\"a\":", "[{\"a\":["])
  func deepNestingEndsInAnError(_ opening: String) throws {
    let deep = String(repeating: opening, count: 100_000)
    for text in [deep, "[{\"id\": 1, \"a\": " + deep] {
      let error = #expect(throws: DiagnosticList.self) { try load(["customers.json": text]) }
      #expect(error?.all.first?.code == "broken-json")
    }
    let (_, report) = try load(["customers.jsonl": "{\"id\": 1}\n{\"id\": 2, \"a\": " + deep + "\n"])
    #expect(report.tables[0].rejected == 1 && report.tables[0].kept == 1)
  }

  @Test func recordsOfAThousandsOfFieldsAreRefused() {
    let fields = (0...CellTableBuilder.columnLimit).map { "\"f\($0)\": 1" }.joined(separator: ",")
    #expect(throws: DiagnosticList.self) { try load(["customers.json": "[{\(fields)}]"]) }
  }

  @Test func manyRowsCrossBlocks() throws {
    let lines = (0..<10_000).map { "{\"id\":\"c\($0)\",\"n\":\($0)}" }.joined(separator: "\n")
    let (book, _) = try load(["customers.jsonl": lines])
    #expect(try values(book, "customers", "n") == (0..<10_000).map { .whole($0) })
  }
}
