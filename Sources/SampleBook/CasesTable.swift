/// One question, complaint, claim or return.
struct Case: Dated {
  var customer: UInt32
  /// The line it is about, in `Shopfloor.purchases`, or −1.
  var purchase: Int32
  var day: UInt16
  var minute: UInt16
  /// Minutes from the opening, or −1 where nobody has answered.
  var response: Int32
  /// Minutes from the opening, or −1 where the case is open.
  var resolution: Int32
  var cost: UInt16
  var number: UInt8
  var kind: UInt8
  /// From 1 to 5; 0 where nobody said.
  var severity: UInt8
  /// From 1 to 5; 0 where nobody was asked.
  var satisfaction: UInt8
  /// Index in `DialogueWords.caseNotes`, from 1; 0 for none.
  var note: UInt8
  var isImpossible = false
}

/// `cases`: answered in time, late, or not at all.
struct CasesTable: SampleTable {
  static let name = "cases"
  static let header =
    "id,customer,kind,purchase,opened,firstResponse,resolved,severity,status,cost,satisfaction,note"

  private let rows: Chronicle<Case>
  private let purchases: [Purchase]
  private let dates: Phrases

  init(_ floor: Shopfloor) {
    dates = floor.dates
    purchases = floor.purchases
    let draw = CaseDraw(floor)
    rows = Chronicle(floor) { row, records in draw.append(row, to: &records) }
  }

  var rowCount: Int { rows.count }

  func write(_ row: Int, to sheet: inout CsvSheet) {
    let item = rows[row]
    sheet.key(0x54, Int(item.customer) + 1, then: .dash)
    sheet.number(Int(item.number), then: .comma)
    sheet.customer(Int(item.customer), then: .comma)
    sheet.cell(DialogueWords.caseKinds, Int(item.kind))
    if item.purchase >= 0 { PurchasesTable.writeKey(purchases[Int(item.purchase)], to: &sheet) }
    sheet.next()
    if item.isImpossible {
      sheet.text("2025-13-05T10:00,")
    } else {
      writeTime(item, after: 0, to: &sheet)
    }
    writeTime(item, after: item.response, to: &sheet)
    writeTime(item, after: item.resolution, to: &sheet)
    if item.severity > 0 { sheet.number(Int(item.severity)) }
    sheet.next()
    sheet.cell(DialogueWords.caseStatus, item.resolution >= 0 ? 0 : item.response >= 0 ? 2 : 1)
    if item.cost > 0 { sheet.hundredths(Int(item.cost)) }
    sheet.next()
    if item.satisfaction > 0 { sheet.number(Int(item.satisfaction)) }
    sheet.next()
    if item.note > 0 { sheet.text(DialogueWords.caseNotes, Int(item.note) - 1) }
    sheet.end()
  }

  private func writeTime(_ item: Case, after minutes: Int32, to sheet: inout CsvSheet) {
    let time = Int(item.day) * 1_440 + Int(item.minute) + Int(minutes)
    if minutes >= 0 {
      sheet.text(dates, time / 1_440)
      sheet.clock(time % 1_440, then: .comma)
    } else {
      sheet.next()
    }
  }
}

/// Draws cases from what was bought: goods that came back, complaints, questions.
struct CaseDraw {
  private let floor: Shopfloor

  init(_ floor: Shopfloor) {
    self.floor = floor
  }

  func append(_ row: Int, to records: inout [Case]) {
    var random = floor.random(.complaint, row)
    let first = records.count
    for index in floor.lines(of: row) where floor.purchases[index].dirt == .none {
      let line = floor.purchases[index]
      let draw = random.unit()
      var kind = -1
      if line.status == .returned, draw < 0.8 {
        kind = draw < 0.45 ? 3 : 2
      } else if draw < 0.018 {
        kind = 1
      } else if draw < 0.027 {
        kind = 0
      }
      guard kind >= 0 else { continue }
      let day = Int(line.day) + 1 + random.below(14)
      guard day < Season.dayCount else { continue }
      add(row, kind: kind, purchase: index, day: day, number: records.count - first + 1, &random, to: &records)
    }
    if row % KnownDirt.run == KnownDirt.impossibleCasePlace {
      add(row, kind: 1, purchase: -1, day: Int(floor.lives[row].known), number: 90, &random, to: &records)
      records[records.count - 1].isImpossible = true
    }
    if row == Layout.budi {
      // The card that everybody opens first shows a complaint that waits.
      let number = records.count - first + 1
      add(row, kind: 1, purchase: -1, day: Season.dayCount - 9, number: number, &random, to: &records)
      records[records.count - 1].response = -1
      records[records.count - 1].resolution = -1
    }
  }

  private func add(
    _ row: Int, kind: Int, purchase: Int, day: Int, number: Int, _ random: inout SeededRandom, to records: inout [Case]
  ) {
    var item = Case(
      customer: UInt32(row), purchase: Int32(purchase), day: UInt16(day), minute: random.wakingMinute(), response: -1,
      resolution: -1, cost: 0, number: UInt8(truncatingIfNeeded: number), kind: UInt8(kind),
      severity: random.chance(0.88) ? UInt8(1 + random.below(5)) : 0, satisfaction: 0,
      note: random.chance(0.45) ? UInt8(1 + random.below(DialogueWords.caseNotes.count)) : 0)
    let left = (Season.dayCount - day) * 1_440 - Int(item.minute) - 1
    let draw = random.unit()
    // Six in ten within four hours, three after days, one never.
    let response = draw < 0.61 ? 2 + random.below(238) : 1_440 + random.below(6 * 1_440)
    let resolution = response + 20 + random.below(draw < 0.61 ? 3 * 1_440 : 14 * 1_440)
    if draw < 0.9, response <= left { item.response = Int32(response) }
    if item.response >= 0, random.chance(0.93), resolution <= left { item.resolution = Int32(resolution) }
    if item.resolution >= 0 {
      if random.chance(0.6) { item.satisfaction = UInt8(draw < 0.61 ? random.within(3...5) : random.within(1...3)) }
      if random.chance(0.8) { item.cost = UInt16(random.within(80...2_600)) }
    }
    records.append(item)
  }
}
