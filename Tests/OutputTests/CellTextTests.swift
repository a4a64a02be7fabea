import Columns
import Output
import Testing

struct CellTextTests {
  @Test func `each type is written its own way`() {
    let expected: [(Value, ValueType, String?)] = [
      (.missing, .text, nil), (.truth(true), .truth, "true"), (.truth(false), .truth, "false"),
      (.text("x"), .text, "x"),
      (.whole(2446), .whole, "2,446"), (.number(0.25), .number, "0.25"), (.number(0.25), .percent, "25%"),
      (.number(0.255), .inexactMoney, "0.26"), (.money(123_450), .money, "1,234.50"), (.date(0), .date, "1970-01-01"),
      (.time(34_200_000_000), .time, "1970-01-01 09:30"), (.duration(7_500_000_000), .duration, "2h 5min"),
      (.textSet(["a", "b"]), .textSet, "a, b"), (.textSet([]), .textSet, ""),
      (.reference(row: -1), .reference(table: 0), nil),
    ]
    for (value, type, text) in expected { #expect(CellText.text(value, type: type) == text) }
  }

  @Test func `a column of years is not grouped, any other is`() {
    func texts(_ numbers: [Int64]) -> [String?] {
      let column = Column(type: .whole, storage: .int64(Buffer(numbers)), count: numbers.count)
      return CellText.texts(column, rows: 0..<numbers.count)
    }
    #expect(texts([2024, 1999]) == ["2024", "1999"])
    #expect(texts([2024, 2200]) == ["2,024", "2,200"])
    #expect(texts([]) == [])
  }

  @Test func `a result is read only as far as it is shown`() {
    let result = ResultTable(
      fields: [
        .init(
          name: "city",
          column: Column(type: .text, storage: .text(TextPool(["Depok", "東京", "x"]), codes: nil), count: 3)),
        .init(
          name: "spent",
          column: Column(
            type: .money, storage: .int64(Buffer([100, 0, 250])), known: Bitmap([true, false, true]), count: 3)),
      ], rowCount: 3)
    #expect(
      TableRenderer.text(result, style: TableStyle(width: 80)) == """
        city   spent
        ─────  ─────
        Depok   1.00
        東京       ·
        x       2.50
        3 rows

        """)
    #expect(TableText(result, maxRows: 1).rows == [["Depok", "1.00"]])
    #expect(TableRenderer.text(result, style: TableStyle(maxRows: 1)).hasSuffix("first 1 row of 3\n"))
  }
}
