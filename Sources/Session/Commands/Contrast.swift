import Columns
import Diagnostics
import Output
import Query
import Syntax

extension Command {
  static let contrast = Command(
    .contrast,
    help: """
      Tries every value of every column and measure, and shows those that are significantly more or less common in the
      segment than among the rest, or than in another segment. Numbers and dates are cut into fifths of the book. p counts
      how many values were tried (Holm's method). What the segment is made of is left out.

          contrast champions
          contrast champions with dormant
          export "champions.csv"
      """)
}

extension Session {
  mutating func contrast(_ statement: ContrastStatement, _ turn: Turn) throws(Failure) {
    let first = try side(statement.segment, turn)
    let second = try statement.other.map { name throws(Failure) in try side(name, turn) }
    if let second, second.table != first.table {
      throw turn.failure(
        Diagnostic(
          "not-the-same-rows",
          "\(first.segment.name) holds \(book.tables[first.table].name), and \(second.segment.name) \(book.tables[second.table].name).",
          at: statement.other?.span, notes: ["Only segments of the same table can be compared."]))
    }
    let sides = Sides(first.rows, other: second?.rows, of: book.tables[first.table].rowCount)
    try checkSides(sides, statement, turn)
    let definitions = [first.segment] + (second.map { [$0.segment] } ?? [])
    let attributes = Attributes(of: first.table, in: self, without: definitions)
    let start = clock.monotonic()
    let tried = try traits(attributes.names, of: first.table, sides, turn)
    let chances = Significance.holm(tried.map(\.chance))
    let found = zip(tried, chances).filter { $1 < Significance.level }.map { trait, chance in
      var trait = trait
      trait.chance = chance
      return trait
    }
    let against = second?.segment.name ?? "the rest"
    let answer = Answer(
      table(found, sides, against: second?.segment.name ?? "rest"),
      title: "\(first.segment.name) (\(Wording.number(sides.members))) and \(against) (\(Wording.number(sides.rest)))",
      nanoseconds: clock.monotonic() - start)
    // A clause would continue the query before it, which this is not about.
    lastQuery = nil
    lastAnswer = answer
    if !found.isEmpty { turn.emit(.answer(answer)) }
    turn.emit(.message(told(found.count, of: tried.count, statement, attributes)))
  }

  // MARK: The sides

  private func side(
    _ name: Name, _ turn: Turn
  ) throws(Failure) -> (segment: SegmentDefinition, table: Int, rows: [Int32]) {
    guard book.table(named: name.text) == nil, let segment = segment(named: name.text) else {
      throw turn.failure(noSegment(name))
    }
    let (typed, found) = Resolver.resolve(SelectQuery(source: name, clauses: [], at: name.span), in: context)
    guard let typed else { throw Failure(found, in: turn.source) }
    return (segment, typed.table, try rows(of: typed, turn)?.rows ?? [])
  }

  private func checkSides(_ sides: Sides, _ statement: ContrastStatement, _ turn: Turn) throws(Failure) {
    guard sides.members == 0 || sides.rest == 0 else { return }
    let other = statement.other ?? statement.segment
    let message =
      switch (sides.members, statement.other) {
      case (0, nil): "Nobody is in \(statement.segment.text) today."
      case (0, let other?): "Nobody is in \(statement.segment.text) and not in \(other.text) today."
      case (_, let other?): "Nobody is in \(other.text) and not in \(statement.segment.text) today."
      case (_, nil): "Everybody is in \(statement.segment.text) today, so there is nobody to compare with."
      }
    throw turn.failure(
      Diagnostic("empty-side", message, at: sides.members == 0 ? statement.segment.span : other.span))
  }

  // MARK: What differs

  private func traits(
    _ names: [String], of table: Int, _ sides: Sides, _ turn: Turn
  ) throws(Failure) -> [Trait] {
    let place = turn.statement.span
    let everyone = SelectQuery(source: Name(book.tables[table].name, at: place), clauses: [], at: place)
    let maker = Traits(sides: sides)
    var all: [Trait] = []
    for name in names {
      let parts = name.split(separator: ".").map { Name(String($0), at: place, isQuoted: true) }
      let isColumn = book.tables[table].columns.contains { $0.name == name }
      let first = Expression(.name(isColumn ? Name(name, at: place, isQuoted: true) : parts[0]), at: place)
      let expression = isColumn ? first : parts.dropFirst().reduce(first) { Expression(.member($0, $1), at: place) }
      guard let column = try column(expression, behind: everyone, turn), column.count == sides.side.count else {
        continue
      }
      all += maker.traits(of: column, as: name)
    }
    let testable = all.filter { trait in
      Significance.isTestable(trait.members, of: sides.members, trait.rest, of: sides.rest)
    }
    return testable.map { trait in
      var trait = trait
      trait.chance = Significance.chance(trait.members, of: sides.members, trait.rest, of: sides.rest)
      return trait
    }
  }

  /// An expression's values by the rows of the table, wherever their order would put them.
  private func column(
    _ expression: Expression, behind query: SelectQuery, _ turn: Turn
  ) throws(Failure) -> Column? {
    guard let found = try columns(of: [expression], behind: query, turn) else { return nil }
    let column = found.values.fields[0].column
    if found.rows.indices.allSatisfy({ found.rows[$0] == Int32($0) }) { return column }
    var places = [Int32](repeating: 0, count: found.rows.count)
    for (place, row) in found.rows.enumerated() { places[Int(row)] = Int32(place) }
    var assembler = ColumnAssembler(type: column.type)
    assembler.append(column.vector(.list(Buffer(places)[0..<places.count])))
    return assembler.finish()
  }

  private func table(_ traits: [Trait], _ sides: Sides, against other: String) -> ResultTable {
    let ranked = traits.enumerated().sorted { a, b in
      let (first, second) = (a.element, b.element)
      let more = (first.isMore(in: sides), second.isMore(in: sides))
      if more.0 != more.1 { return more.0 }
      return (second.strength(in: sides), a.offset) < (first.strength(in: sides), b.offset)
    }.map(\.element)
    return ResultTable([
      .text("attribute", ranked.map(\.attribute)), .text("value", ranked.map(\.value)),
      .whole("members", ranked.map(\.members)), .percent("share", ranked.map { $0.share(of: sides) }),
      .percent("share of \(other)", ranked.map { $0.restShare(of: sides) }),
      .number(
        "lift",
        ranked.map { trait in
          trait.rest == 0 ? nil : (trait.share(of: sides) / trait.restShare(of: sides) * 100).rounded() / 100
        }), .number("p", ranked.map { Session.brief($0.chance) }),
    ])
  }

  /// Two digits are enough of a chance.
  private static func brief(_ chance: Double) -> Double {
    guard chance > 0, chance < 1 else { return chance }
    var digits = chance
    var places = 0
    while digits < 10, places < 300 {
      digits *= 10
      places += 1
    }
    return Double("\(Int(digits.rounded()))e-\(places)") ?? chance
  }

  private func told(
    _ found: Int, of tried: Int, _ statement: ContrastStatement, _ attributes: Attributes
  ) -> String {
    let values = Wording.count(tried, of: "values")
    let head =
      found == 0
      ? "Nothing sets \(statement.segment.text) apart: of \(values) tried, none differs by more than chance."
      : "Of \(values) tried, \(Wording.number(found)) \(found == 1 ? "differs" : "differ") by more than chance (p below 5% after Holm)."
    guard !attributes.excluded.isEmpty else { return head }
    let shown = attributes.excluded.prefix(6)
    let more = attributes.excluded.count > 6 ? ["\(Wording.number(attributes.excluded.count - 6)) more"] : []
    return head + " Left out, for the segment is made of them: \(Wording.list(Array(shown) + more))."
  }
}
