import Columns

/// Upper and lower case, character by character.
///
/// Two letters have no single counterpart and are spelled out: `ß` becomes `SS`, `İ` becomes `i` and a dot above. Other
/// characters whose counterpart would be several (ligatures such as `ﬁ`) stay as they are.
enum TextCase {
  static let lower = Function(
    "lower", "The text in lower case.", example: "lower(email)",
    [
      Signature(
        [.type(.text)], .type(.text),
        sql: .template(lowerSQL("{0}"), except: ["postgres": .template(postgresLower("{0}"))]),
        .textMap { text, _, result in
          appendLower(text, to: &result)
          return true
        })
    ])

  static let upper = Function(
    "upper", "The text in upper case.", example: "upper(country)",
    [
      Signature(
        [.type(.text)], .type(.text),
        sql: .template(upperSQL("{0}"), except: ["postgres": .template(postgresUpper("{0}"))]),
        .textMap { text, _, result in
          appendUpper(text, to: &result)
          return true
        })
    ])

  static let title = Function(
    "title", "Each word, and each part after a hyphen, with a capital first and small letters after it.",
    example: "title(city)",
    [
      Signature(
        [.type(.text)], .type(.text),
        sql: .template(
          "array_to_string(list_transform(regexp_extract_all({0}, "
            + "'[^{space}-]+|[{space}-]+'), "
            + "lambda w: \(upperSQL("left(w, 1)")) || \(lowerSQL("substring(w, 2)"))), '')",
          except: [
            "postgres": .template(
              "CASE WHEN {0} = '' THEN '' ELSE (SELECT string_agg(\(postgresUpper("left(w.m[1], 1)")) || "
                + "\(postgresLower("substring(w.m[1], 2)")), '' ORDER BY w.i) "
                + "FROM regexp_matches({0}, '[^{space}-]+|[{space}-]+', 'g') WITH ORDINALITY AS w(m, i)) END"),
            "spark": .template(
              "array_join(transform(regexp_extract_all({0}, '[^{space}-]+|[{space}-]+', 0), "
                + "w -> \(upperSQL("left(w, 1)")) || \(lowerSQL("substring(w, 2)"))), '')"),
          ]),
        .textMap { text, _, result in
          appendTitle(text, to: &result)
          return true
        })
    ])

  static let all = [lower, upper, title]

  static func lowerSQL(_ text: String) -> String { "lower(replace(\(text), 'İ', 'i\u{307}'))" }

  /// By the rules of the database; told to be compared by its bytes, as `Dialect.postgres` says.
  static func postgresLower(_ text: String) -> String {
    "(lower(replace(\(text), 'İ', 'i\u{307}') COLLATE \"default\") COLLATE \"C\")"
  }

  static func postgresUpper(_ text: String) -> String {
    "(upper(replace(\(text), 'ß', 'SS') COLLATE \"default\") COLLATE \"C\")"
  }

  static func upperSQL(_ text: String) -> String { "upper(replace(\(text), 'ß', 'SS'))" }

  static func appendLower(_ text: Utf8Text.Bytes, to result: inout [UInt8]) {
    if text.allSatisfy({ $0 < 0x80 }) {
      for byte in text { result.append(byte &- 0x41 < 26 ? byte | 0x20 : byte) }
    } else {
      for scalar in String(decoding: text, as: UTF8.self).unicodeScalars { appendLower(scalar, to: &result) }
    }
  }

  static func appendUpper(_ text: Utf8Text.Bytes, to result: inout [UInt8]) {
    if text.allSatisfy({ $0 < 0x80 }) {
      for byte in text { result.append(byte &- 0x61 < 26 ? byte & ~0x20 : byte) }
    } else {
      for scalar in String(decoding: text, as: UTF8.self).unicodeScalars { appendUpper(scalar, to: &result) }
    }
  }

  private static func appendLower(_ scalar: Unicode.Scalar, to result: inout [UInt8]) {
    append(scalar == "İ" ? "i\u{307}" : one(scalar.properties.lowercaseMapping, of: scalar), to: &result)
  }

  private static func appendUpper(_ scalar: Unicode.Scalar, to result: inout [UInt8]) {
    if scalar == "ß" { return append("SS", to: &result) }
    let properties = scalar.properties
    // Greek letters with a small iota below have a single capital only among those for titles.
    let isOne = properties.uppercaseMapping.unicodeScalars.count == 1
    append(isOne ? properties.uppercaseMapping : one(properties.titlecaseMapping, of: scalar), to: &result)
  }

  /// The counterpart, if it is one scalar; otherwise the scalar itself.
  private static func one(_ mapped: String, of scalar: Unicode.Scalar) -> String {
    mapped.unicodeScalars.count == 1 ? mapped : String(scalar)
  }

  private static func append(_ text: String, to result: inout [UInt8]) { result.append(contentsOf: text.utf8) }

  private static func appendTitle(_ text: Utf8Text.Bytes, to result: inout [UInt8]) {
    var index = 0
    var startsWord = true
    while index < text.count {
      let space = text[index] == UInt8(ascii: "-") ? 1 : Utf8Text.whiteSpace(in: text, at: index)
      var end = index + max(1, space)
      while end < text.count, !Utf8Text.beginsCodePoint(text[end]) { end += 1 }
      let character = Utf8Text.Bytes(rebasing: text[index..<end])
      if startsWord, space == 0 {
        appendUpper(character, to: &result)
      } else {
        appendLower(character, to: &result)
      }
      startsWord = space > 0
      index = end
    }
  }
}
