import Columns
import Output

extension ChartCase {
  typealias Field = (name: String, type: ValueType, role: ChartField.Role, values: [Value])

  static let all: [ChartCase] = bars + lines + grids + counted + odd

  // MARK: Columns

  private static func texts(_ name: String, _ values: [String?], key: Bool = true) -> Field {
    (name, .text, key ? .key : .plain, values.map { $0.map { .text($0) } ?? .missing })
  }

  private static func whole(_ name: String, _ values: [Int64?]) -> Field {
    (name, .whole, .plain, values.map { $0.map { .whole($0) } ?? .missing })
  }

  private static func wholes(_ values: [Int64]) -> [Value] { values.map { .whole($0) } }

  private static func money(_ name: String, _ cents: [Int64?], cell: Bool = false) -> Field {
    (name, .money, cell ? .cell : .plain, cents.map { $0.map { .money($0) } ?? .missing })
  }

  private static func numbers(_ name: String, _ type: ValueType, _ values: [Double?], cell: Bool = false) -> Field {
    (name, type, cell ? .cell : .plain, values.map { $0.map { .number($0) } ?? .missing })
  }

  /// The first days of months since 2024-01.
  private static func months(_ count: Int) -> Field {
    let lengths: [Int32] = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    var day: Int32 = 19_723
    var values: [Value] = []
    for index in 0..<count {
      values.append(.date(day))
      day += lengths[index % 12]
    }
    return ("month", .date, .key, values)
  }

  /// Numbers that look like none in particular, the same every time.
  private static func wave(_ count: Int, _ seed: Int) -> [Int64] {
    (0..<count).map { Int64(($0 * $0 * 7 + $0 * 131 * seed) % 997 + $0 * 20) * 100 }
  }

  private static let groups = [
    "champions", "cannot lose them", "loyal", "at risk", "about to sleep", "promising", "lost", "hibernating", "new",
    "never bought",
  ]

  private static let squares: [Int64?] = (0..<300).map { (index: Int) -> Int64? in
    index % 5 == 0 ? nil : Int64(index * index * 7)
  }
  private static let ids: [String?] = (0..<300).map { (index: Int) -> String? in "C\(index)" }
  private static let customers: [String?] = (1...60).map { (index: Int) -> String? in "customer \(index)" }
  private static let falling: [Int64?] = (1...60).map { (index: Int) -> Int64? in Int64(61 - index) }
  private static let orders: [Int64?] = (0..<90).map { (index: Int) -> Int64? in Int64(index % 9 * (index % 2)) }
  private static let shares: [Double?] = (0..<64).map { (index: Int) -> Double? in Double(index) / 63 }
  private static let growth: [Double?] = (0..<30).map { (index: Int) -> Double? in Double(index % 5) / 10 - 0.2 }
  private static let gappy: [Int64?] = (0..<30).map { (index: Int) -> Int64? in index == 9 ? nil : Int64(index % 7) }
  private static let peaks: [Int64?] = (0..<2_000).map { (index: Int) -> Int64? in
    Int64(index % 83 + (index == 700 ? 400 : 0))
  }
  private static let days: [Value] = (0..<2_000).map { (index: Int) -> Value in .date(Int32(19_000 + index)) }
  private static let births: [Value] = (0..<200).map { (index: Int) -> Value in .date(Int32(index * 83 - 9_000)) }
  private static let broken: [Int64?] = wave(18, 2).enumerated().map { (index: Int, cents: Int64) -> Int64? in
    index % 7 == 4 ? nil : cents
  }
  private static let nine: [Field] = (1...9).map { (index: Int) -> Field in
    whole("measure \(index)", [Int64(index), 3])
  }

  // MARK: Cases

  private static let bars: [ChartCase] = [
    ChartCase(
      name: "bar", kind: "bar",
      fields: [
        texts("rfm.group", groups), whole("count", [293, 158, 291, 197, 161, 119, 165, 122, 95, 399]),
        money(
          "sum(spent)", [40_228_331, 12_316_012, 11_849_803, 3_037_192, 841_025, 647_057, 606_615, 478_662, 445_984, 0]),
      ]),
    ChartCase(
      name: "bar-of-one-column", kind: "bar",
      fields: [
        texts("city", ["Jakarta", "Depok", nil]), whole("count", [12, 7, 3]), money("spent", [9_000, 4_200, 100]),
      ],
      wanted: 2),
    ChartCase(
      name: "bar-below-zero", kind: "bar",
      fields: [
        texts("month", ["January", "February", "March", "April"]), money("change", [120_000, -45_000, 3_000, -90_050]),
        numbers("growth", .percent, [0.31, -0.2, 0.004, nil]),
      ]),
    ChartCase(
      name: "bar-all-below-zero", kind: "bar",
      fields: [texts("city", ["Depok", "Bogor"]), numbers("change", .number, [-3.5, -1.25])]),
    ChartCase(
      name: "bar-two-keys", kind: "bar",
      fields: [
        texts("city", ["Depok", "Depok", "Bogor"]), texts("channel", ["website", "marketplace", "website"]),
        (
          name: "median time", type: .duration, role: .plain,
          values: [.duration(5_400_000_000), .duration(86_400_000_000), .missing]
        ),
      ]),
    ChartCase(
      name: "bar-wide-names", kind: "bar",
      fields: [
        texts("名前", ["東京太郎", "Zoe\u{308} Tan", "👩🏽‍💻 coder", "กรุงเทพมหานคร", "\u{1B}[31mred\u{1B}[0m\tand\nmore"]),
        whole("count", [8, 6, 5, 3, 1]),
      ], isASCII: false),
    ChartCase(
      name: "bar-many-rows", kind: "bar",
      fields: [texts("name", customers), whole("orders", falling)]),
    ChartCase(
      name: "bar-many-columns", kind: "bar",
      fields: [texts("city", ["Depok", "Bogor"])] + nine),
  ]

  private static let lines: [ChartCase] = [
    ChartCase(name: "line", kind: "line", fields: [months(24), money("revenue", wave(24, 3))]),
    ChartCase(
      name: "line-two-series", kind: "line",
      fields: [months(18), money("app", wave(18, 5)), money("website", broken)]),
    ChartCase(
      name: "line-of-parts", kind: "line",
      fields: [
        (name: "year", type: .whole, role: .key, values: wholes([2023, 2023, 2024, 2024, 2025])),
        texts("channel", ["app", "website", "website", "app", "app"]), whole("count", [3, 9, 12, 8, 2]),
      ]),
    ChartCase(
      name: "line-dense", kind: "line",
      fields: [
        (name: "date", type: .date, role: .key, values: days),
        whole("orders", peaks),
      ]),
    ChartCase(
      name: "line-over-names", kind: "line",
      fields: [
        texts("step", ["visit", "basket", "address", "payment", "order"]), whole("count", [900, 420, 300, 280, 276]),
      ]),
    ChartCase(name: "line-one-point", kind: "line", fields: [months(1), money("revenue", [123_456])]),
    ChartCase(name: "line-level", kind: "line", fields: [months(6), whole("count", [5, 5, 5, 5, 5, 5])]),
    ChartCase(
      name: "spark", kind: "spark",
      fields: [
        months(30), money("revenue", wave(30, 3)), whole("orders", gappy),
        numbers("growth", .percent, growth),
      ]),
  ]

  /// Each period fewer come back, and of the later cohorts some more.
  private static func share(row: Int, period: Int) -> Double? {
    if row + period > 8 { return nil }
    if period == 0 { return 1 }
    return 0.6 / Double(period) + Double(row) / 100
  }

  private static func cohorts(_ periods: Int) -> [Field] {
    let rows = 8
    let size = whole("size", (0..<rows).map { Int64(58 + $0 * 13) })
    let cells: [Field] = (0...periods).map { (period: Int) -> Field in
      let values = (0..<rows).map { share(row: $0, period: period) }
      return numbers("\(period)", .percent, values, cell: true)
    }
    var dates = months(rows)
    dates.name = "cohort"
    return [dates, size] + cells
  }

  private static let grids: [ChartCase] = [
    ChartCase(name: "heatmap-of-cohorts", kind: "heatmap", fields: cohorts(6)),
    ChartCase(name: "heatmap-of-many-periods", kind: "heatmap", fields: cohorts(24)),
    ChartCase(
      name: "heatmap-of-pivot", kind: "heatmap",
      fields: [
        (name: "year", type: .whole, role: .key, values: [.whole(2024), .whole(2025), .missing]),
        money("app", [3_151_575, 7_273_099, nil], cell: true), money("chat", [635_005, 2_568_624, -5_000], cell: true),
        money("marketplace", [3_440_226, 6_095_243, 10], cell: true),
      ]),
    ChartCase(
      name: "heatmap-of-two-keys", kind: "heatmap",
      fields: [
        texts("city", ["Depok", "Depok", "Bogor", "Jakarta"]),
        (name: "weekday", type: .whole, role: .key, values: wholes([3, 1, 2, 1])),
        whole("count", [4, 9, 2, 30]),
      ]),
    ChartCase(name: "line-of-cohorts", kind: "line", fields: cohorts(6)),
    ChartCase(name: "spark-of-cohorts", kind: "spark", fields: cohorts(6)),
  ]

  private static let counted: [ChartCase] = [
    ChartCase(
      name: "hist-of-money", kind: "hist",
      fields: [
        texts("id", ids, key: false),
        money("spent", squares),
      ]),
    ChartCase(
      name: "hist-of-few-wholes", kind: "hist", fields: [whole("orders", orders)]),
    ChartCase(
      name: "hist-of-dates", kind: "hist",
      fields: [(name: "born", type: .date, role: .plain, values: births)]),
    ChartCase(
      name: "hist-of-percents", kind: "hist", fields: [numbers("share", .percent, shares)]),
    ChartCase(name: "hist-of-one-value", kind: "hist", fields: [whole("age", [41, 41, 41])]),
  ]

  private static let odd: [ChartCase] = [
    ChartCase(name: "no-rows", kind: "bar", fields: [texts("city", []), whole("count", [])]),
    ChartCase(name: "one-row", kind: "bar", fields: [whole("count", [2_000]), money("sum(spent)", [70_450_688])]),
    ChartCase(
      name: "all-missing", kind: "bar", fields: [texts("city", ["Depok", "Bogor"]), whole("count", [nil, nil])]),
    ChartCase(name: "all-zero", kind: "bar", fields: [texts("city", ["Depok", "Bogor"]), whole("count", [0, 0])]),
    ChartCase(
      name: "huge-and-tiny", kind: "bar",
      fields: [
        texts("what", ["huge", "negative", "tiny", "endless", "none"]),
        numbers("number", .number, [1.7e308, -1.7e308, .leastNonzeroMagnitude, .infinity, .nan]),
        numbers("small", .number, [2e-12, 1e-12, .leastNonzeroMagnitude, 0, nil]),
        whole("whole", [.max, .min, 1, 0, -1]),
      ]),
    ChartCase(
      name: "huge-line", kind: "line",
      fields: [numbers("x", .number, [-1.7e308, 0, 1.7e308]), numbers("y", .number, [1.7e308, -1.7e308, 3])]),
    ChartCase(name: "huge-hist", kind: "hist", fields: [numbers("x", .number, [-1.7e308, 0, 1.7e308, 1.5e308])]),
    ChartCase(name: "close-hist", kind: "hist", fields: [numbers("x", .number, [1e300, 1.0000000000000002e300])]),
    ChartCase(
      name: "texts-alone", kind: "bar",
      fields: [texts("name", ["Ani"], key: false), texts("city", ["Depok"], key: false)]),
    ChartCase(name: "own-choice-bar", fields: [texts("city", ["Depok", "Bogor"]), whole("count", [3, 2])]),
    ChartCase(name: "own-choice-line", fields: [months(5), whole("count", [3, 2, 6, 1, 4])]),
    ChartCase(name: "unknown-kind", kind: "pie", fields: [whole("count", [3, 2])]),
  ]
}
