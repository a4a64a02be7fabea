import CKernels
import CivilTime
import Columns
import Testing

@testable import Interchange

/// The short ways for cells that are as nearly all are, against the long ways that take every cell.
@Suite struct PlainCellTests {
  private static func cells(_ block: CellBlock) -> [[String]] {
    (0..<block.columnCount).map { column in
      var texts: [String] = []
      block.forEach(column: column) { _, cell, marks in
        texts.append("\(marks.contains(.missing) ? "∅" : "")\((0..<cell.count).map { cell[$0] })")
      }
      return texts
    }
  }

  /// Everything that is cut of a text: rows, lines, what is broken, and what was met.
  private static func image(_ text: [UInt8], columns: Int, oneByOne: Bool) -> String {
    var cutter = RowCutter(delimiter: 44, lineBreak: 10)
    let block = CellBlock(columnCount: columns)
    let bytes = Buffer(text)
    block.lend(bytes, from: 0)
    bytes.withUnsafe { source in
      if oneByOne {
        while cutter.position < source.count { _ = cutter.cutRow(source, into: block, expecting: columns) }
      } else {
        cutter.cut(source, isLast: true, into: block)
      }
    }
    return "\(cells(block)) \(block.lines) \(block.broken) \(cutter.facts) \(cutter.line) \(cutter.position)"
  }

  @Test(arguments: 1...4)
  func rowsAreCutAlike(_ columns: Int) {
    let parts = [
      "a", "Noah", "NULL", "\\N", "N", " ", "\"", "\"\"", "x,y", ",", ",", ",", "\n", "\n", "\r\n", "é", "12", "\t", "",
    ]
    var lots = SystemRandomNumberGenerator()
    for _ in 0..<4000 {
      let regular = (0..<8).map { _ in
        (0..<columns).map { _ in parts[Int.random(in: 0..<9, using: &lots)] }.joined(separator: ",") + "\n"
      }
      let wild = (0..<Int.random(in: 0..<40, using: &lots)).map { _ in parts.randomElement(using: &lots) ?? "" }
      let text = Array((regular + wild).joined().utf8)
      #expect(
        PlainCellTests.image(text, columns: columns, oneByOne: false)
          == PlainCellTests.image(text, columns: columns, oneByOne: true), "\(String(decoding: text, as: UTF8.self))")
    }
  }

  @Test func numbersAreReadAlike() {
    let alphabet = Array("0123456789900000..--,+ 5x".utf8)
    var lots = SystemRandomNumberGenerator()
    for _ in 0..<200_000 {
      let text = (0..<Int.random(in: 1...8, using: &lots)).map { _ in alphabet.randomElement(using: &lots) ?? 48 }
      for decimal in Array(".,".utf8) {
        var shape = csv_shape()
        let word = text.enumerated().reduce(UInt64(0)) { $0 | UInt64($1.element) << UInt64(8 * $1.offset) }
        let digits = csv_plain_number(word, text.count, decimal, &shape)
        let long = NumberCell(plain: text.span, decimal: decimal)
        #expect((digits >= 0) == (long != nil), "\(text)")
        guard let long, digits >= 0 else { continue }
        #expect(
          long.magnitude == UInt64(digits) && long.scale == Int(shape.scale)
            && long.isNegative == (shape.isNegative != 0) && long.hasLeadingZero == (shape.hasLeadingZero != 0),
          "\(text)")
      }
    }
  }

  @Test func daysAreReadAlike() {
    for year in Array(0...30) + Array(1890...2110) + [2399, 2400, 9998, 9999] {
      for month in 0...13 {
        for day in 0...32 {
          let two = { (value: Int) in value < 10 ? "0\(value)" : "\(value)" }
          let text = String("000\(year)".suffix(4)) + "-" + two(month) + "-" + two(day)
          #expect(
            DateCell.isoDay(Array(text.utf8).span) == CivilDate(year: year, month: month, day: day)?.days, "\(text)")
        }
      }
    }
    let day = Array("2026-01-31".utf8)
    for place in day.indices {
      for byte in UInt8.min...UInt8.max where byte != day[place] {
        var other = day
        other[place] = byte
        let isDigit = byte &- 48 < 10 && place != 4 && place != 7
        if !isDigit { #expect(DateCell.isoDay(other.span) == nil) }
      }
    }
  }

  /// The column of these keys, read block by block, `size` rows at a time.
  private func column(_ keys: [String], blockRows: Int) throws -> (texts: [Value], codes: Int) {
    var reader = TextReader(keepsDictionary: true)
    var scanner = DelimitedScanner(Buffer(Array(keys.map { $0 + ",\n" }.joined().utf8)), delimiter: 44, lineBreak: 10)
    let block = CellBlock(columnCount: 2, rowLimit: blockRows)
    while scanner.fill(block) { try reader.read(block, column: 0) }
    reader.endReading()
    let column = try reader.column(.all)
    let numbered = reader.numbered(.all)?.pool(isDistinct: false)
    if let numbered {
      for row in 0..<column.count { #expect(Value.text(numbered.string(row)) == column.value(row)) }
    }
    return ((0..<column.count).map { column.value($0) }, reader.dictionary.count)
  }

  @Test func keysThatAreNumbersAreTexts() throws {
    let plain = (1...3000).map { "\($0)" }
    let lists = [
      plain, plain.map { "C\($0)" }, plain.map { "C" + String("000\($0)".suffix(4)) }, plain + ["x"],
      plain + ["007", "1"], plain + ["99999999"], plain.reversed() + plain, ["", "5", "", "6"].flatMap { [$0, "1"] },
      ["a", "1", "2"], plain + ["123456789"], plain.map { _ in "7" },
    ]
    for keys in lists {
      for rows in [1, 7, 4096] {
        let (texts, _) = try column(keys, blockRows: rows)
        let expected = keys.filter { !$0.isEmpty || true }.map { $0.isEmpty ? Value.missing : .text($0) }
        // Rows without any cell are no rows.
        #expect(texts == expected.filter { $0 != .missing })
      }
    }
  }

  private func dictionary(_ keys: [String]) throws -> TextDictionary {
    var reader = TextReader(keepsDictionary: true)
    var scanner = DelimitedScanner(Buffer(Array(keys.map { $0 + "\n" }.joined().utf8)), delimiter: 44, lineBreak: 10)
    let block = CellBlock(columnCount: 1)
    while scanner.fill(block) { try reader.read(block, column: 0) }
    return reader.dictionary
  }

  @Test func keysAreLookedUpAlike() throws {
    let lists = [
      (1...300).map { "\($0)" }, (200...900).map { "\($0)" }, (1...300).map { "C\($0)" }, (1...9).map { "00\($0)" },
      ["a", "5", "C7", "001"], (1...40).map { "\($0)" } + ["z"],
    ]
    for own in lists {
      var found = try dictionary(own)
      found.prepareLookups()
      for asked in lists {
        let other = try dictionary(asked)
        let codes = found.codes(of: other)
        #expect(codes.count == other.count)
        for code in 0..<other.count where asked.contains(other.string(code)) {
          let text = other.string(code)
          #expect(
            own.contains(text) == (codes[code] >= 0 && own.contains(found.string(Int(max(0, codes[code]))))), "\(text)")
          if own.contains(text) { #expect(found.string(Int(codes[code])) == text) }
        }
      }
    }
  }
}
