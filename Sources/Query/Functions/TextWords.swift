import Columns

/// Words, and what is written in a fixed form.
enum TextWords {
  static let word = Function(
    "word", "The word at a position, the first being 1 and the last -1; missing where there is none.",
    example: "word(name, 1)",
    [
      Signature(
        [.type(.text), .type(.whole)], .type(.text),
        sql: .template(
          "list_extract(\(wordsSQL), TRY_CAST({1} AS INTEGER))",
          except: [
            "postgres": .template(
              "(SELECT w.a[CAST(CASE WHEN {integer1} < 0 THEN cardinality(w.a) + {integer1} + 1 ELSE {integer1} END "
                + "AS INTEGER)] FROM (SELECT array_agg(r.m[1] ORDER BY r.i) AS a FROM \(postgresWords)) AS w)"),
            "spark": .template(
              "try_element_at(regexp_extract_all({0}, '[^{space}]+', 0), NULLIF({integer1}, 0))"),
          ]),
        .textMap { text, rest, result in
          guard let position = rest.count(0) else { return false }
          let words = Utf8Text.words(text)
          let index = position > 0 ? position - 1 : position < 0 ? words.count + position : -1
          guard words.indices.contains(index) else { return false }
          result.append(contentsOf: text[words[index]])
          return true
        })
    ])

  static let words = Function(
    "words", "How many words the text has.", example: "words(note)",
    [
      Signature(
        [.type(.text)], .type(.whole),
        sql: .template(
          "len(\(wordsSQL))",
          except: [
            "postgres": .template("CASE WHEN {0} IS NOT NULL THEN (SELECT count(*) FROM \(postgresWords)) END"),
            "spark": "size(regexp_extract_all({0}, '[^{space}]+', 0))",
          ]),
        .textMeasure { text, _ in Int64(Utf8Text.words(text).count) })
    ])

  static let initials = Function(
    "initials", "The first character of each word, as a capital; missing where there is no word.",
    example: "initials(name)",
    [
      Signature(
        [.type(.text)], .type(.text),
        sql: .template(
          "NULLIF(array_to_string(list_transform(\(wordsSQL), lambda w: \(TextCase.upperSQL("left(w, 1)"))), ''), '')",
          except: [
            "postgres": .template(
              "(SELECT string_agg(\(TextCase.postgresUpper("left(r.m[1], 1)")), '' ORDER BY r.i) FROM \(postgresWords))"
            ),
            "spark": .template(
              "NULLIF(array_join(transform(regexp_extract_all({0}, '[^{space}]+', 0), "
                + "w -> \(TextCase.upperSQL("left(w, 1)"))), ''), '')"),
          ]),
        .textMap { text, _, result in
          let words = Utf8Text.words(text)
          for word in words {
            let rest = Utf8Text.Bytes(rebasing: text[word])
            let end = Utf8Text.offset(ofCodePoint: 1, in: rest)
            TextCase.appendUpper(Utf8Text.Bytes(rebasing: rest[..<end]), to: &result)
          }
          return !words.isEmpty
        })
    ])

  static let domain = Function(
    "domain", "The part of an e-mail address after its last @, in lower case; missing where there is none.",
    example: "domain(email)",
    [
      Signature(
        [.type(.text)], .type(.text),
        sql: .template(
          "NULLIF(\(TextCase.lowerSQL("regexp_extract({0}, '@([^@]*)$', 1)")), '')",
          except: [
            "postgres": .template("NULLIF(\(TextCase.postgresLower("substring({0} from '@([^@]*)$')")), '')")
          ]),
        .textMap { text, _, result in
          guard let at = text.lastIndex(of: UInt8(ascii: "@")), at + 1 < text.count else { return false }
          TextCase.appendLower(Utf8Text.Bytes(rebasing: text[(at + 1)...]), to: &result)
          return true
        })
    ])

  static let digits = Function(
    "digits", "Only the digits 0 to 9 of the text.", example: "digits(phone)",
    [
      Signature(
        [.type(.text)], .type(.text),
        sql: .template(
          "regexp_replace({0}, '[^0-9]', '', 'g')", except: ["spark": "regexp_replace({0}, '[^0-9]', '')"]),
        .textMap { text, _, result in
          for byte in text where byte &- 0x30 < 10 { result.append(byte) }
          return true
        })
    ])

  static let all = [word, words, initials, domain, digits]

  private static let wordsSQL = "regexp_extract_all({0}, '[^{space}]+')"
  private static let postgresWords = "regexp_matches({0}, '[^{space}]+', 'g') WITH ORDINALITY AS r(m, i)"
}
