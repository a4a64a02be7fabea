/// Draws the dialogue with customers: threads that begin with a question or a call, and go to and fro until somebody falls silent.
struct DialogueDraw {
  private let floor: Shopfloor
  private var number = 0
  private var thread = 0

  init(_ floor: Shopfloor) {
    self.floor = floor
  }

  mutating func append(_ row: Int, to records: inout [Interaction]) {
    let life = floor.lives[row]
    var random = floor.random(.interaction, row)
    number = 0
    thread = 0
    if life.kind != .household {
      appendThreads(row, life, &random, to: &records)
      appendSights(row, life, &random, to: &records)
    }
    switch row % KnownDirt.run {
    case KnownDirt.impossibleInteractionPlace:
      var event = blank(row, day: Int(life.known), &random)
      event.isImpossible = true
      records.append(event)
    case KnownDirt.unknownInteractionPlace:
      var event = blank(row, day: Int(life.known), &random)
      event.isOfUnknownCustomer = true
      records.append(event)
    default: break
    }
  }

  private mutating func appendThreads(
    _ row: Int, _ life: Life, _ random: inout SeededRandom, to records: inout [Interaction]
  ) {
    let lines = floor.lines(of: row)
    let isCompany = life.kind == .company
    let usual = isCompany ? 0.22 : lines.isEmpty ? 0.55 : 0.52
    let threads = random.failures(before: usual, limit: 6)
    for _ in 0..<threads {
      // Half of what is asked is about an order of the last days.
      var day = Int(life.known) + random.below(Season.dayCount - Int(life.known))
      if !lines.isEmpty, random.chance(0.5) {
        day = Int(floor.purchases[lines.lowerBound + random.below(lines.count)].day) + random.below(5)
      }
      let isCall = isCompany || life.isProspect
      converse(row, from: day, isOurs: isCall && random.chance(0.6), &random, to: &records)
    }
  }

  /// One thread: turns alternate; whether the last of the customer's is answered is a matter of luck and staff.
  private mutating func converse(
    _ row: Int, from start: Int, isOurs: Bool, _ random: inout SeededRandom, to records: inout [Interaction]
  ) {
    thread += 1
    var event = blank(row, day: start, &random)
    event.thread = UInt8(thread)
    event.isInbound = !isOurs
    event.staff = UInt8(1 + random.below(CustomerWords.staff.count))
    event.touchpoint = UInt8(random.below(8))
    if isOurs, random.chance(0.3) { event.campaign = UInt8(22) }
    let staff = event.staff
    let turns = 1 + random.failures(before: 0.35, limit: 5)
    var minutes = Int(event.day) * 1_440 + Int(event.minute)
    for turn in 0..<turns {
      guard minutes / 1_440 < Season.dayCount else { return }
      event.day = UInt16(minutes / 1_440)
      event.minute = UInt16(minutes % 1_440)
      event.staff = event.isInbound && turn == 0 && random.chance(0.5) ? 0 : staff
      event.cost = random.chance(0.93) ? cost(of: Int(event.channel), &random) : 0
      event.outcome = turn == turns - 1 && random.chance(0.75) ? UInt8(1 + random.below(8)) : 0
      event.note = random.chance(0.14) ? UInt8(1 + random.below(DialogueWords.notes.count)) : 0
      number += 1
      event.number = UInt16(number)
      records.append(event)
      event.isInbound.toggle()
      // Most answers come within hours, one in eight after days.
      minutes += random.chance(0.87) ? 3 + random.below(400) : 1_440 + random.below(5 * 1_440)
    }
  }

  /// What customers saw or lived through without a word.
  private mutating func appendSights(
    _ row: Int, _ life: Life, _ random: inout SeededRandom, to records: inout [Interaction]
  ) {
    for _ in 0..<random.failures(before: 0.6, limit: 4) {
      let day = Int(life.known) + random.below(Season.dayCount - Int(life.known))
      var event = blank(row, day: day, &random)
      event.isInbound = random.chance(0.5)
      event.kind = UInt8(random.below(3))
      event.touchpoint = UInt8(random.within(2...11))
      event.channel = random.chance(0.6) ? 4 : 3
      if event.kind == 1, life.campaign > 0 { event.campaign = life.campaign }
      number += 1
      event.number = UInt16(number)
      records.append(event)
    }
  }

  private func cost(of channel: Int, _ random: inout SeededRandom) -> UInt16 {
    UInt16(DialogueWords.channelCosts[channel] * random.within(70...160) / 100)
  }

  private func blank(_ row: Int, day: Int, _ random: inout SeededRandom) -> Interaction {
    Interaction(
      customer: UInt32(row), day: UInt16(min(day, Season.dayCount - 1)), minute: random.wakingMinute(), number: 900,
      cost: 0, thread: 0, channel: UInt8(random.below(8)), touchpoint: 0, kind: 0, staff: 0, campaign: 0, outcome: 0,
      note: 0, isInbound: true)
  }
}
