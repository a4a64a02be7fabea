/// `consents`: what customers agreed to, and took back.
struct ConsentsTable: SampleTable {
  struct Consent: Dated {
    var customer: UInt32
    var day: UInt16
    var minute: UInt16
    var channel: UInt8
    var purpose: UInt8
    var source: UInt8
    var isGranted: Bool
  }

  static let name = "consents"
  static let header = "customer,channel,purpose,granted,at,source"

  private static let channels = Phrases(cells: ["email", "whatsapp", "phone", "sms", "post"])
  private static let purposes = Phrases(cells: ["marketing", "service", "research"])
  private static let sources = Phrases(cells: [
    "sign-up form", "checkout", "store counter", "unsubscribe link", "phone call",
  ])

  private let rows: Chronicle<Consent>
  private let dates: Phrases

  init(_ floor: Shopfloor) {
    dates = floor.dates
    rows = Chronicle(floor) { row, records in
      let life = floor.lives[row]
      guard life.kind != .household else { return }
      var random = floor.random(.consent, row)
      guard row == Layout.budi || random.chance(0.9) else { return }
      for channel in 0..<5 where random.chance(channel < 2 ? 0.8 : 0.3) || (channel == 0 && row == Layout.budi) {
        for purpose in 0..<3 where random.chance(purpose == 2 ? 0.15 : 0.75) || row == Layout.budi {
          Self.append(row, life, channel, purpose, &random, to: &records)
        }
      }
    }
  }

  private static func append(
    _ row: Int, _ life: Life, _ channel: Int, _ purpose: Int, _ random: inout SeededRandom, to records: inout [Consent]
  ) {
    let isGranted = random.chance(purpose == 0 ? 0.74 : 0.92) || row == Layout.budi
    var consent = Consent(
      customer: UInt32(row), day: life.known, minute: random.workingMinute(), channel: UInt8(channel),
      purpose: UInt8(purpose), source: UInt8(random.below(3)), isGranted: isGranted)
    records.append(consent)
    // One in nine changes their mind, and one in four of those does so again.
    var day = Int(life.known)
    var odds = row == Layout.budi ? 0 : 0.11
    while random.chance(odds) {
      day += 20 + random.below(400)
      guard day < Season.dayCount else { return }
      consent.isGranted.toggle()
      consent.day = UInt16(day)
      consent.minute = random.wakingMinute()
      consent.source = consent.isGranted ? 1 : UInt8(3 + random.below(2))
      records.append(consent)
      odds = 0.25
    }
  }

  var rowCount: Int { rows.count }

  func write(_ row: Int, to sheet: inout CsvSheet) {
    let consent = rows[row]
    sheet.customer(Int(consent.customer), then: .comma)
    sheet.cell(Self.channels, Int(consent.channel))
    sheet.cell(Self.purposes, Int(consent.purpose))
    sheet.text(consent.isGranted ? "true," : "false,")
    sheet.text(dates, Int(consent.day))
    sheet.clock(Int(consent.minute), then: .comma)
    sheet.text(Self.sources, Int(consent.source))
    sheet.end()
  }
}
