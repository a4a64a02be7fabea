/// `offersMade`: who was offered what, and who took it up.
struct OffersMadeTable: SampleTable {
  enum Status: UInt8 {
    case offered, redeemed, declined, expired
  }

  struct Made: Dated {
    var customer: UInt32
    var day: UInt16
    var offer: UInt8
    /// The campaign that carried it, from 1.
    var campaign: UInt8
    var status: Status
    /// −1 where it was not taken up.
    var redeemed: Int16
  }

  static let name = "offersMade"
  static let header = "customer,offer,channel,message,status,at,redeemedAt"

  private static let statuses = Phrases(cells: ["offered", "redeemed", "declined", "expired"])

  private let rows: Chronicle<Made>
  private let dates: Phrases
  private let channels = Phrases(cells: CampaignPlan.all.map(\.medium))
  private let messages = Phrases(cells: CampaignPlan.all.map { "\($0.name): just for you, until it is gone" })

  init(_ floor: Shopfloor) {
    dates = floor.dates
    var contacts: [Contact] = []
    rows = Chronicle(floor, withMinutes: false) { row, records in
      let life = floor.lives[row]
      guard life.kind != .household else { return }
      var random = floor.random(.offer, row)
      floor.outreach.contacts(with: row, known: Int(life.known), isCompany: life.kind == .company, into: &contacts)
      for contact in contacts where !contact.isBounced {
        guard let offer = floor.campaigns.effects[contact.campaign - 1].offer else { continue }
        let window = floor.campaigns.windows[contact.campaign - 1]
        let redemption = floor.redemption(by: row, of: offer + 1, campaign: contact.campaign)
        var status = Status.redeemed
        if redemption == nil {
          let isOver = window.end < Season.dayCount - 1
          status = contact.isOptedOut || random.chance(0.1) ? .declined : isOver ? .expired : .offered
        }
        records.append(
          Made(
            customer: UInt32(row), day: UInt16(contact.day), offer: UInt8(offer + 1), campaign: UInt8(contact.campaign),
            status: status, redeemed: Int16(redemption ?? -1)))
      }
    }
  }

  var rowCount: Int { rows.count }

  func write(_ row: Int, to sheet: inout CsvSheet) {
    let made = rows[row]
    sheet.customer(Int(made.customer), then: .comma)
    OffersTable.writeKey(Int(made.offer), then: .comma, to: &sheet)
    sheet.cell(channels, Int(made.campaign) - 1)
    sheet.cell(messages, Int(made.campaign) - 1)
    sheet.cell(Self.statuses, Int(made.status.rawValue))
    sheet.cell(dates, Int(made.day))
    if made.redeemed >= 0 { sheet.text(dates, Int(made.redeemed)) }
    sheet.end()
  }
}

extension Shopfloor {
  /// The day of the first order in which a customer took up this offer of this campaign, or nil.
  fileprivate func redemption(by row: Int, of offer: Int, campaign: Int) -> Int? {
    for index in lines(of: row) {
      let line = purchases[index]
      if Int(line.offer) == offer, Int(line.campaign) == campaign { return Int(line.day) }
    }
    return nil
  }
}
