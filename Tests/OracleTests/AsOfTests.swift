import Columns
import Query
import Syntax
import Testing

/// A query as of a day answers as the same query does on that day, of a book from which everything later was cut.
@Suite struct AsOfTests {
  @Test func aQueryAsOfADayIsTheQueryOfABookThatEndsThere() throws {
    var answered = 0
    let first = RandomQueryTests.firstSeed
    for seed in UInt64(first)..<UInt64(first + 30) {
      let trial = try Trial(RandomBook.text(seed: seed, forPeers: false))
      var writer = QueryWriter(seed: seed &* 57, book: trial.book)
      let day = Int(trial.text.today) - writer.dice.below(700)
      let cut = try Trial(cut(trial, after: day), clock: Calendar.dayLength - 1)
      for _ in 0..<20 {
        let (source, rest) = question(trial, &writer)
        let past = "select \(source) as of \(Calendar.text(day)) \(rest)"
        guard case .rows(let rows) = trial.engine(try trial.resolve(Trial.parse(past))),
          case .rows(let plain) = cut.engine(try cut.resolve(Trial.parse("select \(source) \(rest)")))
        else { continue }
        #expect(set(rows) == set(plain), "seed \(seed): \(past)\n\(trial.text)")
        answered += 1
      }
    }
    #expect(answered > 400)
  }

  @Test func membersAsOfADayAreTheMembersOfABookThatEndsThere() throws {
    let first = RandomQueryTests.firstSeed
    for seed in UInt64(first)..<UInt64(first + 30) {
      let trial = try Trial(RandomBook.text(seed: seed, forPeers: false))
      let day = Int(trial.text.today) - Int(seed * 37 % 700)
      let cut = try Trial(cut(trial, after: day), clock: Calendar.dayLength - 1)
      for segment in SavedNames.segments.keys.sorted() {
        let table = SavedNames.segments[segment] ?? ""
        let asked = "select \(table) where in \(segment) as of \(Calendar.text(day)) show id"
        let rows = trial.engine(try trial.resolve(Trial.parse(asked)))
        let plain = cut.engine(try cut.resolve(Trial.parse("select \(segment) show id")))
        guard case .rows(let members) = rows, case .rows(let others) = plain else { continue }
        #expect(set(members) == set(others), "seed \(seed): \(asked)\n\(trial.text)")
      }
    }
  }

  /// A source and clauses whose answer does not hang on how rows lie, where dates tie or are missing.
  private func question(_ trial: Trial, _ writer: inout QueryWriter) -> (source: String, rest: String) {
    let table = writer.dice.pick(writer.tables)
    let source = trial.book.tables[table].name
    let scope = QueryScope(table: table, isRelation: false)
    while true {
      let condition = writer.condition(scope, 3)
      let key = writer.expression(writer.dice.pick([.text, .date, .whole, .truth]), scope, 2)
      let rest = "where \(condition)" + (writer.dice.chance(50) ? " show *" : " group by \(key) as key show count")
      let hangs = ["first(", "last(", "list(", "canContact", "reachable", "as of"].contains { rest.contains($0) }
      if !hangs { return (source, rest) }
    }
  }

  /// The book as it was at the end of a day: no later events, no customers acquired later, no later dates.
  private func cut(_ trial: Trial, after day: Int) throws -> BookText {
    var text = trial.text
    text.today = Int32(day)
    let last = Calendar.text(day)
    for index in text.tables.indices {
      let table = trial.book.tables[trial.book.table(named: text.tables[index].name) ?? 0]
      let dated = text.tables[index].header.indices.filter { column in
        table.columns.contains {
          $0.name == text.tables[index].header[column] && ($0.type == .date || $0.type == .time)
        }
      }
      let began = table.eventColumn.map { table.columns[$0].name } ?? (table.name == "customers" ? "acquiredOn" : nil)
      text.tables[index].rows = text.tables[index].rows.compactMap { row in
        var row = row
        for column in dated where row[column].prefix(10) > last {
          if text.tables[index].header[column] == began { return nil }
          row[column] = ""
        }
        return row
      }
    }
    return text
  }

  /// The rows in no order, and their sets' members too.
  private func set(_ rows: [[Value]]) -> [String] {
    rows.map { row in
      "\(row.map { value in if case .textSet(let members) = value { Value.textSet(members.sorted()) } else { value } })"
    }.sorted()
  }
}
