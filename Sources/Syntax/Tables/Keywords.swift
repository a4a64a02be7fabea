/// A word of the grammar and what it is for, in one line.
public struct Keyword: Hashable, Sendable {
  /// Which part a word plays.
  public enum Role: String, Hashable, Sendable, CaseIterable {
    case statement, clause, `operator`, value, part
  }

  public let word: Word
  public let role: Role
  public let help: String
}

/// Every word of the grammar: help, completion, highlighting and the grammar's test read this table.
public enum Keywords {
  public static let all: [Keyword] =
    StatementTable.all.map { Keyword(word: $0.word, role: .statement, help: $0.help) }
    + ClauseTable.all.map { Keyword(word: $0.word, role: .clause, help: $0.help) }
    + operators + values + parts

  /// What is said of a word.
  public static func of(_ word: Word) -> Keyword? { byWord[word] }

  private static let byWord = Dictionary(all.map { ($0.word, $0) }, uniquingKeysWith: { first, _ in first })

  private static func row(_ word: Word, _ role: Keyword.Role, _ help: String) -> Keyword {
    Keyword(word: word, role: role, help: help)
  }

  private static let operators = [
    row(.and, .operator, "true where all of the conditions are"),
    row(.or, .operator, "true where one of the conditions is"),
    row(.not, .operator, "true where the condition is not"),
    row(.in, .operator, "in a list, a range, a time or a segment"),
    row(.is, .operator, "`is missing`, `is known`: whether there is a value"),
    row(.missing, .operator, "there is no value"),
    row(.known, .operator, "there is a value"),
    row(.has, .operator, "the set holds a value"),
    row(.any, .operator, "`has any (…)`: the set holds one of these"),
    row(.all, .operator, "`has all (…)`: the set holds all of these"),
    row(.contains, .operator, "the text holds another"),
    row(.starts, .operator, "`starts with`: the text begins with another"),
    row(.ends, .operator, "`ends with`: the text ends with another"),
    row(.matches, .operator, "the text matches a pattern (a regular expression)"),
    row(.resembles, .operator, "the text is like another, misspelt perhaps"),
    row(.otherwise, .operator, "the second value where the first is missing"),
    row(.entered, .operator, "`entered SEGMENT in last 30d`: became a member, as was recorded"),
    row(.left, .operator, "`left SEGMENT in last 30d`: ceased to be a member, as was recorded"),
    row(.journey, .operator, "`journey(STEP then STEP)`: these things happened one after another"),
  ]

  private static let values = [
    row(.true, .value, "the truth value true"),
    row(.false, .value, "the truth value false"),
    row(.today, .value, "the day that counts as today"),
    row(.now, .value, "the present date and time"),
  ]

  private static let parts = [
    row(.by, .part, "what to group, sort or rank by"),
    row(.as, .part, "another name, a format or a pattern"),
    row(.asc, .part, "least first"),
    row(.desc, .part, "greatest first"),
    row(.offset, .part, "how many rows to skip first"),
    row(.per, .part, "inside each group"),
    row(.seed, .part, "a number that makes chance repeatable"),
    row(.except, .part, "columns to leave out of `*`"),
    row(.on, .part, "the table, or the column that both files share"),
    row(.for, .part, "the customer that rows belong to; the database that the SQL is for"),
    row(.to, .part, "`compare to previous month`: what to compare with"),
    row(.masked, .part, "exports without what tells who people are"),
    row(.raw, .part, "exports texts as they are, without protection for spreadsheets"),
    row(.force, .part, "replaces a file that is already there"),
    row(.of, .part, "whose rows these are; which column a chart draws; `as of DATE`: as it was on that day"),
    row(.from, .part, "the file, or the heading in the file"),
    row(.fixed, .part, "columns stand at fixed places of each line"),
    row(.skip, .part, "lines before the first row"),
    row(.join, .part, "another file, looked up by a shared key"),
    row(.distinct, .part, "rows that repeat a key count once"),
    row(.key, .part, "the column that names each row"),
    row(.event, .part, "the date that orders the rows"),
    row(.at, .part, "the column's characters in each line"),
    row(.into, .part, "the customer that stays; the file that texts are written to"),
    row(.map, .part, "which heading of the file is which column"),
    row(.matching, .part, "the columns that tell whether a row is there already"),
    row(.blanks, .part, "`blanks overwrite`: empty cells remove what was there"),
    row(.overwrite, .part, "`blanks overwrite`: empty cells remove what was there"),
    row(.sqlite, .part, "a table of a SQLite file"),
    row(.since, .part, "the day to compare with"),
    row(.recorded, .part, "`in SEGMENT recorded DATE`: members as a snapshot kept them"),
    row(.then, .part, "the next step, which happens later"),
    row(.within, .part, "the longest time since the step before: `within 30d`"),
    row(.strictly, .part, "with nothing else between"),
    row(.no, .part, "a step that does not happen: `then no purchases within 60d`"),
    row(.file, .part, "`in file \"suppress.csv\"`: among the texts that a file lists"),
    row(.during, .part, "only rows whose date lies in this time"),
    row(.last, .part, "the time that ends today: `last 90d`"),
    row(.next, .part, "the time after today: `next 30d`, `next month`"),
    row(.this, .part, "the period that today is in: `this month`"),
    row(.previous, .part, "the period before: `previous quarter`"),
    row(.ago, .part, "counted back from today: `12mo..24mo ago`"),
    row(.day, .part, "a calendar day"),
    row(.week, .part, "a week, from Monday"),
    row(.month, .part, "a calendar month"),
    row(.quarter, .part, "a quarter of a year"),
    row(.year, .part, "a calendar year"),
  ]
}
