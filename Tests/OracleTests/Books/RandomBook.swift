/// A believable little shop from a seed: missing values, ties, orphans, names that differ in case, other scripts,
/// negative amounts, several events on one day, empty tables.
struct RandomBook {
  private var dice: Dice
  private let today: Int
  /// Whether letters occur whose case other engines fold differently.
  private let hasOddLetters: Bool
  private let customers: Int
  private let products: Int
  private let campaigns: Int
  private let purchases: Int
  /// Whether amounts are in several currencies.
  private let hasCurrencies: Bool

  static let cities = ["Depok", "depok", "DEPOK", "Bogor", "Malmö", "MALMÖ", "東京", "São Paulo", "El-Hamma", "ŁÓDŹ"]
  static let channels = ["web", "store", "Web", "phone", "email"]
  static let words = ["vip", "VIP", "new", "gold member", "Ökologie", "x"]

  private init(seed: UInt64, hasOddLetters: Bool) {
    dice = Dice(seed: seed)
    self.hasOddLetters = hasOddLetters
    today = dice.pick([
      Calendar.days(2026, 3, 31), Calendar.days(2024, 2, 29), Calendar.days(2025, 12, 31), Calendar.days(2026, 1, 1),
      Calendar.days(2025, 5, 14),
    ])
    customers = dice.chance(5) ? 0 : dice.within(1...30)
    products = dice.chance(10) ? 0 : dice.within(1...8)
    campaigns = dice.within(0...4)
    purchases = dice.chance(10) ? 0 : dice.within(1...90)
    hasCurrencies = dice.chance(50)
  }

  /// The book of a seed. `forPeers`: without the letters that other engines fold otherwise.
  static func text(seed: UInt64, forPeers: Bool) -> BookText {
    var random = RandomBook(seed: seed, hasOddLetters: !forPeers)
    let tables =
      [
        random.customersTable(), random.purchasesTable(), random.productsTable(), random.interactionsTable(),
        random.casesTable(), random.consentsTable(), random.campaignsTable(),
      ]
      + (random.hasCurrencies ? [random.ratesTable()] : [])
    return BookText(tables: tables, today: Int32(random.today))
  }

  // MARK: Cells

  private mutating func maybe(_ percent: Int, _ cell: (inout RandomBook) -> String) -> String {
    dice.chance(percent) ? cell(&self) : ""
  }

  private mutating func date(_ past: Int = 800) -> String {
    // Many events fall on few days, so that ties are common; a few lie ahead.
    if dice.chance(20) { return Calendar.text(today - dice.pick([0, 1, 29, 30, 31, 89, 90, 91, 365])) }
    return Calendar.text(today - dice.within(-20...past))
  }

  private mutating func time() -> String {
    date() + "T" + Calendar.padded(dice.pick([0, 0, 9, 12, 23]), 2) + ":"
      + Calendar.padded(dice.pick([0, 0, 30, 59]), 2)
  }

  private mutating func amount(negative: Int = 8) -> String {
    let cents = dice.chance(30) ? dice.pick([0, 1000, 1999, 50000, 2550]) : dice.below(90_000)
    return (dice.chance(negative) ? "-" : "") + "\(cents / 100).\(Calendar.padded(cents % 100, 2))"
  }

  /// The code of a currency that has rates on all days, of the book's, or none; as a cell of a table that names them.
  private mutating func currency() -> [String] {
    guard hasCurrencies else { return [] }
    return [maybe(85) { $0.dice.pick(["USD", "USD", "EUR", "eur", "IDR", " IDR", "usd"]) }]
  }

  private mutating func name() -> String {
    var names = [
      "Budi", "budi", "Ana María", "O'Neil", "\"Q\" Lee", "Łukasz Ó", "Émile", "E\u{301}mile", "李 小龙", "Ünal", "a-b c",
    ]
    if hasOddLetters { names += PeerDifference.all.flatMap { [$0.name, $0.equal] } + ["İzmir"] }
    return dice.pick(names) + (dice.chance(50) ? "" : " \(dice.below(9))")
  }

  private mutating func words() -> String {
    (0...dice.below(3)).map { _ in dice.pick(Self.words) }.joined(separator: ";")
  }

  /// Mostly a key that is there, sometimes none, now and then one that is not there.
  private mutating func key(_ prefix: String, _ count: Int) -> String {
    if dice.chance(8) { return "" }
    if count == 0 || dice.chance(6) { return "\(prefix)\(900 + dice.below(3))" }
    return "\(prefix)\(dice.within(1...count))"
  }

  // MARK: Tables

  private mutating func table(
    _ name: String, _ header: String, _ count: Int, _ row: (inout RandomBook, Int) -> [String]
  )
    -> BookText.Table
  {
    let rows = count < 1 ? [] : (1...count).map { row(&self, $0) }
    return BookText.Table(name: name, header: header.split(separator: " ").map(String.init), rows: rows)
  }

  private mutating func customersTable() -> BookText.Table {
    let header =
      "id kind memberOf name email city country birthDate acquiredOn source campaign referredBy prospectValue prospectProbability tags note"
      + (hasCurrencies ? " prospectValueCurrency" : "")
    return table("customers", header, customers) { random, index in
      [
        "c\(index)", random.dice.pick(["person", "person", "person", "household", "company", ""]),
        random.maybe(40) { $0.key("c", $0.customers) }, random.maybe(90) { $0.name() },
        random.maybe(70) { "u\($0.dice.below(5))@\($0.dice.pick(["Mail.example", "mail.example", "x.example"]))" },
        random.maybe(85) { $0.dice.pick(Self.cities) }, random.maybe(60) { $0.dice.pick(["ID", "id", "SE", "JP"]) },
        random.maybe(80) { Calendar.text($0.today - 365 * 20 - $0.dice.below(15_000)) },
        random.maybe(90) { $0.date(1500) },
        random.maybe(70) { $0.dice.pick(["ad", "friend", "Ad"]) }, random.maybe(50) { $0.key("k", $0.campaigns) },
        random.maybe(30) { $0.key("c", $0.customers) }, random.maybe(50) { $0.amount() },
        random.maybe(50) { "\($0.dice.pick([0, 5, 10, 25, 50, 100]))%" }, random.maybe(60) { $0.words() },
        random.maybe(40) { $0.dice.pick(["12.5", " 7 ", "-3e2", "2026-01-31", "n/a", "call back", "2026-02-30"]) },
      ] + random.currency()
    }
  }

  private mutating func purchasesTable() -> BookText.Table {
    table(
      "purchases",
      "id customer order date amount cost quantity product channel campaign status refunded"
        + (hasCurrencies ? " currency" : ""), purchases
    ) {
      random, index in
      [
        "p\(index)", random.key("c", random.customers), random.maybe(60) { "o\($0.dice.below(40))" },
        random.maybe(95) { $0.date() }, random.maybe(95) { $0.amount() }, random.maybe(60) { $0.amount(negative: 0) },
        random.maybe(80) { "\($0.dice.within(-1...5))" }, random.key("g", random.products),
        random.maybe(90) { $0.dice.pick(Self.channels) }, random.maybe(30) { $0.key("k", $0.campaigns) },
        random.maybe(80) { $0.dice.pick(["paid", "open"]) }, random.maybe(15) { $0.amount(negative: 0) },
      ] + random.currency()
    }
  }

  private mutating func productsTable() -> BookText.Table {
    table(
      "products",
      "id name brand category isCompetitor launched unitCost" + (hasCurrencies ? " unitCostCurrency" : ""), products
    ) { random, index in
      [
        "g\(index)", random.name(), random.maybe(80) { $0.dice.pick(["Acme", "ACME", "Bö"]) },
        random.maybe(80) { $0.dice.pick(["ink", "printer", "Ink"]) },
        random.maybe(80) { $0.dice.pick(["true", "false"]) },
        random.maybe(70) { $0.date(2000) }, random.maybe(80) { $0.amount(negative: 0) },
      ] + random.currency()
    }
  }

  private mutating func interactionsTable() -> BookText.Table {
    let count = dice.chance(15) ? 0 : dice.within(1...50)
    let header = "id customer at channel direction campaign cost outcome" + (hasCurrencies ? " costCurrency" : "")
    return table("interactions", header, count) { random, index in
      [
        "i\(index)", random.key("c", random.customers), random.maybe(95) { $0.time() },
        random.maybe(90) { $0.dice.pick(Self.channels) }, random.maybe(90) { $0.dice.pick(["in", "out"]) },
        random.maybe(30) { $0.key("k", $0.campaigns) }, random.maybe(50) { $0.amount(negative: 0) },
        random.maybe(60) { $0.dice.pick(["sold", "lost", "Sold"]) },
      ] + random.currency()
    }
  }

  private mutating func casesTable() -> BookText.Table {
    let count = dice.chance(20) ? 0 : dice.within(1...25)
    return table("cases", "id customer kind purchase opened resolved severity cost satisfaction", count) {
      random, index in
      [
        "s\(index)", random.key("c", random.customers), random.maybe(80) { $0.dice.pick(["late", "broken", "Late"]) },
        random.maybe(60) { $0.key("p", $0.purchases) }, random.maybe(95) { $0.time() }, random.maybe(60) { $0.time() },
        random.maybe(80) { "\($0.dice.within(1...5))" }, random.maybe(50) { $0.amount(negative: 0) },
        random.maybe(60) { $0.dice.pick(["1.5", "4", "4.25", "0.1", "-2"]) },
      ]
    }
  }

  private mutating func consentsTable() -> BookText.Table {
    let count = dice.chance(20) ? 0 : dice.within(1...30)
    return table("consents", "customer channel purpose granted at", count) { random, _ in
      [
        random.key("c", random.customers), random.maybe(95) { $0.dice.pick(["email", "phone"]) },
        random.dice.pick(["marketing", "service"]), random.maybe(90) { $0.dice.pick(["true", "false"]) },
        random.maybe(95) { $0.time() },
      ]
    }
  }

  /// What other money was worth: since before the first event for the currencies that occur, some of it twice on a day, and
  /// noted too late for one that does not.
  private mutating func ratesTable() -> BookText.Table {
    let first = today - 3000
    var rows = [["EUR", Calendar.text(first), "1.0862"], ["IDR", Calendar.text(first), "6.6e-05"]]
    for _ in 0..<dice.below(30) {
      let rate = dice.pick(["1.005", "1.0862", "0.5", "6.289308176100629e-05", "0.000064", "15900", "1e-13", "0", "-1"])
      rows.append([dice.pick(["EUR", "IDR", "idr", "Eur "]), maybe(95) { $0.date() }, rate])
    }
    rows.append(["JPY", Calendar.text(today + 5), "0.0071"])
    return BookText.Table(name: "rates", header: ["currency", "date", "rate"], rows: rows)
  }

  private mutating func campaignsTable() -> BookText.Table {
    table("campaigns", "id name medium style start budget", campaigns) { random, index in
      [
        "k\(index)", random.name(), random.maybe(80) { $0.dice.pick(["post", "web", "Web"]) },
        random.maybe(60) { $0.words() }, random.maybe(80) { $0.date() }, random.maybe(80) { $0.amount(negative: 0) },
      ]
    }
  }
}
