import Book
import Columns
import Diagnostics
import Glibc
import Testing

@testable import Interchange

/// How a load divides its work must not show in what it loads.
@Suite struct DivisionTests {
  private static let customers = """
    id,name,email,birthDate,acquiredOn,tags,note,score,level
    c1,Ani,a@x.id,1990-01-02,03/04/2005,x|y,"a ""quoted"" note",1,1
    c2,"Bu,
    di",,1991-02-30,05/06/2007,,Cafe\u{301},2,1.5

    c3,Caf\u{E9},long-address-of-c3@example.com,,25/12/2005,y;x,NULL,3,NA
    c4,Dewi,long-address-of-c4@example.com,2001-12-31,01/02/2003,z,, 4 ,2
    c1,Twin,,,,,,,
    ,Nobody,,,,,,,
    c5,"Broken,b
    c6,Edi,long-address-of-c3@example.com,1985-05-05,02/02/2002,x|x|y,e,six,3
    ragged,row
    c7,Fitri,f@x.id,2000-02-29,,,\\N,7,4

    """
  private static let purchases = """
    id;customer;date;amount;quantity;product;coupon
    p1;c3;2026-01-05;1.000,50;1;s1;007
    p2;c1;2026-01-03 10:15;2;2;s2;8
    p3;c9;2026-01-04;3,5;1;s1;
    p4;c1;2026-01-01;Rp4.000;x;s9;9
    p5;;2026-01-02;-5;3;;10
    p6;c1;2026-01-01T00:00:00Z;6,25;1;s2;11
    p7;c4;soon;7;1;s1;12
    p8;c3;2025-12-31;8;1;s1;13
    a-longer-key-9;c7;2025-12-30;9;1;s2;14
    a-longer-key-9;c7;2025-12-30;9;1;s2;14

    """
  private static let products = "id,name,unitCost\ns1,Lamp,1.20\ns2,Easel,3\n"
  private static let notes = "purchase,text\na-longer-key-9,first\np1,second\np1,third\nzz,fourth\n"

  private func load(_ division: Division) throws -> (book: Book, report: LoadReport) {
    let texts = [
      ("customers.csv", DivisionTests.customers), ("notes.csv", DivisionTests.notes),
      ("products.csv", DivisionTests.products), ("purchases.csv", DivisionTests.purchases),
    ]
    return try Loader.load(
      name: "test", files: texts.map { SourceFile(name: $0.0, text: $0.1) }, division: division)
  }

  /// Everything that a book says, as text.
  private func image(_ book: Book) -> [String] {
    var image = ["\(book.currency)"]
    for table in book.tables {
      image.append("\(table.name) \(table.keyColumn ?? -1) \(table.parentColumn ?? -1) \(table.eventColumn ?? -1)")
      for column in table.columns {
        let values = (0..<table.rowCount).map { "\(column.column.value($0))" }
        let orphans = column.orphans.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
        image.append("\(column.name) \(column.column.type) \(values) \(orphans)")
      }
    }
    for way in book.waysBack {
      image.append("\(way.name) \(way.link.offsets.array) \(way.link.rows?.array ?? [])")
    }
    return image
  }

  /// The report as text; rejects in the order of their lines, since blocks decide which of them comes first.
  private func image(_ report: LoadReport) -> [String] {
    report.tables.map { "\($0)" } + report.rejects.map { "\($0)" }.sorted()
  }

  @Test func blocksOfAnySizeLoadTheSame() throws {
    let whole = try load(Division(threads: 1))
    #expect(whole.report.rejects.count == 8)
    for rows in 1...12 {
      for threads in 1...3 {
        let parts = try load(Division(threads: threads, blockRows: rows))
        #expect(image(parts.book) == image(whole.book), "\(threads) threads, \(rows) rows")
        #expect(image(parts.report) == image(whole.report), "\(threads) threads, \(rows) rows")
      }
    }
  }

  /// Files that are read piece by piece give what they give as a whole, wherever the pieces end.
  @Test func piecesOfAnySizeLoadTheSame() throws {
    let texts = [
      "customers.csv": DivisionTests.customers, "notes.csv": DivisionTests.notes,
      "products.csv": "\u{FEFF}" + DivisionTests.products, "purchases.csv": DivisionTests.purchases,
    ]
    try withFolder(texts.mapValues { Array($0.utf8) }) { files in
      let whole = try Loader.load(name: "test", files: files, division: Division(wholeBytes: .max))
      #expect(whole.report.rejects.count == 8)
      for bytes in Array(1...70) + [500, 5000] {
        for rows in [1, 3, 4096] {
          let division = Division(threads: 2, blockRows: rows, wholeBytes: 0, pieceBytes: bytes)
          let parts = try Loader.load(name: "test", files: files, division: division)
          #expect(image(parts.book) == image(whole.book), "\(bytes) bytes, \(rows) rows")
          #expect(image(parts.report) == image(whole.report), "\(bytes) bytes, \(rows) rows")
        }
      }
    }
  }

  /// What quotations do at the end of a piece: they are cut as if all of the text had been there at once.
  @Test func rowsThatPiecesCutInTwo() throws {
    let rows = [
      "a,\"b\nc\"", "\"d \"\"e\"\"\",f", "\"g\" ,\th\r", "5\" pipe,\"\"", "\"i,j", "k,l", "\"m \"n\" o\",p", "NULL,\\N",
      "",
      ",", "q", "r,s,t", "é,\u{1F600}", "\"u\nv,w", "\"x\"\"", "y,z\0",
    ]
    for seed in 0..<60 {
      let text = (0..<9).map { rows[(seed * 7 + $0 * (seed % 5 + 1)) % rows.count] }.joined(separator: "\n")
      let bytes = Array(("id,name\n" + text + (seed % 2 == 0 ? "\n" : "")).utf8)
      try withFolder(["customers.csv": bytes]) { files in
        let whole = try Loader.load(name: "test", files: files, division: Division(wholeBytes: .max))
        for piece in 1...12 {
          let parts = try Loader.load(
            name: "test", files: files, division: Division(blockRows: 1 + seed % 4, wholeBytes: 0, pieceBytes: piece))
          #expect(image(parts.book) == image(whole.book), "seed \(seed), \(piece) bytes")
          #expect(image(parts.report) == image(whole.report), "seed \(seed), \(piece) bytes")
        }
      }
    }
  }

  /// A file that is other text than UTF-8 only far from its beginning is read in its own encoding all the same.
  @Test func theEncodingShowsLate() throws {
    let rows = (0..<20_000).map { "c\($0),name \($0)\n" }.joined()
    for (last, name) in [([0x43, 0x61, 0x66, 0xE9], "Café"), ([0xC3, 0xA9, 0xC3], "Ã©Ã")] as [([UInt8], String)] {
      try withFolder(["customers.csv": Array("id,name\n\(rows)".utf8) + Array("last,".utf8) + last]) { files in
        let (book, report) = try Loader.load(name: "test", files: files, division: Division(wholeBytes: 0))
        #expect(report.tables[0].encoding == "Windows-1252")
        #expect(try values(book, "customers", "name").last == .text(name))
        #expect(book.tables[0].rowCount == 20_001)
      }
    }
  }

  /// Files with these contents in a folder of their own.
  private func withFolder(_ files: [String: [UInt8]], _ body: ([SourceFile]) throws -> Void) throws {
    var template = Array("/tmp/kenal-division-XXXXXX".utf8CString)
    let folder = try #require(mkdtemp(&template).map { String(cString: $0) })
    let paths = files.keys.sorted().map { folder + "/" + $0 }
    defer {
      for path in paths { unlink(path) }
      rmdir(folder)
    }
    for path in paths {
      let file = try #require(fopen(path, "w"))
      let bytes = files[SourceFile.lastPart(of: path)] ?? []
      fwrite(bytes, 1, bytes.count, file)
      fclose(file)
    }
    try body(paths.map { SourceFile(path: $0) })
  }

  /// A column whose first block looks like numbers and whose last cell is none is text from its first cell on.
  @Test func theLastCellMayDecide() throws {
    let cells = (0..<9000).map { "c\($0),\($0),2026-01-02,\($0 % 7)" } + ["c9000,x,soon,1.5"]
    let text = "id,first,second,third\n" + cells.joined(separator: "\n")
    let (book, _) = try Loader.load(
      name: "test", files: [SourceFile(name: "customers.csv", text: text)], division: Division())
    #expect(book.tables[0].columns.map(\.column.type) == [.text, .text, .text, .number])
    #expect(book.tables[0].columns[1].column.value(8999) == .text("8999"))
    #expect(book.tables[0].columns[3].column.value(8999) == .number(4))
    #expect(book.tables[0].columns[3].column.value(9000) == .number(1.5))
  }

  /// What is wrong with many rows is counted to the last and shown in the order of the file.
  @Test func manyRejectsAreCounted() throws {
    let cells = (0..<20_000).map { "c\($0),\($0 % 3 == 0 ? "x" : "1"),\($0 % 5 == 0 ? "y" : "2")" }
    let declaration = TableDeclaration("customers", columns: [.init("a", .whole), .init("b", .whole)])
    for threads in 1...2 {
      let (book, report) = try Loader.load(
        name: "test", files: [SourceFile(name: "customers.csv", text: "id,a,b\n" + cells.joined(separator: "\n"))],
        declarations: [declaration], division: Division(threads: threads))
      let rejected = (0..<20_000).filter { $0 % 3 == 0 || $0 % 5 == 0 }
      #expect(book.tables[0].rowCount == 20_000 - rejected.count)
      #expect(report.tables[0].rejected == rejected.count)
      #expect(report.rejects.count == LoadReport.rejectLimit)
      #expect(report.rejects.allSatisfy { $0.column == "a" && $0.text == "x" })
    }
  }

  @Test func theFirstErrorByNumberIsThrown() {
    for threads in 1...3 {
      let error = #expect(throws: Diagnostic.self) {
        try Division(threads: threads).forEach(100) { index in
          if index % 10 == 3 { throw Diagnostic("code-\(index)", "") }
        }
      }
      #expect(error?.code == "code-3")
    }
  }
}
