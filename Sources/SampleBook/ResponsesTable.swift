/// `responses`: what became of each message of a campaign, step by step.
struct ResponsesTable: SampleTable {
  /// In the order of `names`.
  enum Event: UInt8 {
    case sent, opened, clicked, replied, called, registered, bounced, optedOut
  }

  struct Response: Dated {
    var customer: UInt32
    var day: UInt16
    var minute: UInt16
    var campaign: UInt8
    var event: Event
  }

  static let name = "responses"
  static let header = "customer,campaign,event,at"

  private static let names = Phrases(cells: [
    "sent", "opened", "clicked", "replied", "called", "registered", "bounced", "optedOut",
  ])

  private let rows: Chronicle<Response>
  private let dates: Phrases

  init(_ floor: Shopfloor) {
    dates = floor.dates
    var contacts: [Contact] = []
    let actions = CampaignPlan.all.map { Self.action(for: $0.callToAction) }
    rows = Chronicle(floor) { row, records in
      let life = floor.lives[row]
      guard life.kind != .household else { return }
      floor.outreach.contacts(with: row, known: Int(life.known), isCompany: life.kind == .company, into: &contacts)
      var random = floor.random(.offer, row)
      for contact in contacts {
        Self.append(row, contact, action: actions[contact.campaign - 1], &random, to: &records)
      }
    }
  }

  /// What a call to action leads to once it is followed, beyond the click.
  private static func action(for call: String) -> Event? {
    switch call {
    case "reply": .replied
    case "phone": .called
    case "register": .registered
    default: nil
    }
  }

  private static func append(
    _ row: Int, _ contact: Contact, action: Event?, _ random: inout SeededRandom, to records: inout [Response]
  ) {
    var minutes = contact.day * 1_440 + Int(random.workingMinute())
    func add(_ event: Event) {
      guard minutes / 1_440 < Season.dayCount else { return }
      records.append(
        Response(
          customer: UInt32(row), day: UInt16(minutes / 1_440), minute: UInt16(minutes % 1_440),
          campaign: UInt8(contact.campaign), event: event))
    }
    add(.sent)
    if contact.isBounced {
      minutes += 1
      return add(.bounced)
    }
    guard contact.isOpened else { return }
    minutes += 2 + random.below(2_200)
    add(.opened)
    if contact.isClicked {
      minutes += 1 + random.below(30)
      add(.clicked)
      if let action, random.chance(0.5) {
        minutes += 2 + random.below(900)
        add(action)
      }
    }
    if contact.isOptedOut {
      minutes += 1
      add(.optedOut)
    }
  }

  var rowCount: Int { rows.count }

  func write(_ row: Int, to sheet: inout CsvSheet) {
    let response = rows[row]
    sheet.customer(Int(response.customer), then: .comma)
    CampaignsTable.writeKey(Int(response.campaign), then: .comma, to: &sheet)
    sheet.cell(Self.names, Int(response.event.rawValue))
    sheet.text(dates, Int(response.day))
    sheet.clock(Int(response.minute), then: .lineEnd)
  }
}
