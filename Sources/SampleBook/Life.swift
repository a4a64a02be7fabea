/// The kind of a row of `customers`.
enum Kind: UInt8, Sendable {
  case person, household, company
}

/// What the rest of the book needs to know of a customer: small, since there is one for every row.
struct Life: Sendable {
  var kind: Kind
  /// Whether the row is a contact at a company.
  var isContact: Bool
  var isProspect: Bool
  /// Whether the customer may still buy: whoever has left never comes back but for a campaign.
  var isAlive: Bool
  /// Days since the book's first day: when the customer became known.
  var known: UInt16
  /// From 1; 0 for none.
  var campaign: UInt8
  /// Index in `Words.sources`; `Words.sources.count` where nobody wrote it down.
  var source: UInt8
  /// Index in `Words.channels`.
  var channel: UInt8
  /// The row of whoever sent this customer, or −1.
  var referrer: Int32
  /// The row of the household or company, or −1.
  var head: Int32
}

/// Draws lives: who a customer is to the shop, before anything is bought.
struct LifeDraw: Sendable {
  let seed: UInt64
  let layout: Layout
  let season: Season
  let campaigns: Campaigns

  func life(of row: Int) -> Life {
    var random = SeededRandom(seed: seed, purpose: .life, subject: row)
    let known = knownDay(&random)
    var life = Life(
      kind: .person, isContact: false, isProspect: false, isAlive: true, known: UInt16(known), campaign: 0, source: 0,
      channel: UInt8(Words.channelDraw[random.below(Words.channelDraw.count)]), referrer: -1, head: -1)
    place(row, &life, &random)
    let isCompany = life.kind == .company
    life.campaign = UInt8(campaigns.campaign(drawingOn: known, isB2B: isCompany, &random))
    life.source = UInt8(source(of: life, isCompany, &random))
    if life.source == Words.referralSource { life.referrer = Int32(referrer(of: row, known: known, &random)) }
    if row == Layout.budi {
      life.isProspect = false
      life.known = UInt16(known % 400)
    }
    return life
  }

  /// The first draw of a life's stream, so that a referrer's day is cheap to ask for. The shop grows: later days are likelier.
  private func knownDay(_ random: inout SeededRandom) -> Int {
    let u = random.unit()
    return season.day(atTick: Int((0.75 * u + 0.25 * u.squareRoot()) * Double(season.tickCount - 1)))
  }

  private func place(_ row: Int, _ life: inout Life, _ random: inout SeededRandom) {
    switch layout.position(of: row) {
    case .single:
      life.isProspect = random.chance(0.09)
    case .household:
      life.kind = .household
    case .member(let head, _):
      life.head = Int32(head)
      life.isProspect = random.chance(0.12)
    case .company:
      life.kind = .company
      life.isProspect = random.chance(0.25)
    case .contact(let head, _):
      life.head = Int32(head)
      life.isContact = true
      life.isProspect = true
    }
  }

  private func source(of life: Life, _ isCompany: Bool, _ random: inout SeededRandom) -> Int {
    if life.campaign > 0, random.chance(0.9) {
      return campaigns.sources[Int(life.campaign) - 1]
    }
    if random.chance(0.06) { return Words.sources.count }
    let draw = isCompany ? Words.companySourceDraw : Words.personSourceDraw
    return draw[random.below(draw.count)]
  }

  /// An earlier row that had been known for a while, or −1 where a few tries find none.
  private func referrer(of row: Int, known: Int, _ random: inout SeededRandom) -> Int {
    guard row > 0 else { return -1 }
    for _ in 0..<6 {
      // Some refer again and again: the smaller of two draws favours early rows.
      let candidate = min(random.below(row), random.below(row))
      var other = SeededRandom(seed: seed, purpose: .life, subject: candidate)
      guard knownDay(&other) < known else { continue }
      switch layout.position(of: candidate) {
      case .single, .member: return candidate
      case .household, .company, .contact: continue
      }
    }
    return -1
  }
}
