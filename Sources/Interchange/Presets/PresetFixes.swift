/// What presets mend in cells before anyone reads them.
enum PresetFix {
  /// Spreadsheets keep ids as text with an apostrophe before them.
  static func apostrophe(_ text: String) -> String { text.hasPrefix("'") ? String(text.dropFirst()) : text }

  static func email(_ text: String) -> String {
    let bytes = ContactKeys.email(Array(text.utf8))
    return String(decoding: bytes, as: UTF8.self)
  }

  /// A number without an apostrophe; nothing where the program hides digits with stars.
  static func phone(_ text: String) -> String { text.contains("*") ? "" : apostrophe(text) }

  /// Texts with commas between them, as a set.
  static func tags(_ text: String) -> String { set(text, separator: ",") }

  static func set(_ text: String, separator: Character) -> String {
    let parts = text.split(separator: separator).map(trimmed).filter { !$0.isEmpty }
    // A bar behind a single one keeps a semicolon within it from parting it.
    return parts.count == 1 ? parts[0] + "|" : parts.joined(separator: "|")
  }

  static func trimmed(_ text: some StringProtocol) -> String {
    var text = text[...]
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }

  /// The first of several values in one cell.
  static func firstOf(_ text: String, separator: String) -> String {
    guard let range = text.firstRange(of: separator) else { return text }
    return trimmed(text[..<range.lowerBound])
  }

  /// Rupiah without decimals: dots and commas between groups of three digits are no decimal signs (`Rp10.000` is ten
  /// thousand); two digits behind the last one are.
  static func rupiah(_ text: String) -> String {
    let isNegative = text.contains("-")
    var digits = ""
    var sinceSign = -1
    for character in text {
      if character.isASCII, character.isNumber {
        digits.append(character)
        if sinceSign >= 0 { sinceSign += 1 }
      } else if character == "." || character == "," {
        sinceSign = digits.isEmpty ? -1 : 0
      }
    }
    guard !digits.isEmpty else { return "" }
    if sinceSign == 1 || sinceSign == 2 { digits.insert(".", at: digits.index(digits.endIndex, offsetBy: -sinceSign)) }
    return (isNegative ? "-" : "") + digits
  }

  /// A date with the day first, as ISO 8601; other texts as they are.
  static func dayFirst(_ text: String) -> String {
    let parts = text.split(separator: " ", maxSplits: 1)
    let numbers = (parts.first ?? "").split(whereSeparator: { $0 == "/" || $0 == "-" || $0 == "." })
    guard numbers.count == 3, numbers[2].count == 4, numbers[0].count <= 2, numbers[1].count <= 2 else { return text }
    let date = [String(numbers[2]), twoDigits(numbers[1]), twoDigits(numbers[0])].joined(separator: "-")
    return parts.count == 2 ? date + " " + parts[1] : date
  }

  private static func twoDigits(_ text: Substring) -> String { text.count == 1 ? "0" + text : String(text) }

  /// Yes or no, of the many ways in which programs say that somebody agreed; nothing where they say nothing.
  static func consent(_ text: String) -> String {
    switch text.lowercased() {
    case "yes", "true", "1", "y", "subscribed", "opted in", "opt-in", "opted_in", "active": "yes"
    case "no", "false", "0", "n", "unsubscribed", "never_subscribed", "never subscribed", "opted out", "opt-out",
      "not_subscribed", "not subscribed", "suppressed", "cleaned":
      "no"
    default: ""
    }
  }

  /// Price times quantity less a discount, in exact hundredths; nothing where the price is no plain number.
  static func amount(price: String, quantity: String, discount: String = "") -> String {
    guard let price = hundredths(price), let quantity = quantity.isEmpty ? 1 : Int64(quantity) else { return "" }
    let (gross, overflow) = price.multipliedReportingOverflow(by: quantity)
    let (net, isBelow) = gross.subtractingReportingOverflow(hundredths(discount) ?? 0)
    return overflow || isBelow ? "" : decimal(net)
  }

  static func hundredths(_ text: String) -> Int64? {
    let bytes = Array(text.utf8)
    return NumberCell(bytes.span, .point)?.minorUnits
  }

  private static func decimal(_ hundredths: Int64) -> String {
    let rest = hundredths.magnitude % 100
    return "\(hundredths < 0 ? "-" : "")\(hundredths.magnitude / 100).\(rest < 10 ? "0" : "")\(rest)"
  }
}

extension PresetOutput {
  /// What an export says about one way of reaching its people.
  ///
  /// - Parameters:
  ///   - key: the id of the customer, as the customers' output makes it.
  ///   - at: the column with the moment of consent, if there is one.
  static func consents(
    _ channel: String, _ header: String, at: [String] = [], source: String,
    key: @escaping @Sendable (PresetRow) -> String
  ) -> PresetOutput {
    PresetOutput(
      table: "consents",
      columns: [
        PresetColumn("customer", key), PresetColumn("channel", always: channel),
        PresetColumn("purpose", always: "marketing"),
        PresetColumn("granted", of: [header]) { PresetFix.consent($0[header]) },
        PresetColumn("at", of: at) { row in at.lazy.map { row[$0] }.first { !$0.isEmpty } ?? "" },
        PresetColumn("source", always: source),
      ], applies: { !PresetFix.consent($0[header]).isEmpty && !key($0).isEmpty })
  }
}

extension PresetColumn {
  init(_ name: String, _ key: @escaping @Sendable (PresetRow) -> String) { self.init(name, of: [], key) }
}

extension PresetRow {
  /// The first address, else the first number, else a name for a guest: whom nobody can reach is a customer, too.
  func contact(emails: [String], phones: [String], guest: String) -> String {
    if let email = emails.lazy.map({ PresetFix.email(self[$0]) }).first(where: { !$0.isEmpty }) { return email }
    if let phone = phones.lazy.map({ PresetFix.phone(self[$0]) }).first(where: { !$0.isEmpty }) { return phone }
    return guest.isEmpty ? "" : "guest " + guest
  }
}
