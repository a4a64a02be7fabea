import Columns

/// Parts of a text by counting characters or by looking for a separator.
enum TextParts {
  static let length = Function(
    "length", "How many characters the text has.", example: "length(name)",
    [
      Signature(
        [.type(.text)], .type(.whole), sql: .template("length({0})"),
        .textMeasure { text, _ in Int64(Utf8Text.length(text)) })
    ])

  static let left = Function(
    "left", "The first characters; a negative count leaves out that many at the end.", example: "left(postalCode, 2)",
    [
      Signature(
        [.type(.text), .type(.whole)], .type(.text),
        sql: .template("left({0}, {integer1})", except: ["spark": .template(sparkLeft)]),
        .textMap { text, rest, result in
          guard let count = rest.count(0) else { return false }
          let end = count < 0 ? Utf8Text.length(text) + count : count
          result.append(contentsOf: text[..<Utf8Text.offset(ofCodePoint: end, in: text)])
          return true
        })
    ])

  static let right = Function(
    "right", "The last characters; a negative count leaves out that many at the start.", example: "right(phone, 4)",
    [
      Signature(
        [.type(.text), .type(.whole)], .type(.text),
        sql: .template("right({0}, {integer1})", except: ["spark": .template(sparkRight)]),
        .textMap { text, rest, result in
          guard let count = rest.count(0) else { return false }
          let start = count < 0 ? -count : Utf8Text.length(text) - count
          result.append(contentsOf: text[Utf8Text.offset(ofCodePoint: start, in: text)...])
          return true
        })
    ])

  static let substring = Function(
    "substring", "Characters from a position (from 1, or from the end if negative), as many as the length says.",
    example: "substring(phone, 1, 3)",
    [
      Signature(
        [.type(.text), .type(.whole)], .type(.text),

        sql: .template(
          "substring({0}, TRY_CAST(NULLIF({1}, 0) AS INTEGER))",
          except: ["postgres": .template("substring({0}, \(start))"), "spark": .template("substring({0}, \(start))")]),
        .textMap { text, rest, result in appendSubstring(text, from: rest.count(0), length: Int(Int32.max), to: &result)
        }),
      Signature(
        [.type(.text), .type(.whole), .type(.whole)], .type(.text),
        sql: .template(
          "substring({0}, TRY_CAST(NULLIF({1}, 0) AS INTEGER), CASE WHEN {2} >= 0 THEN TRY_CAST({2} AS INTEGER) END)",
          except: [
            "postgres": .template("substring({0}, \(start), CASE WHEN {integer2} >= 0 THEN {integer2} END)"),
            "spark": .template("substring({0}, \(start), CASE WHEN {integer2} >= 0 THEN {integer2} END)"),
          ]),
        .textMap { text, rest, result in
          appendSubstring(text, from: rest.count(0), length: rest.count(1), to: &result)
        }),
    ])

  static let before = Function(
    "before", "What stands before the first separator; missing where there is none.",
    example: "before(email, \"@\")",
    [
      Signature(
        [.type(.text), .type(.text)], .type(.text),

        sql: .template(
          "CASE WHEN instr({0}, NULLIF({1}, '')) > 0 THEN left({0}, instr({0}, {1}) - 1) END",
          except: ["postgres": "CASE WHEN strpos({0}, NULLIF({1}, '')) > 0 THEN left({0}, strpos({0}, {1}) - 1) END"]),
        .textMap { text, rest, result in
          guard let found = separator(of: text, rest) else { return false }
          result.append(contentsOf: text[..<found.lowerBound])
          return true
        })
    ])

  static let after = Function(
    "after", "What stands after the first separator; missing where there is none.", example: "after(email, \"@\")",
    [
      Signature(
        [.type(.text), .type(.text)], .type(.text),
        sql: .template(
          "CASE WHEN instr({0}, NULLIF({1}, '')) > 0 THEN substring({0}, instr({0}, {1}) + length({1})) END",
          except: [
            "postgres": .template(
              "CASE WHEN strpos({0}, NULLIF({1}, '')) > 0 THEN substring({0}, strpos({0}, {1}) + length({1})) END")
          ]),
        .textMap { text, rest, result in
          guard let found = separator(of: text, rest) else { return false }
          result.append(contentsOf: text[found.upperBound...])
          return true
        })
    ])

  static let position = Function(
    "position", "Where a part begins, the first character being 1; missing where it does not occur.",
    example: "position(email, \"@\")",
    [
      Signature(
        [.type(.text), .type(.text)], .type(.whole),
        sql: .template(
          "NULLIF(instr({0}, NULLIF({1}, '')), 0)", except: ["postgres": "NULLIF(strpos({0}, NULLIF({1}, '')), 0)"]),
        .textMeasure { text, rest in
          separator(of: text, rest).map { found in
            Int64(Utf8Text.length(Utf8Text.Bytes(rebasing: text[..<found.lowerBound])) + 1)
          }
        })
    ])

  /// Where a substring begins, counted from 1, perhaps before the text.
  private static let start =
    "CASE WHEN {integer1} < 0 THEN length({0}) + {integer1} + 1 ELSE NULLIF({integer1}, 0) END"

  private static let sparkLeft =
    "CASE WHEN {integer1} >= 0 THEN left({0}, {integer1}) "
    + "ELSE left({0}, CAST(GREATEST(length({0}) + CAST({integer1} AS BIGINT), 0) AS INT)) END"
  private static let sparkRight =
    "CASE WHEN {integer1} > 0 THEN right({0}, {integer1}) "
    + "WHEN {integer1} < 0 THEN substring({0}, CAST(LEAST(1 - CAST({integer1} AS BIGINT), 2147483647) AS INT)) "
    + "WHEN {0} IS NOT NULL THEN '' END"

  static let all = [length, left, right, substring, before, after, position]

  /// The bytes of the first occurrence of the second argument; nil where it is missing, empty or not there.
  private static func separator(of text: Utf8Text.Bytes, _ rest: RowArguments) -> Range<Int>? {
    let found = rest.withText(0) { part -> Range<Int>? in
      guard !part.isEmpty, let start = Utf8Text.find(part, in: text) else { return nil }
      return start..<start + part.count
    }
    return found ?? nil
  }

  private static func appendSubstring(
    _ text: Utf8Text.Bytes, from position: Int?, length: Int?, to result: inout [UInt8]
  ) -> Bool {
    guard let position, let length, position != 0, length >= 0 else { return false }
    let first = position > 0 ? position - 1 : Utf8Text.length(text) + position
    let lower = Utf8Text.offset(ofCodePoint: first, in: text)
    let upper = Utf8Text.offset(ofCodePoint: first + length, in: text)
    result.append(contentsOf: text[lower..<upper])
    return true
  }
}

extension RowArguments {
  /// A count of characters; nil if missing or beyond what any text has (32 bits).
  func count(_ index: Int) -> Int? {
    whole(index).flatMap { Int32(exactly: $0) }.map { Int($0) }
  }
}
