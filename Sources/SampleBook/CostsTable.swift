/// The activities that work is costed by, and what one unit of each costs.
enum Activities {
  static let names = Phrases(cells: [
    "sales visit", "sales call", "quotation", "picking and packing", "delivery", "support call", "return handling",
    "media bill",
  ])
  /// Hundredths a unit.
  static let rates = [1_850, 320, 640, 45, 110, 240, 380, 100]
}

/// `activities`: activity-based costing.
struct ActivitiesTable: SampleTable {
  static let name = "activities"
  static let header = "activity,rate"

  init(_ floor: Shopfloor) {}

  var rowCount: Int { Activities.rates.count }

  func write(_ row: Int, to sheet: inout CsvSheet) {
    sheet.cell(Activities.names, row)
    sheet.hundredths(Activities.rates[row], then: .lineEnd)
  }
}

/// `costs`: of attracting, of selling to, and of serving customers; the media bills belong to a campaign and to no customer.
struct CostsTable: SampleTable {
  enum Kind: UInt8 {
    case attract, sell, serve
  }

  struct Cost: Dated {
    /// The row, or −1 for no customer.
    var customer: Int32
    /// Hundredths.
    var amount: Int32
    var day: UInt16
    var quantity: UInt16
    var kind: Kind
    /// Index in `Activities.names`; their count where nobody wrote it down.
    var activity: UInt8
    /// From 1; 0 for none.
    var campaign: UInt8
  }

  static let name = "costs"
  static let header = "customer,kind,activity,quantity,amount,campaign,at"

  private static let kinds = Phrases(cells: ["attract", "sell", "serve"])
  private static let mediaBill = 7

  private let rows: Chronicle<Cost>
  private let dates: Phrases

  init(_ floor: Shopfloor) {
    dates = floor.dates
    rows = Chronicle(floor, withMinutes: false) { row, records in
      if row == 0 { Self.appendBills(floor, to: &records) }
      guard floor.lives[row].kind != .household else { return }
      Self.append(row, floor, to: &records)
    }
  }

  /// Three instalments of each campaign's budget.
  private static func appendBills(_ floor: Shopfloor, to records: inout [Cost]) {
    for (index, plan) in CampaignPlan.all.enumerated() {
      let window = floor.campaigns.windows[index]
      for part in 0..<3 {
        let day = window.start + (window.end - window.start) * part / 2
        guard day >= 0 else { continue }
        records.append(
          Cost(
            customer: -1, amount: Int32(plan.budget / 3), day: UInt16(day), quantity: UInt16(plan.budget / 300),
            kind: .attract, activity: UInt8(mediaBill), campaign: UInt8(index + 1)))
      }
    }
  }

  private static func append(_ row: Int, _ floor: Shopfloor, to records: inout [Cost]) {
    let life = floor.lives[row]
    var random = floor.random(.cost, row)
    func add(_ kind: Kind, _ activity: Int, quantity: Int, day: Int) {
      guard day < Season.dayCount else { return }
      let isWritten = random.chance(0.95)
      records.append(
        Cost(
          customer: Int32(row), amount: Int32(Activities.rates[activity] * quantity), day: UInt16(day),
          quantity: UInt16(quantity), kind: kind, activity: UInt8(isWritten ? activity : Activities.rates.count),
          campaign: 0))
    }
    let isCompany = life.kind == .company
    let calls = isCompany ? random.within(1...4) : random.chance(0.04) ? 1 : 0
    for call in 0..<calls {
      let day = Int(life.known) + 7 * call + random.below(7)
      add(isCompany && call == 0 ? .attract : .sell, isCompany ? random.below(3) : 1, quantity: 1, day: day)
    }
    var order: UInt16 = 0
    for index in floor.lines(of: row) where floor.purchases[index].dirt == .none {
      let line = floor.purchases[index]
      if line.order != order {
        order = line.order
        if line.channel > 0 { add(.serve, 4, quantity: 1 + Int(line.quantity) / 12, day: Int(line.day)) }
      }
      if line.status == .returned { add(.serve, 6, quantity: 1, day: Int(line.day) + 9) }
    }
    if random.chance(0.25) { add(.serve, 5, quantity: random.within(1...4), day: Int(life.known) + random.below(300)) }
  }

  var rowCount: Int { rows.count }

  func write(_ row: Int, to sheet: inout CsvSheet) {
    let cost = rows[row]
    if cost.customer >= 0 { sheet.customer(Int(cost.customer)) }
    sheet.next()
    sheet.cell(Self.kinds, Int(cost.kind.rawValue))
    if cost.activity < Activities.rates.count { sheet.text(Activities.names, Int(cost.activity)) }
    sheet.next()
    sheet.number(Int(cost.quantity), then: .comma)
    sheet.hundredths(Int(cost.amount), then: .comma)
    CampaignsTable.writeKey(Int(cost.campaign), then: .comma, to: &sheet)
    sheet.text(dates, Int(cost.day))
    sheet.end()
  }
}
