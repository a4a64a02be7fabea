/// The decimal digits of a number as its shortest exact text has them, for rounding as people round.
///
/// Rounding the binary number itself would turn 2.675 into 2.67, since it is stored a little below; people who read 2.675
/// elsewhere would find an error.
struct DecimalDigits {
  /// Digits before the point; at least one.
  private var before: [UInt8]
  /// Digits behind the point.
  private var behind: [UInt8]

  /// Nil for what is not finite or below zero, and beyond 10^21, where digits are no longer shown one by one.
  init?(_ value: Double) {
    guard value.isFinite, value >= 0, value < 1e21 else { return nil }
    let halves = value.description.utf8.split { $0 == UInt8(ascii: "e") || $0 == UInt8(ascii: "E") }
    let mantissa = halves[0].split(separator: UInt8(ascii: "."))
    before = mantissa[0].map { $0 - 48 }
    behind = mantissa.count > 1 ? mantissa[1].map { $0 - 48 } : []
    shift(by: halves.count > 1 ? Int(Substring(halves[1])) ?? 0 : 0)
  }

  private mutating func shift(by exponent: Int) {
    for _ in 0..<abs(exponent) {
      if exponent > 0 {
        before.append(behind.isEmpty ? 0 : behind.removeFirst())
      } else {
        behind.insert(before.popLast() ?? 0, at: 0)
      }
    }
    while before.first == 0 { before.removeFirst() }
    if before.isEmpty { before = [0] }
  }

  /// Rounds to a number of decimals, halves up.
  mutating func round(toPlaces places: Int) {
    guard behind.count > places else { return }
    let up = behind[places] >= 5
    behind.removeSubrange(places...)
    guard up else { return }
    var digits = before + behind
    var index = digits.count - 1
    while index >= 0, digits[index] == 9 {
      digits[index] = 0
      index -= 1
    }
    if index >= 0 { digits[index] += 1 } else { digits.insert(1, at: 0) }
    before = Array(digits.prefix(digits.count - places))
    behind = Array(digits.suffix(places))
  }

  var whole: String { text(before) }

  /// Exactly `places` digits behind the point. Call after rounding.
  func fraction(places: Int) -> String {
    text(behind) + String(repeating: "0", count: max(0, places - behind.count))
  }

  var isAboveZero: Bool { before.contains { $0 != 0 } || behind.contains { $0 != 0 } }

  private func text(_ digits: [UInt8]) -> String { digits.map { String($0) }.joined() }
}
