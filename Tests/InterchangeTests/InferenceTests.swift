import Book
import CivilTime
import Columns
import Testing

@testable import Interchange

/// The column `x` of customers whose cells are given.
private func inferred(
  _ cells: [String], header: String = "x", delimiter: String = ";", _ declared: TableDeclaration.Column? = nil
) throws -> (values: [Value], type: ValueType, report: LoadReport) {
  let lines = cells.enumerated().map { "c\($0.offset)\(delimiter)\($0.element)" }
  let declarations = declared.map { [TableDeclaration("customers", columns: [$0])] } ?? []
  let (book, report) = try load(
    ["customers.csv": "id\(delimiter)\(header)\n" + lines.joined(separator: "\n")], declarations)
  let name = book.tables[0].columns[1].name
  return (try values(book, "customers", name), try type(book, "customers", name), report)
}

@Suite struct InferenceTests {
  @Test(
    arguments: [
      (["1", "2", ""], "x", ValueType.whole), (["1", "2.5"], "x", .number), (["007", "1"], "x", .text),
      (["+62", "1"], "x", .text), (["1234567890123456", "1"], "x", .text), (["12", "13"], "zip", .text),
      (["12", "13"], "orderId", .text), (["12.50", "3"], "price", .money), (["12.50", "3"], "ratio", .number),
      (["12.505", "3"], "price", .number), (["$3", "$4.5"], "x", .money), (["true", "FALSE"], "x", .truth),
      (["yes", "no", "NA"], "x", .truth), (["yes", "maybe"], "x", .text), (["10%", "5.5%"], "x", .percent),
      (["10%", "5"], "x", .text), (["2026-01-02", "2026-01-03 00:00:00"], "x", .date),
      (["2026-01-02", "2026-01-03 10:00"], "x", .time), (["20260102", "20260103"], "x", .whole),
      (["20260102", "20260103"], "orderDate", .date), (["", ""], "x", .text), (["NA", "EMEA"], "x", .text),
      (["1", "NA", "N/A", "-"], "x", .whole), (["$3", "€4"], "x", .money), (["paid", "valid"], "paid", .text),
    ] as [([String], String, ValueType)])
  func types(_ cells: [String], _ header: String, _ type: ValueType) throws {
    #expect(try inferred(cells, header: header, delimiter: "\t").type == type)
  }

  @Test func decimalCommaByAllCells() throws {
    #expect(try inferred(["2.871,00", "95,70"], header: "sales").values == [.money(287_100), .money(9570)])
    // 1.234 alone could be either; a semicolon file is continental, a comma file is not.
    #expect(try inferred(["1.234", "2.345"]).values == [.whole(1234), .whole(2345)])
    #expect(try inferred(["1.234", "2.345"], delimiter: "|").values == [.number(1.234), .number(2.345)])
    #expect(try inferred(["Rp10.000", "Rp1.500"], delimiter: "|").values == [.money(1_000_000), .money(150_000)])
  }

  @Test func ambiguityIsSaid() throws {
    let note = try inferred(["1.234", "2.345"]).report.tables[0].notes.first { $0.contains("could be written") }
    #expect(note?.contains("as \"0.00\"") == true)
    let dates = try inferred(["03/04/2005", "05/06/2007"], delimiter: "|")
    #expect(
      dates.values == [
        .date(CivilDate(year: 2005, month: 3, day: 4)?.days ?? 0),
        .date(CivilDate(year: 2007, month: 5, day: 6)?.days ?? 0),
      ])
    #expect(dates.report.tables[0].notes.contains { $0.contains("could have the day or the month first") })
  }

  @Test func oneCellDecidesTheOrderForAll() throws {
    let day = { CivilDate(year: 2005, month: $0, day: $1)?.days ?? 0 }
    #expect(try inferred(["03/04/2005", "25/12/2005"]).values == [.date(day(4, 3)), .date(day(12, 25))])
    #expect(try inferred(["03/04/2005", "12/25/2005"]).values == [.date(day(3, 4)), .date(day(12, 25))])
    #expect(try inferred(["2/24/2005", "2-24-2005"]).values == [.date(day(2, 24)), .date(day(2, 24))])
    #expect(try inferred(["03.04.2005"]).values == [.date(day(4, 3))])
  }

  @Test func aFewBadCellsAreNamed() throws {
    let cells = (0..<300).map { $0 == 250 ? "n.n." : "\($0)" }
    let result = try inferred(cells)
    #expect(result.type == .text)
    #expect(
      result.report.tables[0].notes.contains {
        $0.contains("line 252") && $0.contains("n.n.") && $0.contains("x whole")
      })
  }

  @Test func declaredTypesRejectRows() throws {
    let result = try inferred(["1", "two", "3.5", "99999999999999999999"], .init("x", .whole))
    #expect(result.values == [.whole(1)])
    #expect(result.report.rejects.map(\.line) == [3, 4, 5])
    #expect(result.report.rejects.map(\.column) == ["x", "x", "x"])
    #expect(result.report.rejects.map(\.reason) == ["is not a number", "is not a whole number", "is too large"])
    #expect(result.report.rejects[0].text == "two")
  }

  @Test func patternsDecide() throws {
    let day = CivilDate(year: 2005, month: 4, day: 3)?.days ?? 0
    #expect(
      try inferred(["03/04/2005"], delimiter: "|", .init("x", .date, pattern: "dd/mm/yyyy")).values == [.date(day)])
    #expect(try inferred(["1.234"], delimiter: "|", .init("x", .money, pattern: "0,00")).values == [.money(123_400)])
    #expect(throws: (any Error).self) { try inferred(["1"], .init("x", .date, pattern: "hello")) }
  }

  @Test func standardColumnsBend() throws {
    let (book, report) = try load([
      "customers.csv": "id\na\n",
      "cases.csv": "customer,opened,severity\na,2026-01-01,high\na,2026-01-02,low\n",
      "purchases.csv": "customer,date,quantity\na,2026-01-01T10:00:00Z,1.5\n",
    ])
    #expect(try type(book, "cases", "severity") == .text)
    #expect(try type(book, "cases", "opened") == .time)
    #expect(try type(book, "purchases", "quantity") == .number)
    #expect(try type(book, "purchases", "date") == .date)
    let notes = report.tables.map(\.notes).joined()
    #expect(notes.contains { $0.contains("times of day") })
  }
}

@Suite struct EncodingTests {
  private func name(_ bytes: [UInt8]) throws -> (Value, String) {
    let (book, report) = try Loader.load(
      name: "t", files: [SourceFile(name: "customers.csv", content: .bytes(bytes))])
    return (try values(book, "customers", "name")[0], report.tables[0].encoding)
  }

  @Test func manyEncodings() throws {
    let text = "id,name\na,Berguvsvägen\n"
    let head = Array("id,name\na,Berguvsv".utf8)
    #expect(try name([0xEF, 0xBB, 0xBF] + Array(text.utf8)) == (.text("Berguvsvägen"), "UTF-8"))
    #expect(try name(head + [0x84] + Array("gen\n".utf8)) == (.text("Berguvsvägen"), "DOS code page 850"))
    #expect(try name(head + [0xE4] + Array("gen\n".utf8)) == (.text("Berguvsvägen"), "Windows-1252"))
    let units = Array(text.utf16)
    let little = units.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
    #expect(try name([0xFF, 0xFE] + little) == (.text("Berguvsvägen"), "UTF-16 (little-endian)"))
    #expect(try name(little) == (.text("Berguvsvägen"), "UTF-16 (little-endian)"))
    #expect(
      try name([0xFE, 0xFF] + units.flatMap { [UInt8($0 >> 8), UInt8($0 & 255)] })
        == (.text("Berguvsvägen"), "UTF-16 (big-endian)"))
  }

  @Test func textIsComposed() throws {
    let (value, _) = try name(Array("id,name\na,Cafe\u{301}\n".utf8))
    guard case .text(let text) = value else { return #expect(Bool(false)) }
    #expect(Array(text.utf8) == Array("Caf\u{E9}".utf8))
  }

  @Test func aBadByteInUtf8IsReplacedAndSaid() throws {
    var bytes = Array("id,name\na,ééééé".utf8)
    bytes += [0xFF, 10]
    let (book, report) = try Loader.load(name: "t", files: [SourceFile(name: "customers.csv", content: .bytes(bytes))])
    #expect(try values(book, "customers", "name") == [.text("ééééé\u{FFFD}")])
    #expect(report.tables[0].notes.contains { $0.contains("1 byte") })
  }
}
