import Columns
import Text

/// E-mail addresses and phone numbers as they are compared: two writings of the same one are equal.
enum ContactKeys {
  /// An address without spaces around it and in one case; empty when it is none.
  static func email(_ text: [UInt8]) -> [UInt8] {
    guard text.contains(UInt8(ascii: "@")) else { return [] }
    var bytes = text[...]
    while let first = bytes.first, first <= 32 || first == UInt8(ascii: "<") { bytes.removeFirst() }
    while let last = bytes.last, last <= 32 || last == UInt8(ascii: ">") { bytes.removeLast() }
    if bytes.starts(with: Array("mailto:".utf8)) { bytes.removeFirst(7) }
    if bytes.allSatisfy({ $0 < 128 }) { return bytes.map { $0 &- 65 < 26 ? $0 | 0x20 : $0 } }
    return Array(String(decoding: bytes, as: UTF8.self).lowercased().utf8)
  }

  /// A number's digits, and whether they begin with the code of a country.
  struct Phone {
    var digits: [UInt8]
    var isInternational: Bool
  }

  /// Nil for what has fewer than six digits or more than fifteen. `+62 812…`, `0062812…` and `0812…` can be the same.
  static func phone(_ text: [UInt8]) -> Phone? {
    var digits: [UInt8] = []
    var hasPlus = false
    for byte in text {
      if byte &- 48 < 10 { digits.append(byte) } else if byte == UInt8(ascii: "+"), digits.isEmpty { hasPlus = true }
      // An extension belongs to a switchboard, not to the number.
      if byte | 0x20 == UInt8(ascii: "x") { break }
    }
    var isInternational = hasPlus
    if !hasPlus, digits.starts(with: [48, 48]) {
      digits.removeFirst(2)
      isInternational = true
    }
    while digits.first == 48 { digits.removeFirst() }
    guard (6...15).contains(digits.count) else { return nil }
    return Phone(digits: digits, isInternational: isInternational)
  }
}

/// The customers by one of their contacts. A contact of several customers finds none of them.
struct ContactIndex {
  enum Match: Equatable {
    case none
    case row(Int32)
    /// Several rows have it.
    case several
  }

  private var dictionary = TextDictionary.searchable
  private var rows: [Int32] = []
  private static let severalRows = Int32.min

  /// Makes the contact lead to the row.
  mutating func insert(_ key: [UInt8], _ row: Int32) {
    guard !key.isEmpty else { return }
    let code = Int(dictionary.code(key.span))
    if code == rows.count { rows.append(row) } else if rows[code] != row { rows[code] = ContactIndex.severalRows }
  }

  func find(_ key: [UInt8]) -> Match {
    guard !key.isEmpty, let code = dictionary.find(key.span) else { return .none }
    return rows[Int(code)] == ContactIndex.severalRows ? .several : .row(rows[Int(code)])
  }
}

/// The customers by their phone numbers, with and without the code of the country.
struct PhoneIndex {
  private var international = ContactIndex()
  private var national = ContactIndex()
  /// International numbers without their first one, two or three digits, whichever the code is.
  private var stripped = ContactIndex()

  mutating func insert(_ text: [UInt8], _ row: Int32) {
    guard let phone = ContactKeys.phone(text) else { return }
    if phone.isInternational {
      international.insert(phone.digits, row)
      for length in 1...3 { stripped.insert(Array(phone.digits.dropFirst(length)), row) }
    } else {
      national.insert(phone.digits, row)
    }
  }

  func find(_ text: [UInt8]) -> ContactIndex.Match {
    guard let phone = ContactKeys.phone(text) else { return .none }
    if !phone.isInternational {
      let own = national.find(phone.digits)
      return own == .none && phone.digits.count >= 8 ? stripped.find(phone.digits) : own
    }
    let own = international.find(phone.digits)
    guard own == .none else { return own }
    for length in 1...3 where phone.digits.count - length >= 8 {
      let found = national.find(Array(phone.digits.dropFirst(length)))
      if found != .none { return found }
    }
    return .none
  }
}
