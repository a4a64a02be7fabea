import Book
import Columns

/// A field by which rows are compared, and how its values are.
struct MatchField: Equatable {
  enum Kind { case email, phone, other }

  var name: String
  var kind: Kind

  init(_ name: String) {
    self.name = name
    switch name {
    case "email": kind = .email
    case "phone": kind = .phone
    default: kind = .other
    }
  }

  /// Whether two cells are the same e-mail address or phone number, perhaps written differently.
  func areSame(_ left: Column, _ row: Int, _ right: Column, _ other: Int) -> Bool {
    guard kind != .other else { return false }
    let (own, others) = (comparable(left, row), comparable(right, other))
    if kind == .email { return !own.isEmpty && own == others }
    guard let phone = ContactKeys.phone(own), let otherPhone = ContactKeys.phone(others) else { return false }
    return phone.digits == otherPhone.digits && phone.isInternational == otherPhone.isInternational
  }

  /// A cell as it is compared; empty where it says nothing.
  func comparable(_ column: Column, _ row: Int) -> [UInt8] {
    guard CellComparison.isKnown(column, row) else { return [] }
    switch kind {
    case .email: return ContactKeys.email(column.textBytes(row))
    case .phone: return column.textBytes(row)
    case .other:
      let bytes = column.textBytes(row)
      return bytes.isEmpty ? Array("\(column.value(row))".utf8) : bytes
    }
  }
}

/// The rows of a table by one field.
struct MatchIndex {
  private let isPhone: Bool
  private var texts = ContactIndex()
  private var phones = PhoneIndex()

  init(_ field: MatchField, _ table: Table) {
    isPhone = field.kind == .phone
    guard let column = table.columns.first(where: { $0.name == field.name })?.column else { return }
    for row in 0..<table.rowCount { insert(field.comparable(column, row), Int32(truncatingIfNeeded: row)) }
  }

  mutating func insert(_ value: [UInt8], _ row: Int32) {
    if isPhone { phones.insert(value, row) } else { texts.insert(value, row) }
  }

  func find(_ value: [UInt8]) -> ContactIndex.Match { isPhone ? phones.find(value) : texts.find(value) }
}
