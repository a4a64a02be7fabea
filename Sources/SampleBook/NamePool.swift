/// How a culture puts a person's names together.
enum NameOrder: Sendable {
  /// One name and no other: Suharti.
  case single
  /// Given name, then family name: Togar Simanjuntak.
  case givenFirst
  /// Family name, then given name, without a space: 佐藤さくら.
  case familyFirst
}

/// The names of one culture. A name may carry the letters of its mail address after `=`; without them its ASCII letters are taken.
struct NamePool: Sendable {
  /// Draws out of 1,000 customers.
  let weight: Int
  /// Index in `Places.language`.
  let language: Int
  /// The country that most of them live in: an index in `Places.countries`, 0 being Indonesia.
  let country: Int
  let order: NameOrder
  /// Men's names, then women's.
  let given: Phrases
  let givenMail: Phrases
  let menCount: Int
  let family: Phrases
  let familyMail: Phrases

  init(
    weight: Int, language: Int, country: Int = 0, order: NameOrder = .givenFirst, men: String, women: String,
    family: String = ""
  ) {
    self.weight = weight
    self.language = language
    self.country = country
    self.order = order
    let male = men.split(separator: ",")
    let givenNames = male + women.split(separator: ",")
    let familyNames = family.split(separator: ",")
    menCount = male.count
    given = Phrases(parts: givenNames.map(Self.shown))
    givenMail = Phrases(parts: givenNames.map(Self.mailbox))
    self.family = Phrases(parts: familyNames.map(Self.shown))
    familyMail = Phrases(parts: familyNames.map(Self.mailbox))
  }

  /// The name as people write it.
  private static func shown(_ entry: Substring) -> String {
    String(entry.prefix { $0 != "=" })
  }

  /// The letters of the mail address: those after `=`, or the ASCII letters of the name in lower case.
  private static func mailbox(_ entry: Substring) -> String {
    let letters = entry.firstIndex(of: "=").map { entry[entry.index(after: $0)...] } ?? entry
    let ascii = letters.utf8.compactMap { byte -> UInt8? in
      switch byte {
      case 0x61...0x7A: byte
      case 0x41...0x5A: byte + 0x20
      default: nil
      }
    }
    return String(decoding: ascii, as: UTF8.self)
  }
}
