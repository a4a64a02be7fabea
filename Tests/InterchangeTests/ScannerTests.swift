import Columns
import Diagnostics
import Testing

@testable import Interchange

/// The rows of a text, cell by cell, with broken rows as their reason.
private func rows(_ text: String, delimiter: Character = ",", columns: Int) -> [[String]] {
  let bytes = Buffer(Array(text.utf8))
  var scanner = DelimitedScanner(bytes, delimiter: delimiter.asciiValue ?? 44, lineBreak: 10)
  let block = CellBlock(columnCount: columns)
  var result: [[String]] = []
  while scanner.fill(block) {
    for row in 0..<block.rowCount {
      result.append(
        (0..<columns).map { column in
          let cell = block[row, column]
          let range = cell.start..<(cell.start + Int(cell.count))
          let bytes = cell.marks.contains(.inSide) ? Array(block.side[range]) : bytes[range].array
          return cell.marks.contains(.missing) ? "∅" : String(decoding: bytes, as: UTF8.self)
        })
    }
    result += block.broken.map { ["line \($0.line): \($0.reason)"] }
  }
  return result
}

@Suite struct ScannerTests {
  @Test(
    arguments: [
      ("a,b\n", [["a", "b"]]), ("a,b", [["a", "b"]]), ("a,b\r\nc,d\r\n", [["a", "b"], ["c", "d"]]),
      ("\n\na,\n\n", [["a", "∅"]]), (",\n", []), (" a ,\tb\n", [["a", "b"]]), ("\"a,b\",c\n", [["a,b", "c"]]),
      ("\"a\nb\",c\nd,e\n", [["a\nb", "c"], ["d", "e"]]), ("\"a \"\"b\"\"\",c\n", [["a \"b\"", "c"]]),
      (" \"a,b\" ,c\n", [["a,b", "c"]]), ("5\" pipe,c\n", [["5\" pipe", "c"]]),
      ("\"a \"b\" c\",d\n", [["a \"b\" c", "d"]]),
      ("NULL,\\N\n", []), ("NULL,x\n", [["∅", "x"]]), ("\"NULL\",x\n", [["NULL", "x"]]), ("null,x\n", [["null", "x"]]),
      ("a,b,,\n", [["a", "b"]]), ("\"\",x\n", [["∅", "x"]]), ("\"a\"\"\",b\n", [["a\"", "b"]]),
    ] as [(String, [[String]])])
  func cuts(_ text: String, _ expected: [[String]]) {
    // A row of NULLs has cells, so it is a row: all of them missing.
    let expected = text.hasPrefix("NULL,\\N") ? [["∅", "∅"]] : expected
    #expect(rows(text, columns: 2) == expected)
  }

  @Test func raggedRowsAreBrokenByLine() {
    let result = rows("a,b\nc\n\"d\ne\",f,g\nh,i\n", columns: 2)
    #expect(result[0...1] == [["a", "b"], ["h", "i"]])
    #expect(result[2][0].hasPrefix("line 2: 1 cell where the header has 2"))
    #expect(result[3][0].hasPrefix("line 3: 3 cells"))
  }

  @Test func anEndlessQuoteBreaksOnlyItsLine() {
    let result = rows("a,\"b\nc,d\n\"e,f\ng,\"h\"\n", columns: 2)
    // The quotations of lines 1 and 3 run into marks that neither end them nor are doubled.
    #expect(result.contains(["c", "d"]))
    #expect(result.contains(["g", "h"]))
    #expect(result.filter { $0.count == 1 }.count == 2)
  }

  @Test func manyEndlessQuotesTakeLinearTime() {
    let text = String(repeating: "\"x,y\n", count: 20_000)
    #expect(rows(text, columns: 2).count == 20_000)
  }

  /// Every way a mark can fall on the border of an indexed step gives the same cells.
  @Test func stepsOfTheIndexDoNotShow() {
    for padding in 16_376..<16_386 {
      let long = String(repeating: "x", count: padding)
      #expect(rows("\(long),\"a\"\"\nb\"\nc,d\n", columns: 2) == [[long, "a\"\nb"], ["c", "d"]])
    }
  }

  @Test func fixedColumnsCountCharacters() {
    let text = Buffer(Array("head\n é1 22\n\n x\n".utf8))
    var scanner = FixedWidthScanner(text, lineBreak: 10, positions: [1...3, 5...6], skippedLines: 1)
    let block = CellBlock(columnCount: 2)
    let isFilled = scanner.fill(block)
    #expect(isFilled && block.lines == [2, 4])
    let cells = (0..<2).flatMap { row in (0..<2).map { block[row, $0] } }
      .map { String(decoding: text[$0.start..<($0.start + Int($0.count))].array, as: UTF8.self) }
    #expect(cells == ["é1", "22", "x", ""])
  }
}

@Suite struct DialectTests {
  @Test(arguments: [
    ("a,b\n1,2\n", "comma"), ("a;b\n1,5;2,5\n", "semicolon"), ("a\tb\n1\t2\n", "tab"), ("a|b\n1|2\n", "vertical bar"),
    ("sep=;\na,x;b\n1;2\n", "semicolon"), ("a\n1\n", "comma"), ("\"a;b\",c\n\"1;2\",3\n", "comma"),
  ])
  func detects(_ text: String, _ name: String) {
    #expect(Dialect.detect(Buffer(Array(text.utf8))).delimiterName == name)
  }

  @Test func oldLineBreaks() throws {
    let (book, _) = try load(["customers.csv": "id,name\ra,Ani\rb,Budi\r"])
    #expect(try values(book, "customers", "name") == [.text("Ani"), .text("Budi")])
  }

  @Test func otherKindsOfFilesAreNamed() {
    let error = #expect(throws: DiagnosticList.self) { try load(["customers.csv": "PK\u{3}\u{4}rest"]) }
    #expect(error?.all.map(\.code) == ["not-a-table"])
  }
}
