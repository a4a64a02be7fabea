import Columns
import Query
import Syntax
import Testing

/// Laws that answers keep whatever the question: no second evaluator is needed to see one broken.
@Suite struct MetamorphicTests {
  /// Random books, each with its writer of conditions.
  private func forEachBook(_ count: Int = 20, _ body: (Trial, inout QueryWriter, UInt64) throws -> Void) throws {
    let first = RandomQueryTests.firstSeed
    for seed in UInt64(first)..<UInt64(first + count) {
      let trial = try Trial(RandomBook.text(seed: seed, forPeers: false))
      var writer = QueryWriter(seed: seed &* 31, book: trial.book)
      try body(trial, &writer, seed)
    }
  }

  private func rows(_ text: String, _ trial: Trial) throws -> [[Value]] {
    try rows(Trial.parse(text), trial)
  }

  private func rows(_ query: SelectQuery, _ trial: Trial) throws -> [[Value]] {
    guard case .rows(let rows) = trial.engine(try trial.resolve(query)) else { return [] }
    return rows
  }

  /// A source, and a condition on its rows alone that has no ties to break.
  private func condition(_ trial: Trial, _ writer: inout QueryWriter) -> (source: String, condition: String) {
    let table = writer.dice.pick(writer.tables)
    let scope = QueryScope(table: table, isRelation: false)
    while true {
      let text = writer.condition(scope, 2)
      let hasTies = ["first(", "last(", "list(", "canContact", "reachable"].contains { text.contains($0) }
      if !hasTies { return (trial.book.tables[table].name, text) }
    }
  }

  @Test func aConditionAndItsComplementAreAllRows() throws {
    try forEachBook { trial, writer, seed in
      for _ in 0..<15 {
        let (source, p) = condition(trial, &writer)
        let all = try rows("select \(source) show *", trial).count
        let held = try rows("select \(source) where \(p) show *", trial).count
        let others = try rows("select \(source) where not (\(p)) show *", trial).count
        #expect(held + others == all, "seed \(seed): \(source) where \(p)")
      }
    }
  }

  @Test func whereClausesJoinSplitAndChangePlaces() throws {
    try forEachBook { trial, writer, seed in
      for _ in 0..<10 {
        let (source, p) = condition(trial, &writer)
        let q = writer.condition(QueryScope(table: trial.book.table(named: source), isRelation: false), 2)
        let joined = try rows("select \(source) where (\(p)) and (\(q)) show *", trial)
        #expect(try rows("select \(source) where \(p) where \(q) show *", trial) == joined, "seed \(seed): \(p); \(q)")
        #expect(try rows("select \(source) where \(q) where \(p) show *", trial) == joined, "seed \(seed): \(q); \(p)")
      }
    }
  }

  @Test func refiningIsOneQuery() throws {
    try forEachBook { trial, writer, seed in
      for _ in 0..<10 {
        let (source, p) = condition(trial, &writer)
        let refinement =
          "top 5 by \(writer.expression(.date, QueryScope(table: trial.book.table(named: source), isRelation: false), 2)) show *"
        var refined = try Trial.parse("select \(source) where \(p)")
        guard case .refine(let clauses)? = Parser.parse(.init(refinement)).script.statements.first?.kind else {
          Issue.record("no refinement: \(refinement)")
          continue
        }
        refined.clauses += clauses
        let whole = try rows("select \(source) where \(p) \(refinement)", trial)
        #expect(try rows(refined, trial) == whole, "seed \(seed): \(p) \(refinement)")
      }
    }
  }

  @Test func columnsThatNobodyLooksAtChangeNothing() throws {
    try forEachBook { trial, writer, seed in
      for _ in 0..<10 {
        let (source, p) = condition(trial, &writer)
        let scope = QueryScope(table: trial.book.table(named: source), isRelation: true)
        let unused = writer.expression(writer.anyType(), scope, 2)
        let shown = writer.leaf(.text, QueryScope(table: scope.table, isRelation: false))
        let plain = try rows("select \(source) where \(p) show \(shown)", trial)
        let more = try rows("select \(source) with unused = \(unused) where \(p) show \(shown)", trial)
        #expect(plain == more, "seed \(seed): with \(unused) where \(p)")
      }
    }
  }

  @Test func groupsAddUpToTheWhole() throws {
    try forEachBook { trial, writer, seed in
      for _ in 0..<10 {
        let table = writer.dice.pick(writer.tables)
        let source = trial.book.tables[table].name
        let scope = QueryScope(table: table, isRelation: false)
        let amount = writer.leaf(.money, scope)
        let key = writer.expression(writer.dice.pick([.text, .date, .whole]), scope, 1)
        let show = "show sum(\(amount)) as total, count as rows"
        guard let whole = try rows("select \(source) \(show)", trial).first else { continue }
        let parts = try rows("select \(source) group by \(key) as key \(show) show total, rows", trial)
        let total = parts.map { $0.isEmpty ? Value.missing : $0[0] }.reduce(Int64(0)) { $0 + cents($1) }
        let count = parts.map { $0[1] }.reduce(Int64(0)) { $0 + cents($1) }
        #expect([total, count] == whole.map(cents), "seed \(seed): \(source) group by \(key) \(show)")
      }
    }
  }

  private func cents(_ value: Value) -> Int64 {
    switch value {
    case .money(let x), .whole(let x): x
    default: 0
    }
  }

  @Test func theTopIsPartOfALargerTop() throws {
    try forEachBook { trial, writer, seed in
      for count in 0..<8 {
        let table = writer.dice.pick(writer.tables)
        let source = trial.book.tables[table].name
        let by = writer.expression(
          writer.dice.pick([.money, .date, .text]), QueryScope(table: table, isRelation: true), 2)
        let word = writer.dice.pick(["top", "bottom"])
        let fewer = try rows("select \(source) \(word) \(count) by \(by) show *", trial)
        let more = try rows("select \(source) \(word) \(count + 1) by \(by) show *", trial)
        #expect(Array(more.prefix(fewer.count)) == fewer, "seed \(seed): \(source) \(word) \(count) by \(by)")
        #expect(fewer.count == min(count, more.count), "seed \(seed): \(source) \(word) \(count) by \(by)")
      }
    }
  }

  @Test func theOrderOfLoadingChangesNoAnswer() throws {
    try forEachBook { trial, writer, seed in
      let other = try Trial(shuffled(trial.text, seed))
      for _ in 0..<12 {
        let (source, p) = condition(trial, &writer)
        let text = "select \(source) where \(p) show *"
        // In which line a row came is what the order of loading changes.
        if !text.contains("origin.") {
          #expect(try set(rows(text, trial)) == set(rows(text, other)), "seed \(seed): \(text)")
        }
        let sample = "select \(source) sample \(writer.dice.below(9)) seed \(writer.dice.below(99)) show *"
        #expect(try set(rows(sample, trial)) == set(rows(sample, other)), "seed \(seed): \(sample)")
      }
    }
  }

  @Test func aPartIsTheSameWhateverElseThereIs() throws {
    try forEachBook { trial, writer, seed in
      let (source, p) = condition(trial, &writer)
      let other = try Trial(shuffled(trial.text, seed))
      let split = "split \(writer.dice.pick(["90/10", "1/2/3"])) seed \(writer.dice.below(99))"
      let all = try rows("select \(source) \(split) show *", trial)
      #expect(try set(all) == set(rows("select \(source) \(split) show *", other)), "seed \(seed): \(source) \(split)")
      let some = try rows("select \(source) where \(p) \(split) show *", trial)
      #expect(Set(set(some)).isSubset(of: set(all)), "seed \(seed): \(source) where \(p) \(split)")
    }
  }

  /// The same rows in other files' order and other lines' order.
  private func shuffled(_ book: BookText, _ seed: UInt64) -> BookText {
    var dice = Dice(seed: seed &+ 77)
    var result = book
    for table in result.tables.indices {
      result.tables[table].rows = shuffled(result.tables[table].rows, &dice)
    }
    result.tables = shuffled(result.tables, &dice)
    return result
  }

  private func shuffled<T>(_ values: [T], _ dice: inout Dice) -> [T] {
    values.map { (dice.next(), $0) }.sorted { $0.0 < $1.0 }.map(\.1)
  }

  /// The rows in no order, and their sets' members too.
  private func set(_ rows: [[Value]]) -> [String] {
    rows.map { row in
      "\(row.map { value in if case .textSet(let members) = value { Value.textSet(members.sorted()) } else { value } })"
    }.sorted()
  }
}
