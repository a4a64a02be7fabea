/// Everything that is drawn once and that all the tables are written from: lives and purchases, 60 bytes a customer and 32 a line.
struct Shopfloor: Sendable {
  let shop: SampleShop
  let season: Season
  let layout: Layout
  let campaigns: Campaigns
  let outreach: Outreach
  let catalogue = Catalogue.standard
  /// The text of each day of the book.
  let dates: Phrases
  private(set) var lives: [Life] = []
  /// All lines, customer by customer, each customer's in the order of their days.
  private(set) var purchases: [Purchase] = []
  /// Where each customer's lines begin, and one more.
  private(set) var starts: [Int] = [0]

  init(_ shop: SampleShop) {
    self.shop = shop
    season = Season(lastDay: shop.lastDay)
    dates = season.stamps
    layout = Layout(seed: shop.seed)
    campaigns = Campaigns(season: season)
    outreach = Outreach(seed: shop.seed, campaigns: campaigns)
    lives.reserveCapacity(shop.customers)
    starts.reserveCapacity(shop.customers + 1)
    purchases.reserveCapacity(Int(Double(shop.customers) * (shop.purchasesPerCustomer + 1) * 1.1))
    let draw = ShareDraw(
      life: LifeDraw(seed: shop.seed, layout: layout, season: season, campaigns: campaigns),
      buying: Buying(
        seed: shop.seed, season: season, outreach: outreach, purchasesPerCustomer: shop.purchasesPerCustomer))
    let size = ShareDraw.size
    Ahead.each(of: (shop.customers + size - 1) / size) { index in
      draw.share(of: index * size..<min((index + 1) * size, shop.customers))
    } take: { share in
      let first = purchases.count
      lives += share.lives
      purchases += share.purchases
      starts += share.ends.map { first + $0 }
    }
  }

  /// The places of a customer's lines in `purchases`.
  func lines(of row: Int) -> Range<Int> { starts[row]..<starts[row + 1] }

  /// A stream of random numbers for this customer.
  func random(_ purpose: Purpose, _ row: Int) -> SeededRandom {
    SeededRandom(seed: shop.seed, purpose: purpose, subject: row)
  }
}

extension Shopfloor {
  /// The days of a customer's orders, oldest first.
  func orderDays(of row: Int) -> [Int] {
    var days: [Int] = []
    var order: UInt16 = 0
    for index in lines(of: row) where purchases[index].order != order && purchases[index].dirt == .none {
      order = purchases[index].order
      days.append(Int(purchases[index].day))
    }
    return days
  }

  /// What a customer paid, less what was paid back, in hundredths.
  func spent(by row: Int) -> Int {
    var sum = 0
    for index in lines(of: row) where purchases[index].dirt == .none {
      sum += Int(purchases[index].amount) - max(Int(purchases[index].refunded), 0)
    }
    return sum
  }
}

/// Draws what some customers are and buy, which no other customer has a part in.
private struct ShareDraw: Sendable {
  struct Share: Sendable {
    var lives: [Life] = []
    var purchases: [Purchase] = []
    /// Where each customer's lines end in `purchases`.
    var ends: [Int] = []
  }

  /// How many customers are drawn at a time.
  static let size = 2_048

  let life: LifeDraw
  let buying: Buying

  func share(of rows: Range<Int>) -> Share {
    var share = Share()
    var buying = buying
    for row in rows {
      var life = life.life(of: row)
      buying.buy(row, &life, into: &share.purchases)
      buying.spoil(row, life, into: &share.purchases)
      share.lives.append(life)
      share.ends.append(share.purchases.count)
    }
    return share
  }
}
