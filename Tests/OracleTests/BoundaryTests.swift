import Columns
import Diagnostics
import Query
import Syntax
import Testing

/// Every function, operator and aggregate at the ends of what its values can be: a value, missing, or a mistake with its
/// place; the same as the reference says; and never a trap.
@Suite struct BoundaryTests {
  /// The ends of each type, as they are written; the last is missing.
  static let ends: [ValueType: [String]] = [
    .whole: ["9223372036854775807", "(-9223372036854775807 - 1)", "0", "-1", "3", "if(false, 1)"],
    .number: ["1.7976931348623157e308", "-1.7976931348623157e308", "5e-324", "0.0", "-2.5", "if(false, 1.5)"],
    .percent: ["0%", "100%", "-12.5%", "if(false, 1%)"],
    .money: [
      "92233720368547758.07 USD", "(0 USD - 92233720368547758.07 USD - 0.01 USD)", "0 USD", "-0.01 USD",
      "if(false, 1 USD)",
    ],
    .inexactMoney: ["(92233720368547758.07 USD / 0.1)", "(0 USD / 3)", "(1 USD / 0)"],
    .date: ["0001-01-01", "9999-12-31", "2024-02-29", "if(false, today)"],
    .time: ["0001-01-01T00:00", "9999-12-31T23:59:59.999999", "1969-12-31T23:59:59", "if(false, now)"],
    .duration: ["106751991d", "(0d - 106751991d)", "0d", "(0d - 1min)", "if(false, 1d)"],
    .text: ["\"\"", "\" \"", "\"a-b\"", "\"İß ﬁΣς\"", "repeat(\"xy \", 500)", "if(false, \"a\")"],
    .truth: ["true", "false", "if(false, true)"],
  ]

  private static let order: [ValueType] = [
    .whole, .number, .percent, .money, .inexactMoney, .date, .time, .duration, .text, .truth,
  ]

  /// A book of one customer, in which expressions are worth evaluating.
  private static func trial() throws -> Trial {
    try Trial(
      BookText(
        tables: [BookText.Table(name: "customers", header: ["id", "name"], rows: [["c1", "Ana"]])],
        today: Int32(Calendar.days(2026, 3, 31))))
  }

  @Test func functions() throws {
    let trial = try Self.trial()
    var asked = 0
    for function in Function.all where !function.isOperator {
      for signature in function.signatures {
        var parameters = signature.parameters
        if function.needsToday { parameters.removeLast() }
        for type in [ValueType.whole, .money, .number, .duration, .text, .date] {
          let choices = parameters.map { Self.choices($0, type) }
          if type != .whole, !parameters.contains(where: { $0 == .same || $0 == .numeric || $0 == .any }) { continue }
          for arguments in Self.combinations(choices) {
            asked += 1
            check("\(function.name)(\(arguments.joined(separator: ", ")))", trial)
            check("\(function.name)(\(arguments.map(Self.unforeseen).joined(separator: ", ")))", trial)
          }
        }
      }
    }
    #expect(asked > 1000)
  }

  /// The same value, known only once the rows are read.
  private static func unforeseen(_ value: String) -> String { "if(id is known, \(value))" }

  /// What to try for a parameter; `type` for those that take any.
  private static func choices(_ parameter: Parameter, _ type: ValueType) -> [String] {
    switch parameter {
    case .type(let fixed): ends[fixed] ?? []
    case .numeric: type.isNumeric ? ends[type] ?? [] : ["-1"]
    case .floating: (ends[.number] ?? []) + (ends[.inexactMoney] ?? [])
    case .dateOrTime: (ends[.date] ?? []) + (ends[.time] ?? [])
    case .any, .same: ends[type] ?? []
    case .condition: ends[.truth] ?? []
    }
  }

  private static func combinations(_ choices: [[String]]) -> [[String]] {
    choices.reduce([[]]) { done, next in done.flatMap { begun in next.map { begun + [$0] } } }
  }

  @Test func operators() throws {
    let trial = try Self.trial()
    var understood = 0
    for left in Self.order {
      for right in Self.order {
        for spelling in BinaryOperator.allCases.map(\.rawValue) {
          for (a, b) in Self.combinations([Self.ends[left] ?? [], Self.ends[right] ?? []]).map({ ($0[0], $0[1]) }) {
            guard check("\(a) \(spelling) \(b)", trial) else { break }
            check("\(Self.unforeseen(a)) \(spelling) \(Self.unforeseen(b))", trial)
            understood += 1
          }
        }
      }
      for a in Self.ends[left] ?? [] {
        for form in [
          "-(\(a))", "\(a) is missing", "\(a) in (\(a))", "\(a) in \(a)..\(a)", "not (\(a))", "if(\(a) = \(a), \(a))",
        ] {
          check(form, trial)
        }
      }
    }
    #expect(understood > 1000)
  }

  /// Dates moved by every unit, from both ends of the calendar.
  @Test func datesMovedOutOfTheCalendar() throws {
    let trial = try Self.trial()
    for date in (Self.ends[.date] ?? []) + (Self.ends[.time] ?? []) {
      for length in ["1d", "1mo", "1y", "12h", "3660000d", "120000mo", "9999999999d", "9223372036854775807min"] {
        for form in [
          "\(date) + \(length)", "\(date) - \(length)", "if(id is known, \(date)) + \(length)",
          "if(id is known, \(date)) - \(length)", "\(date) < \(length)", "\(date) in last \(length)",
          "\(date) in next \(length)",
        ] { check(form, trial) }
      }
    }
  }

  @Test func aggregates() throws {
    let cells: [[String]] = [
      [], ["", ""], ["9223372036854775807", "9223372036854775807"], ["-9223372036854775808", "-9223372036854775808"],
      ["9223372036854775807", "-9223372036854775808"], ["0", "-1", ""],
    ]
    for quantities in cells {
      let rows = quantities.enumerated().map { index, cell in
        ["c1", index == 0 ? "0001-01-01" : "9999-12-31", cell, cell.isEmpty ? "" : "92233720368547758.07"]
      }
      let trial = try Trial(
        BookText(
          tables: [
            BookText.Table(name: "customers", header: ["id", "name"], rows: [["c1", "Ana"], ["c2", ""]]),
            BookText.Table(name: "purchases", header: ["customer", "date", "quantity", "amount"], rows: rows),
          ], today: 20_000))
      for entry in AggregateFunction.all {
        let more = entry.function == nil ? ", 50%" : ""
        for column in ["quantity", "amount", "date", "channel", "quantity / 2"] {
          if entry.spansChildren {
            check("\(entry.name)(purchases.\(column)\(more))", trial)
            check("\(entry.name)(gaps(purchases.\(column))\(more))", trial)
          }
          check("\(entry.name)(\(column)\(more))", trial, source: "purchases group by customer show")
        }
      }
      for quantile in Quantile.all {
        let more = quantile.name == "ntile" ? ", 1000000" : ""
        for column in ["quantity", "amount", "date"] {
          check("\(quantile.name)(\(column)\(more))", trial, source: "purchases show")
        }
      }
    }
  }

  /// Asks for one expression. False where it means nothing, which has to be said with its place.
  @discardableResult
  private func check(_ expression: String, _ trial: Trial, source: String = "customers show") -> Bool {
    let text = "select \(source) \(expression)"
    do {
      let typed = try trial.resolve(try Trial.parse(text))
      let answer = trial.engine(typed)
      if case .failed(let message) = answer { Issue.record("\(text): \(message)") }
      if let difference = Comparison.difference(answer, trial.plainly(typed), names: ("Kenal", "the reference")) {
        Issue.record("\(text): \(difference)")
      }
      return true
    } catch let list as DiagnosticList {
      let errors = list.all.filter { $0.severity == .error }
      let placed = errors.allSatisfy { $0.span.map { $0.lower < $0.upper && $0.upper <= text.utf8.count } ?? false }
      if errors.isEmpty || !placed { Issue.record("\(text): no place in \(list.all)") }
      return false
    } catch {
      Issue.record("\(text): \(error)")
      return false
    }
  }
}
