import Columns

/// Texts made longer, shorter or different. No result is longer than 1 MiB: it is missing instead.
enum TextShaping {
  /// The longest text that these functions make, in bytes.
  static let longest = 1_048_576
  /// The most characters that a text can be padded to: so many that 4 bytes each still fit.
  private static let widest = longest / 4

  static let trim = Function(
    "trim", "The text without the white space at its ends.", example: "trim(name)",
    [
      Signature(
        [.type(.text)], .type(.text),
        sql: .template(
          "regexp_replace({0}, '^[{space}]+|[{space}]+$', '', 'g')",
          except: ["spark": "regexp_replace({0}, '^[{space}]+|[{space}]+$', '')"]),
        .textMap { text, _, result in
          result.append(contentsOf: text[Utf8Text.trimmed(text)])
          return true
        })
    ])

  static let replace = Function(
    "replace", "The text with every occurrence of a part replaced by another text.",
    example: "replace(phone, \"-\", \"\")",
    [
      Signature(
        [.type(.text), .type(.text), .type(.text)], .type(.text), sql: .template("replace({0}, {1}, {2})"),
        .textMap { text, rest, result in
          let done = rest.withText(0) { part in
            rest.withText(1) { appendReplacing(part, by: $0, in: text, to: &result) }
          }
          return (done ?? nil) ?? false
        })
    ])

  static let `repeat` = Function(
    "repeat", "The text several times over; missing where that would be longer than 1 MiB.",
    example: "repeat(\"*\", age(birthDate))",
    [
      Signature(
        [.type(.text), .type(.whole)], .type(.text),

        sql: .template(
          "CASE WHEN {1} <= \(longest) // GREATEST(strlen({0}), 1) THEN repeat({0}, {1}) END",
          except: [
            "postgres": .template(
              "CASE WHEN {1} <= \(longest) / GREATEST(octet_length({0}), 1) "
                + "THEN repeat({0}, CAST(GREATEST({1}, 0) AS INTEGER)) END"),
            "spark": .template(
              "CASE WHEN {1} <= \(longest) div GREATEST(octet_length({0}), 1) "
                + "THEN repeat({0}, CAST(GREATEST({1}, 0) AS INT)) END"),
          ]),
        .textMap { text, rest, result in
          guard let count = rest.whole(0), count <= longest / max(text.count, 1) else { return false }
          for _ in 0..<max(0, count) { result.append(contentsOf: text) }
          return true
        })
    ])

  static let padLeft = pad("padLeft", "The text with a fill before it until it is that long; never cut.", "lpad") {
    text, fill, result in
    result.append(contentsOf: fill)
    result.append(contentsOf: text)
  }

  static let padRight = pad("padRight", "The text with a fill after it until it is that long; never cut.", "rpad") {
    text, fill, result in
    result.append(contentsOf: text)
    result.append(contentsOf: fill)
  }

  static let all = [trim, replace, `repeat`, padLeft, padRight]

  private static func appendReplacing(
    _ part: Utf8Text.Bytes, by other: Utf8Text.Bytes, in text: Utf8Text.Bytes, to result: inout [UInt8]
  ) -> Bool {
    let start = result.count
    var index = 0
    while !part.isEmpty, let found = Utf8Text.find(part, in: text, from: index) {
      result.append(contentsOf: text[index..<found])
      result.append(contentsOf: other)
      index = found + part.count
      guard result.count - start <= longest else { return false }
    }
    result.append(contentsOf: text[index...])
    return true
  }

  private static func pad(
    _ name: String, _ doc: String, _ sql: String,
    _ join: @escaping @Sendable (Utf8Text.Bytes, [UInt8], inout [UInt8]) -> Void
  ) -> Function {
    Function(
      name, doc, example: "\(name)(postalCode, 8, \"0\")",
      [
        padSignature(fill: nil, "' '", sql, join),
        padSignature(fill: .type(.text), "{2}", sql, join),
      ])
  }

  private static func padSignature(
    fill: Parameter?, _ fillSQL: String, _ sql: String,
    _ join: @escaping @Sendable (Utf8Text.Bytes, [UInt8], inout [UInt8]) -> Void
  ) -> Signature {
    let padded = "\(sql)({0}, {integer1}, \(fillSQL))"
    let unfilled = fill == nil ? "" : " OR {2} = ''"
    let known = fill == nil ? "" : "{2} IS NOT NULL AND "
    return Signature(
      [.type(.text), .type(.whole)] + (fill.map { [$0] } ?? []), .type(.text),
      sql: .template(
        "CASE WHEN \(known){1} <= \(widest) THEN "
          + "CASE WHEN length({0}) >= {1}\(unfilled) THEN {0} ELSE \(padded) END END"),
      .textMap { text, rest, result in
        guard let width = rest.whole(0), width <= widest else { return false }
        let gap = max(0, Int(width)) - Utf8Text.length(text)
        guard fill != nil else {
          join(text, filling(gap, with: [0x20]), &result)
          return true
        }
        return rest.withText(1) { join(text, filling(gap, with: Array($0)), &result) } != nil
      })
  }

  /// So many characters of a repeated fill.
  private static func filling(_ gap: Int, with fill: [UInt8]) -> [UInt8] {
    guard gap > 0, !fill.isEmpty else { return [] }
    var result: [UInt8] = []
    var remaining = gap
    var index = 0
    while true {
      if Utf8Text.beginsCodePoint(fill[index]) {
        if remaining == 0 { return result }
        remaining -= 1
      }
      result.append(fill[index])
      index = index + 1 == fill.count ? 0 : index + 1
    }
  }
}
