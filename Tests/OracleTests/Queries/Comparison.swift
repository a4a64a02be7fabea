import Columns

/// Whether two answers agree: exactly, and floating-point numbers to a billionth.
enum Comparison {
  static func difference(_ a: Trial.Answer, _ b: Trial.Answer, names: (String, String)) -> String? {
    switch (a, b) {
    case (.overflow, .overflow): return nil
    case (.rows(let x), .rows(let y)):
      if x.count != y.count { return "\(names.0) has \(x.count) rows, \(names.1) \(y.count)" }
      for (row, (left, right)) in zip(x, y).enumerated() where !areClose(left, right) {
        return "row \(row): \(names.0) has \(left), \(names.1) \(right)"
      }
      return nil
    default: return "\(names.0): \(brief(a)); \(names.1): \(brief(b))"
    }
  }

  static func brief(_ answer: Trial.Answer) -> String {
    switch answer {
    case .rows(let rows): "\(rows.count) rows"
    case .overflow: "an overflow"
    case .failed(let message): "failed: \(message)"
    }
  }

  static func areClose(_ a: [Value], _ b: [Value]) -> Bool {
    a.count == b.count && zip(a, b).allSatisfy(areClose)
  }

  /// Numbers written as text, with all their digits.
  private static func areClose(writtenNumber a: String, _ b: String) -> Bool {
    guard a.count > 15, b.count > 15, let x = Double(a), let y = Double(b) else { return false }
    return areClose(.number(x), .number(y))
  }

  static func areClose(_ a: Value, _ b: Value) -> Bool {
    switch (a, b) {
    case (.number(let x), .number(let y)): abs(x - y) <= 1e-9 * max(1, max(abs(x), abs(y)))
    // The mean of lengths of time is rounded to a microsecond.
    case (.duration(let x), .duration(let y)): x.distance(to: y).magnitude <= 1
    case (.text(let x), .text(let y)): Array(x.utf8) == Array(y.utf8) || areClose(writtenNumber: x, y)
    default: a == b
    }
  }
}
