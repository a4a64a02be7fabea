/// Draws what customers buy.
///
/// Each buyer orders at a rate of their own (gamma distributed) and, after every order, may leave for good with a probability of their
/// own (beta distributed): the BG/NBD model of Fader, Hardie and Lee (2005), on the clock of `Season`. On top come orders that another
/// purchase brought about (`Assortment.affinities`) and orders that a campaign brought about.
struct Buying: Sendable {
  /// An order before its lines are drawn.
  private struct Order {
    var day: Int
    /// The category that the order is about, or −1.
    var category: Int
    /// The campaign that brought it about, or 0.
    var campaign: Int
  }

  private static let orderLimit = 400

  let seed: UInt64
  let season: Season
  let catalogue: Catalogue
  let outreach: Outreach
  /// How much faster than usual everyone buys: 1 gives about ten lines for each row of `customers`.
  let pace: Double

  private var orders: [Order] = []
  private var contacts: [Contact] = []

  init(seed: UInt64, season: Season, outreach: Outreach, purchasesPerCustomer: Double) {
    self.seed = seed
    self.season = season
    self.outreach = outreach
    catalogue = Catalogue.standard
    pace = max(purchasesPerCustomer, 0) / 10
  }

  /// Appends the lines of one customer in the order of their days, and says in `life` whether the customer is still there.
  mutating func buy(_ row: Int, _ life: inout Life, into purchases: inout [Purchase]) {
    guard !life.isProspect, life.kind != .household, pace > 0 else { return }
    var random = SeededRandom(seed: seed, purpose: .buying, subject: row)
    let isCompany = life.kind == .company
    outreach.contacts(with: row, known: Int(life.known), isCompany: isCompany, into: &contacts)
    drawOrders(row, &life, &random)
    addCampaignOrders(&random)
    let favourites = (favourite(isCompany, &random), favourite(isCompany, &random))
    var next = 0
    sortOrders(from: 0)
    while next < orders.count, next < Buying.orderLimit {
      let order = orders[next]
      next += 1
      let from = purchases.count
      fill(order, number: next, row, life, favourites, into: &purchases, &random)
      followUp(purchases[from...], after: next, &random)
    }
  }

  /// The customer's own orders: exponential gaps until they leave or the book ends.
  private mutating func drawOrders(_ row: Int, _ life: inout Life, _ random: inout SeededRandom) {
    orders.removeAll(keepingCapacity: true)
    let isCompany = life.kind == .company
    let usualGapDays = isCompany ? 28.0 : 31.0
    var gap = usualGapDays * 0.8 / max(random.gamma(shape: 0.8) * pace, 1e-6)
    // Who orders oftener leaves after more orders: a customer stays as long at any pace.
    var leaving = random.beta(0.65, 1.9) / pace
    if row == Layout.budi {
      gap = 30
      leaving = 0
    }
    gap = max(gap, 3) * Season.ticksPerDay
    var tick = Double(season.tick(ofDay: Int(life.known)))
    if random.chance(0.4) { tick += random.exponential() * 6 * Season.ticksPerDay }
    while tick < Double(season.tickCount), orders.count < Buying.orderLimit {
      orders.append(Order(day: season.day(atTick: Int(tick)), category: -1, campaign: 0))
      if random.chance(leaving) {
        life.isAlive = false
        return
      }
      tick += random.exponential() * gap
    }
  }

  /// Orders that would not have been without a campaign, and the credit for those that would.
  private mutating func addCampaignOrders(_ random: inout SeededRandom) {
    let own = orders.count
    for contact in contacts where contact.isClicked {
      if let day = contact.extraOrder {
        orders.append(Order(day: day, category: -1, campaign: contact.campaign))
      }
      let window = outreach.campaigns.windows[contact.campaign - 1]
      for index in 0..<own where contact.day <= orders[index].day && orders[index].day <= window.end {
        orders[index].campaign = contact.campaign
      }
    }
  }

  private func favourite(_ isCompany: Bool, _ random: inout SeededRandom) -> Int {
    isCompany ? random.below(Assortment.coffee + 1) : catalogue.category(&random)
  }

  /// Insertion sort of the orders from `start` on: few, and nearly sorted.
  private mutating func sortOrders(from start: Int) {
    guard orders.count - start > 1 else { return }
    for index in (start + 1)..<orders.count {
      let order = orders[index]
      var place = index
      while place > start, orders[place - 1].day > order.day {
        orders[place] = orders[place - 1]
        place -= 1
      }
      orders[place] = order
    }
  }

  /// Draws the lines of an order.
  private func fill(
    _ order: Order, number: Int, _ row: Int, _ life: Life, _ favourites: (Int, Int), into purchases: inout [Purchase],
    _ random: inout SeededRandom
  ) {
    var order = order
    if number == 1, order.campaign == 0 { order.campaign = Int(life.campaign) }
    let offer = offer(with: order.campaign, &random)
    let channel = random.chance(0.72) ? Int(life.channel) : Words.channelDraw[random.below(Words.channelDraw.count)]
    let lines = 1 + random.failures(before: 0.54, limit: 7)
    for line in 0..<lines {
      var category = line == 0 ? order.category : -1
      if category < 0 {
        let draw = random.unit()
        category = draw < 0.42 ? favourites.0 : draw < 0.65 ? favourites.1 : catalogue.category(&random)
      }
      var purchase = self.line(of: category, isCompany: life.kind == .company, offer: offer, &random)
      purchase.customer = UInt32(row)
      purchase.day = UInt16(order.day)
      purchase.order = UInt16(number)
      purchase.line = UInt8(line + 1)
      purchase.channel = UInt8(channel)
      purchase.campaign = UInt8(order.campaign)
      settle(&purchase, category, &random)
      purchases.append(purchase)
    }
  }

  private func offer(with campaign: Int, _ random: inout SeededRandom) -> Int {
    guard campaign > 0, let offer = outreach.campaigns.effects[campaign - 1].offer, random.chance(0.6) else { return 0 }
    return offer + 1
  }

  /// One line of this category: product, quantity, price, cost, and what the customer picked.
  private func line(of category: Int, isCompany: Bool, offer: Int, _ random: inout SeededRandom) -> Purchase {
    let index = catalogue.product(of: category, &random)
    let product = catalogue.products[index]
    var quantity = 1
    if isCompany {
      quantity = product.price > 4_000 ? random.within(1...4) : random.within(2...24)
    } else if product.price < 2_000 {
      quantity += random.failures(before: 0.72, limit: 5)
    }
    var percent = 100 + random.within(-3...4)
    if offer > 0 { percent -= Offers.plans[offer - 1].percentOff }
    if isCompany { percent -= 8 }
    let amount = product.price * quantity * percent / 100
    var cost = -1
    if let unitCost = product.unitCost, random.chance(0.96) { cost = unitCost * random.within(97...103) / 100 }
    let specs = catalogue.specs[category].count
    let spec = specs > 0 && random.chance(0.93) ? 1 + random.below(specs) : 0
    return Purchase(
      customer: 0, amount: Int32(amount), unitCost: Int32(cost), refunded: -1, day: 0, product: UInt16(index),
      quantity: UInt16(quantity), order: 0, line: 0, channel: 0, campaign: 0, offer: UInt8(offer), status: .completed,
      spec: UInt8(spec))
  }

  /// Whether the line was kept, sent back, cancelled, or is still on its way.
  private func settle(_ purchase: inout Purchase, _ category: Int, _ random: inout SeededRandom) {
    let draw = random.unit() * 100
    let returns = Double(Assortment.returnPercents[category])
    if draw < returns {
      purchase.status = .returned
      purchase.refunded = random.chance(0.75) ? purchase.amount : purchase.amount / 2
    } else if draw < returns + 1.2 {
      purchase.status = .cancelled
      purchase.refunded = purchase.amount
    } else if Int(purchase.day) >= Season.dayCount - 2, draw > 60 {
      purchase.status = .pending
    }
  }

  /// Adds the orders that these lines bring about.
  private mutating func followUp(_ lines: ArraySlice<Purchase>, after next: Int, _ random: inout SeededRandom) {
    let before = orders.count
    for line in lines where line.status != .cancelled {
      let category = catalogue.products[Int(line.product)].category
      for affinity in Assortment.affinities where affinity.first == category && random.chance(affinity.probability) {
        let day = Int(line.day) + random.within(affinity.days)
        if day < Season.dayCount, orders.count < Buying.orderLimit {
          orders.append(Order(day: day, category: affinity.then, campaign: 0))
        }
      }
    }
    if orders.count > before { sortOrders(from: next) }
  }

  /// Appends the line that an export of this customer would have got wrong, where `KnownDirt` has one.
  func spoil(_ row: Int, _ life: Life, into purchases: inout [Purchase]) {
    guard let dirt = KnownDirt.purchase(at: row) else { return }
    purchases.append(
      Purchase(
        customer: UInt32(row), amount: 1_250, unitCost: 600, refunded: -1, day: life.known, product: 0, quantity: 1,
        order: 900, line: 1, channel: life.channel, campaign: 0, offer: 0, status: .completed, spec: 0, dirt: dirt))
  }
}
