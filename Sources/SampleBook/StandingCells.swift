/// Writes what a customer is to the shop: `roles` to `note`.
struct StandingCells {
  private let floor: Shopfloor

  init(_ floor: Shopfloor) {
    self.floor = floor
  }

  func write(_ row: Int, _ profile: Profile, _ random: inout SeededRandom, to sheet: inout CsvSheet) {
    let life = floor.lives[row]
    var steps: [StageStep] = []
    let stage = StagePath.walk(row, floor, into: &steps)
    writeRoles(life, &random, to: &sheet)
    if life.kind != .household { sheet.text(StagePath.names, Int(stage)) }
    sheet.next()
    writeOrigin(row, life, &random, to: &sheet)
    writeRivals(life, stage: stage, &random, to: &sheet)
    writeService(row, life, &random, to: &sheet)
    writeProspect(life, &random, to: &sheet)
    if random.chance(0.22) { sheet.text(CustomerWords.tags, random.below(CustomerWords.tags.count)) }
    sheet.next()
    if random.chance(0.06) { sheet.text(CustomerWords.notes, random.below(CustomerWords.notes.count)) }
    sheet.end()
  }

  private func writeRoles(_ life: Life, _ random: inout SeededRandom, to sheet: inout CsvSheet) {
    if life.isProspect {
      sheet.text(life.isContact ? "" : "prospect")
    } else if life.kind == .company {
      sheet.text(CustomerWords.companyRoles, random.below(CustomerWords.companyRoles.count))
    } else {
      sheet.text("customer")
    }
    sheet.next()
  }

  private func writeOrigin(_ row: Int, _ life: Life, _ random: inout SeededRandom, to sheet: inout CsvSheet) {
    if !life.isProspect, life.kind != .household { sheet.text(floor.dates, Int(life.known)) }
    sheet.next()
    if life.source < Words.sources.count { sheet.text(Words.sources, Int(life.source)) }
    sheet.next()
    CampaignsTable.writeKey(Int(life.campaign), to: &sheet)
    sheet.next()
    if row % KnownDirt.run == KnownDirt.unknownReferrerPlace {
      sheet.text("X000000")
    } else if life.referrer >= 0 {
      sheet.customer(Int(life.referrer))
    }
    sheet.next()
  }

  private func writeRivals(_ life: Life, stage: UInt8, _ random: inout SeededRandom, to sheet: inout CsvSheet) {
    let rivals = CompanyWords.rivals
    if random.chance(life.kind == .company ? 0.3 : 0.07) { sheet.text(rivals, random.below(rivals.count)) }
    sheet.next()
    if stage == StagePath.lost, random.chance(life.kind == .company ? 0.8 : 0.15) {
      sheet.text(rivals, random.below(rivals.count))
    }
    sheet.next()
  }

  private func writeService(_ row: Int, _ life: Life, _ random: inout SeededRandom, to sheet: inout CsvSheet) {
    if life.kind == .company || (life.isProspect && random.chance(0.5)) || random.chance(0.1) {
      sheet.text(CustomerWords.staff, random.below(CustomerWords.staff.count))
    }
    sheet.next()
    let spent = floor.spent(by: row)
    if spent > 0, random.chance(0.85) {
      let earned = spent > 100_000 ? 2 : spent > 40_000 ? 1 : 0
      // One in twelve is served by the tier of another.
      sheet.text(CustomerWords.tiers, random.chance(0.92) ? earned : random.below(3))
    }
    sheet.next()
    if random.chance(0.66) {
      sheet.text(CustomerWords.contactChannels, random.below(CustomerWords.contactChannels.count))
    }
    sheet.next()
    if random.chance(0.4) { sheet.text(CustomerWords.times, random.below(CustomerWords.times.count)) }
    sheet.next()
  }

  private func writeProspect(_ life: Life, _ random: inout SeededRandom, to sheet: inout CsvSheet) {
    guard life.isProspect, !life.isContact, random.chance(0.8) else { return sheet.skip(2) }
    let dollars = life.kind == .company ? random.within(300...9_000) : random.within(20...600)
    sheet.hundredths(dollars * 100)
    sheet.next()
    sheet.hundredths(random.within(1...18) * 5)
    sheet.next()
  }
}
