import Columns

/// Finds numbers of payment cards, which are never kept.
enum CardNumbers {
  static let reason = "looks like the number of a payment card, which Kenal never keeps"

  /// Whether a column has to be looked at: all of payments, and any whose name speaks of cards.
  static func isSuspect(table: String, column: String, header: String) -> Bool {
    table == "payments" || mentionsCard(column) || mentionsCard(header)
  }

  private static func mentionsCard(_ name: String) -> Bool {
    let words = Names.words(name)
    let bare = Names.bare(name)
    return words.contains("card") || words.contains("pan") || bare.contains("cardnumber") || bare.contains("cardno")
      || bare.contains("creditcard") || bare.contains("debitcard") || bare.contains("kartukredit")
  }

  /// Whether a cell holds 13 to 19 digits, perhaps in groups but not after a plus sign, that pass the check of ISO/IEC 7812 (Luhn).
  static func holdsOne(_ cell: Bytes) -> Bool {
    guard cell.count >= 13 else { return false }
    var digits: [UInt8] = []
    var isPhone = false
    for index in 0..<cell.count {
      switch cell[index] {
      case 48...57: digits.append(cell[index] - 48)
      case UInt8(ascii: "+") where digits.isEmpty: isPhone = true
      case UInt8(ascii: " "), UInt8(ascii: "-"), UInt8(ascii: "."): continue
      default:
        if !isPhone, isCard(digits) { return true }
        digits.removeAll(keepingCapacity: true)
        isPhone = false
      }
    }
    return !isPhone && isCard(digits)
  }

  private static func isCard(_ digits: [UInt8]) -> Bool {
    guard (13...19).contains(digits.count), digits.contains(where: { $0 != 0 }) else { return false }
    var sum = 0
    for (index, digit) in digits.reversed().enumerated() {
      let value = Int(digit) * (index % 2 == 1 ? 2 : 1)
      sum += value > 9 ? value - 9 : value
    }
    return sum % 10 == 0
  }

  /// The text with all digits but the last four hidden, for messages and the file of rejected rows.
  static func masked(_ text: String) -> String {
    var left = text.unicodeScalars.count { ("0"..."9").contains($0) }
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      let isDigit = ("0"..."9").contains(scalar)
      result.append(isDigit && left > 4 ? "•" : scalar)
      if isDigit { left -= 1 }
    }
    return String(result)
  }
}

extension CellFailures {
  /// Adds the cells of a column of a block that hold a card number.
  mutating func addCards(_ block: CellBlock, column: Int) {
    block.forEach(column: column) { row, cell, marks in
      if !marks.contains(.missing), CardNumbers.holdsOne(cell) {
        add(block.firstRow + row, CardNumbers.reason, text: CardNumbers.masked(shortText(cell)))
      }
    }
  }
}
