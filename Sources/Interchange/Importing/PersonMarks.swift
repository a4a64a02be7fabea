import Book
import Text

/// By what a person is known again: keys, e-mail addresses and phone numbers in the one form in which they are compared.
public enum PersonMarks {
  /// The marks of somebody who is to be forgotten.
  public static func all(keys: some Sequence<String>, email: String?, phone: String?) -> [String] {
    keys.sorted().map(key) + (email.flatMap(mark(ofEmail:)).map { [$0] } ?? [])
      + (phone.flatMap { ContactKeys.phone(Array($0.utf8)) }.map(kept) ?? [])
  }

  static func key(_ key: String) -> String { "key:" + key }

  static func mark(ofEmail email: String) -> String? {
    let address = ContactKeys.email(Array(email.utf8))
    return address.isEmpty ? nil : "email:" + CaseFolding.fold(String(decoding: address, as: UTF8.self))
  }

  /// A number is known with and without the code of its country, which has up to three digits.
  private static func kept(_ phone: ContactKeys.Phone) -> [String] {
    guard phone.isInternational else { return ["phone-national:" + text(phone.digits)] }
    return ["phone:" + text(phone.digits)] + withoutCountry(phone.digits).map { "phone-stripped:" + $0 }
  }

  /// What to look for where a number is read.
  static func asked(phone: String) -> [String] {
    guard let phone = ContactKeys.phone(Array(phone.utf8)) else { return [] }
    guard phone.isInternational else {
      return ["phone-national:", "phone-stripped:"].map { $0 + text(phone.digits) }
    }
    return ["phone:" + text(phone.digits)] + withoutCountry(phone.digits).map { "phone-national:" + $0 }
  }

  private static func withoutCountry(_ digits: [UInt8]) -> [String] {
    (1...3).filter { digits.count - $0 >= 8 }.map { text(Array(digits.dropFirst($0))) }
  }

  private static func text(_ digits: [UInt8]) -> String { String(decoding: digits, as: UTF8.self) }
}

extension ForgottenPeople {
  /// What is kept of a customer who was forgotten and is taken in again: hashes, to be let go of.
  public func hashes(ofKey key: String?, email: String?, phone: String?) -> [String] {
    let marks = PersonMarks.all(keys: key.map { [$0] } ?? [], email: email, phone: phone)
    return (marks + (phone.map(PersonMarks.asked) ?? [])).filter { day(of: $0) != nil }.map(hash)
  }

  /// The day on which a customer with this key or these contacts was forgotten; nil where nobody was.
  ///
  /// A phone number is shared by a family: it tells nobody who has an e-mail address of their own.
  public func day(ofKey key: String?, email: String?, phone: String?) -> Int32? {
    if let day = key.flatMap({ day(of: PersonMarks.key($0)) }) { return day }
    if let mark = email.flatMap(PersonMarks.mark(ofEmail:)) { return day(of: mark) }
    return phone.flatMap { PersonMarks.asked(phone: $0).lazy.compactMap(day(of:)).first }
  }
}
