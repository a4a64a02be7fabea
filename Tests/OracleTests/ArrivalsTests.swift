import Columns
import Query
import Testing

@testable import Book

/// A book to which rows were just added answers like the same book put in order.
@Suite struct ArrivalsTests {
  /// The book after some rows of each table were taken out and came back as another import.
  static func withArrivals(_ book: Book, seed: UInt64) throws -> Book {
    var dice = Dice(seed: seed)
    let removals = book.tables.map { table in
      Edit.remove(
        table: table.name,
        rows: (0..<table.rowCount).filter { _ in dice.chance(30) }.compactMap { table.name(ofRow: $0) })
    }
    let removed = try Editing.make(Change(title: "remove", at: 0, edits: removals), in: book, Keepsakes())
    var additions: (first: [Edit], then: [Edit]) = ([], [])
    for case .add(var addition) in removed.inverse {
      // Behind every file that was loaded.
      addition.batch = 1_000
      let hasParent = book.tables.contains { $0.name == addition.table && $0.parentColumn != nil }
      if hasParent { additions.then.append(.add(addition)) } else { additions.first.append(.add(addition)) }
    }
    // Parents first: children that find their parent again are put in order with their whole table.
    var result = removed
    for edits in [additions.first, additions.then] {
      result = try Editing.make(Change(title: "add", at: 0, edits: edits), in: result.book, result.keepsakes)
    }
    return result.book
  }

  /// The oracle's questions, and those in which the order of rows shows most.
  private static let questions = [
    "purchases", "interactions", "interactions limit 5", "interactions limit 4 offset 3",
    "purchases top 3 by amount", "purchases bottom 3 by amount", "purchases top 2 by quantity",
    "purchases top 40% by quantity", "purchases top 2 per channel by quantity", "purchases order by amount",
    "interactions order by channel limit 7", "purchases with r = rank(amount) limit 9",
    "purchases where amount > 10 with r = rank(amount), s = share(amount) limit 9",
    "purchases where rank(amount) <= 5", "purchases where amount > avg(amount)", "purchases where amount > 100 limit 6",
    "purchases where customer.spent > 100", "purchases sample 5 seed 3", "interactions sample 4 seed 1",
    "interactions where channel is known sample 3 seed 2",
    "purchases group by channel show channel, count, list(status)",
    "purchases group by customer show customer, count, list(channel), sum(amount)",
    "purchases show list(channel), avg(amount), median(amount)",
    "customers show id, first(purchases.amount), last(purchases.amount), list(purchases.channel)",
    "customers show id, median(gaps(purchases.date)), avg(gaps(interactions.at))",
    "customers show id, last(purchases.amount where status is missing), sum(purchases.amount during last 365d)",
    "products show id, first(purchases.amount), last(purchases.channel), list(purchases.status), avg(purchases.amount)",
    "campaigns show id, first(purchases.date), sum(purchases.amount), list(purchases.channel)",
    "customers where any(purchases.amount > 100)", "customers where every(purchases.amount > 10)",
    "customers where no(interactions)", "products where any(purchases.quantity > 1) limit 3",
    "customers show id, count(members), list(members.city), list(referrals.id)",
    "customers show id, first(members.purchases.amount), last(members.purchases.amount), list(members.purchases.channel)",
    "customers group by city show city, list(purchases.channel), avg(purchases.amount), median(gaps(purchases.date))",
    "products group by count(purchases) show list(purchases.channel), sum(purchases.amount)",
    "customers top 3 by spent", "customers order by gap limit 5", "customers where lastPurchase is known limit 5",
    "cases", "consents limit 3",
  ]

  @Test func arrivalsAnswerLikeSettledRows() throws {
    var (asked, unordered, failures): (Int, Int, [String]) = (0, 0, [])
    for seed in 1...20 {
      let trial = try Trial(RandomBook.text(seed: UInt64(seed), forPeers: false))
      let arrived = try trial.asking(Self.withArrivals(trial.book, seed: UInt64(seed)))
      let settled = try trial.asking(arrived.book.settled)
      unordered += arrived.book.tables.count { $0.arrivals?.order != nil }
      #expect(settled.book.tables.allSatisfy { $0.arrivals == nil })
      var writer = QueryWriter(seed: UInt64(seed) &* 104_729, book: trial.book)
      let texts = Self.questions.map { "select " + $0 } + (0..<40).map { _ in writer.query() }
      for text in texts {
        let query = try Trial.parse(text)
        let (one, other) = (try arrived.resolve(query), try settled.resolve(query))
        asked += 1
        if let difference = Self.difference(arrived.engine(one), settled.engine(other)) {
          failures.append("seed \(seed): \(text)\n  \(difference)")
        }
      }
    }
    for failure in failures.prefix(8) { Issue.record(Comment(rawValue: failure)) }
    #expect(
      failures.isEmpty && asked == 20 * (Self.questions.count + 40) && unordered > 30,
      "\(failures.count) of \(asked), \(unordered) tables")
  }

  /// Equal to the last bit: the same values are added in the same order.
  private static func difference(_ a: Trial.Answer, _ b: Trial.Answer) -> String? {
    if case .rows(let x) = a, case .rows(let y) = b {
      if x.count != y.count { return "\(x.count) rows, settled \(y.count)" }
      return zip(x, y).enumerated().first { $1.0 != $1.1 }.map { "row \($0): \($1.0), settled \($1.1)" }
    }
    return Comparison.difference(a, b, names: ("with arrivals", "settled"))
  }
}
