import Columns
import Query
import Testing

@testable import Book

/// A book whose columns still lie in its file answers like the same book in memory, whatever is asked first.
@Suite struct StoredTests {
  /// A book's sections, as a file would lend them.
  private struct Sections: SectionSource {
    let sections: [String: Buffer<UInt8>]

    /// Everything as small as it can be laid down, or as it lies in memory.
    init(_ book: Book, isTight: Bool) throws {
      let compactness =
        isTight ? Compactness(packedRows: 1, numberedBytes: 1, indexedRows: 1) : Compactness(indexedRows: 1)
      let all = try BookEncoder.sections(of: book, compactness)
      sections = Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0.bytes.parts[0]) })
    }

    func length(of name: String) -> Int? { sections[name]?.count }

    func bytes(of name: String) throws(SectionDamage) -> Buffer<UInt8> { sections[name] ?? Buffer([]) }

    func bytes(of name: String, in range: Range<Int>) throws(SectionDamage) -> Buffer<UInt8> {
      try bytes(of: name)[range]
    }
  }

  /// The oracle's questions, and those that a few rows answer.
  private static func questions(_ dice: inout Dice) -> [String] {
    let (customer, purchase) = ("c\(dice.within(1...32))", "p\(dice.within(1...95))")
    return [
      "customers where id = \"\(customer)\"", "customers where \"\(customer)\" == id show *",
      "customers where id = \"\(customer)\" and city is known show id, spent, lastPurchase",
      "customers where spent > 10 and id = \"\(customer)\" and city is known show name, city",
      "customers where id = \"\(customer)\" or city = \"Depok\"", "customers where id = \"nobody\"",
      "customers where id = \"\(customer)\" show count", "customers with s = spent where id = \"\(customer)\" show s",
      "customers where rank(spent) < 9 and id = \"\(customer)\"",
      "customers where id = \"\(customer)\" show id, avg(gaps(purchases.date)), list(purchases.channel), count(referrals)",
      "purchases where id = \"\(purchase)\" show *", "purchases limit 3",
      "purchases limit 2 offset 7 show customer.name",
      "purchases where customer = \"\(customer)\" show id, customer.city, customer.spent, product",
      "interactions limit 2", "customers top 2 by spent show *", "products limit 1 show id, count(purchases)",
    ].map { "select " + $0 }
  }

  @Test func storedColumnsAnswerLikeThoseInMemory() throws {
    var (asked, found, failures): (Int, Int, [String]) = (0, 0, [])
    for seed in 1...16 {
      let trial = try Trial(RandomBook.text(seed: UInt64(seed), forPeers: false))
      let sections = try Sections(trial.book, isTight: seed % 2 == 0)
      var dice = Dice(seed: UInt64(seed))
      var writer = QueryWriter(seed: UInt64(seed) &* 15_485_863, book: trial.book)
      let texts = Self.questions(&dice) + (0..<30).map { _ in writer.query() }
      let grown = try trial.asking(ArrivalsTests.withArrivals(trial.book, seed: UInt64(seed)))
      for (place, text) in texts.enumerated() {
        let query = try Trial.parse(text)
        // Opened anew for each question, so that nothing is there yet; rows that were added were not asked for either.
        let stored = try BookDecoder.book(from: sections)
        let isGrown = place % 3 == 2
        let asking = try trial.asking(isGrown ? ArrivalsTests.withArrivals(stored, seed: UInt64(seed)) : stored)
        let typed = try asking.resolve(query)
        asked += 1
        if typed.clauses.indices.contains(where: { typed.keyLookup(inClause: $0) != nil }) { found += 1 }
        let other = isGrown ? grown : trial
        if let difference = Self.difference(asking.engine(typed), other.engine(try other.resolve(query))) {
          failures.append("seed \(seed): \(text)\n  \(difference)")
        }
        if let damage = asking.book.damage.first { failures.append("seed \(seed): \(text)\n  \(damage)") }
      }
    }
    for failure in failures.prefix(8) { Issue.record(Comment(rawValue: failure)) }
    #expect(failures.isEmpty && asked == 16 * 47 && found > 50, "\(failures.count) of \(asked), \(found) by key")
  }

  private static func difference(_ a: Trial.Answer, _ b: Trial.Answer) -> String? {
    if case .rows(let x) = a, case .rows(let y) = b {
      if x.count != y.count { return "\(x.count) rows, in memory \(y.count)" }
      return zip(x, y).enumerated().first { $1.0 != $1.1 }.map { "row \($0): \($1.0), in memory \($1.1)" }
    }
    return Comparison.difference(a, b, names: ("stored", "in memory"))
  }
}
