import Output
import Testing
import Text

/// The tables below were read on a terminal and found straight.
struct TableRendererTests {
  static let people = TableText(
    columns: [
      .init("name"), .init("city"), .init("spent", isRightAligned: true), .init("lastPurchase", isUncut: true),
      .init("note"),
    ],
    rows: [
      [
        "Zoe\u{308} Tan", "東京", "1,234.50", "2026-01-31",
        "likes 👩🏽‍💻 and 🇮🇩, writes \u{1B}[31mred\u{1B}[0m now and then, at length",
      ],
      ["Ani", nil, "0.00", nil, ""],
      ["นภา ศรีสุข", "กรุงเทพมหานคร", "12,000,000.00", "2025-12-01", "tab\tand\nbreak"],
      [
        "Muhammad Abdurrahman al-Fayyadh Kusumadiningrat", "Daerah Khusus Ibukota Jakarta", "77.10", "2026-02-28", nil,
      ],
    ], rowCount: 2446)

  private func drawn(_ table: TableText, _ style: TableStyle) -> String { TableRenderer.text(table, style: style) }

  /// Some of the columns of the people.
  private func people(_ columns: [Int]) -> TableText {
    let all = Self.people
    return TableText(
      columns: columns.map { all.columns[$0] }, rows: all.rows.map { row in columns.map { row[$0] } },
      rowCount: all.rowCount)
  }

  @Test func `80 cells: text gives way, numbers and dates do not`() {
    #expect(
      drawn(Self.people, TableStyle(width: 80)) == """
        name              city                      spent  lastPurchase  note
        ────────────────  ────────────────  ─────────────  ────────────  ───────────────
        Zoe\u{308} Tan           東京                   1,234.50  2026-01-31    likes 👩🏽‍💻 and …
        Ani               ·                          0.00  ·
        นภา ศรีสุข          กรุงเทพมหานคร      12,000,000.00  2025-12-01    tab\\tand\\nbreak
        Muhammad Abdurr…  Daerah Khusus I…          77.10  2026-02-28    ·
        first 4 rows of 2,446

        """)
  }

  @Test func `60 cells: the header of a date gives way too`() {
    #expect(
      drawn(Self.people, TableStyle(width: 60)) == """
        name        city                spent  lastPurch…  note
        ──────────  ──────────  ─────────────  ──────────  ─────────
        Zoe\u{308} Tan     東京             1,234.50  2026-01-31  likes 👩🏽‍💻…
        Ani         ·                    0.00  ·
        นภา ศรีสุข    กรุงเทพมหา…  12,000,000.00  2025-12-01  tab\\tand…
        Muhammad …  Daerah Kh…          77.10  2026-02-28  ·
        first 4 rows of 2,446

        """)
  }

  @Test func `40 cells: three columns fit, five become records`() {
    #expect(
      drawn(people([0, 1, 2]), TableStyle(width: 40)) == """
        name          city                 spent
        ────────────  ───────────  ─────────────
        Zoe\u{308} Tan       東京              1,234.50
        Ani           ·                     0.00
        นภา ศรีสุข      กรุงเทพมหาน…  12,000,000.00
        Muhammad Ab…  Daerah Khu…          77.10
        first 4 rows of 2,446

        """)
    #expect(
      drawn(Self.people, TableStyle(width: 40, maxRows: 2)) == """
        ─ 1 ────────────────────────────────────
        name          Zoe\u{308} Tan
        city          東京
        spent         1,234.50
        lastPurchase  2026-01-31
        note          likes 👩🏽‍💻 and 🇮🇩, writes
                      \\u{1B}[31mred\\u{1B}[0m now
                      and then, at length
        ─ 2 ────────────────────────────────────
        name          Ani
        city          ·
        spent         0.00
        lastPurchase  ·
        note
        first 2 rows of 2,446

        """)
  }

  @Test func `200 cells and no limit: everything is there`() {
    let wide = """
      name                                             city                                   spent  note
      ───────────────────────────────────────────────  ─────────────────────────────  ─────────────  ──────────────────────────────────────────────────────────────────────
      Zoe\u{308} Tan                                          東京                                1,234.50  likes 👩🏽‍💻 and 🇮🇩, writes \\u{1B}[31mred\\u{1B}[0m now and then, at length
      Ani                                              ·                                       0.00
      นภา ศรีสุข                                         กรุงเทพมหานคร                   12,000,000.00  tab\\tand\\nbreak
      Muhammad Abdurrahman al-Fayyadh Kusumadiningrat  Daerah Khusus Ibukota Jakarta          77.10  ·
      first 4 rows of 2,446

      """
    #expect(drawn(people([0, 1, 2, 4]), TableStyle(width: 200)) == wide)
    #expect(drawn(people([0, 1, 2, 4]), TableStyle()) == wide)
  }

  @Test func `ASCII draws no box and no dots`() {
    #expect(
      drawn(people([0, 2, 1]), TableStyle(width: 30, maxRows: 2, ascii: true)) == """
        name        spent  city
        -------  --------  ----
        Zoe\u{308} Tan  1,234.50  東京
        Ani          0.00  .
        first 2 rows of 2,446

        """)
    #expect(drawn(people([0]), TableStyle(width: 10, ascii: true)).contains("Muhamma...\n"))
  }

  @Test func `colours change nothing but colours`() {
    let plain = drawn(Self.people, TableStyle(width: 80))
    let colored = drawn(Self.people, TableStyle(width: 80, color: true))
    #expect(colored.hasPrefix("\u{1B}[1mname\u{1B}[0m  "))
    #expect(colored.contains("\u{1B}[2m·\u{1B}[0m") && colored.contains("\u{1B}[2mfirst 4 rows of 2,446\u{1B}[0m\n"))
    var stripped = colored
    for code in ["\u{1B}[0m", "\u{1B}[1m", "\u{1B}[2m"] { stripped = stripped.replacing(code, with: "") }
    #expect(stripped == plain)
  }

  @Test(arguments: [
    (0, 0, "no rows"), (1, 1, "1 row"), (12, 12, "12 rows"), (40, 2446, "first 40 rows of 2,446"),
    (1, 2, "first 1 row of 2"), (0, 5, "first 0 rows of 5"), (1_500, 1_500, "1,500 rows"),
  ])
  func `the footer counts and says what is left out`(shown: Int, total: Int, text: String) {
    #expect(TableRenderer.footer(shown: shown, of: total) == text)
  }

  @Test func `a table without rows or without columns is still told`() {
    let empty = TableText(columns: [.init("name"), .init("n", isRightAligned: true)], rows: [])
    #expect(drawn(empty, TableStyle(width: 80)) == "name  n\n────  ─\nno rows\n")
    #expect(drawn(empty, TableStyle(width: 80, layout: .record)) == "no rows\n")
    #expect(drawn(TableText(columns: [], rows: [[], []]), TableStyle(width: 80)) == "2 rows\n")
  }

  @Test func `records wrap long texts and say where they end`() {
    let text = TableText(columns: [.init("note")], rows: [[String(repeating: "word ", count: 40)]])
    #expect(
      drawn(text, TableStyle(width: 26, layout: .record)) == """
        ─ 1 ──────────────────────
        note  word word word word
              word word word word
              word word word word
              word word word word…
        1 row

        """)
  }

  @Test func `nothing is wider than the terminal and no raw control comes through`() {
    let pieces = ["日本", "e\u{301}", "👩‍👩‍👧‍👦", "\u{1B}[2J", "plain words", "\t", "กำ", "", "x", "\u{202E}", "नमस्ते"]
    var seed: UInt64 = 7
    func next(_ below: Int) -> Int {
      seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(seed >> 33) % below
    }
    for _ in 0..<60 {
      let columns = (0...next(9)).map {
        TableText.Column("column \($0)" + pieces[next(pieces.count)], isRightAligned: next(3) == 0)
      }
      let rows = (0..<next(5)).map { _ in
        columns.map { column in
          column.isRightAligned
            ? String(next(1_000_000))
            : next(6) == 0 ? nil : (0..<next(9)).map { _ in pieces[next(pieces.count)] }.joined()
        }
      }
      for width in [24, 40, 80, 200] {
        let text = drawn(TableText(columns: columns, rows: rows), TableStyle(width: width))
        for line in text.split(separator: "\n") where DisplayWidth.of(String(line)) > width {
          Issue.record("\(DisplayWidth.of(String(line))) cells at \(width): \(line)")
        }
        #expect(!text.unicodeScalars.contains { $0 != "\n" && $0.properties.generalCategory == .control })
      }
    }
  }

  @Test func `a cell of a megabyte is cut, not measured`() {
    let table = TableText(columns: [.init("note")], rows: [[String(repeating: "é", count: 1_000_000)]])
    #expect(drawn(table, TableStyle(width: 20)).split(separator: "\n")[2] == String(repeating: "é", count: 19) + "…")
  }
}
