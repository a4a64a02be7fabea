/// One message, call, visit or sight.
struct Interaction: Dated {
  var customer: UInt32
  var day: UInt16
  var minute: UInt16
  var number: UInt16
  var cost: UInt16
  var thread: UInt8
  var channel: UInt8
  /// Index in `DialogueWords.touchpoints`.
  var touchpoint: UInt8
  /// Index in `DialogueWords.kinds`.
  var kind: UInt8
  /// Index in `CustomerWords.staff`, from 1; 0 for none.
  var staff: UInt8
  /// From 1; 0 for none.
  var campaign: UInt8
  /// Index in `DialogueWords.outcomes`, from 1; 0 for none.
  var outcome: UInt8
  /// Index in `DialogueWords.notes`, from 1; 0 for none.
  var note: UInt8
  var isInbound: Bool
  /// The time is one that no calendar has.
  var isImpossible = false
  var isOfUnknownCustomer = false
}

/// `interactions`: conversations in threads, and what else customers met.
struct InteractionsTable: SampleTable {
  static let name = "interactions"
  static let header =
    "id,customer,at,channel,direction,touchpoint,kind,thread,participants,staff,campaign,cost,outcome,note"

  private let rows: Chronicle<Interaction>
  private let dates: Phrases
  private let channels = DialogueWords.channels
  private let staff = CustomerWords.staff

  init(_ floor: Shopfloor) {
    dates = floor.dates
    var draw = DialogueDraw(floor)
    rows = Chronicle(floor) { row, records in draw.append(row, to: &records) }
  }

  var rowCount: Int { rows.count }

  func write(_ row: Int, to sheet: inout CsvSheet) {
    let event = rows[row]
    let customer = Int(event.customer)
    sheet.key(0x49, customer + 1, then: .dash)
    sheet.number(Int(event.number), then: .comma)
    if event.isOfUnknownCustomer { sheet.byte(0x58) }
    sheet.customer(customer, then: .comma)
    if event.isImpossible { sheet.text("2026-04-31") } else { sheet.text(dates, Int(event.day)) }
    sheet.clock(Int(event.minute), then: .comma)
    sheet.cell(channels, Int(event.channel))
    sheet.text(event.isInbound ? "in," : "out,")
    sheet.cell(DialogueWords.touchpoints, Int(event.touchpoint))
    sheet.cell(DialogueWords.kinds, Int(event.kind))
    writeThread(event, to: &sheet)
    if event.staff > 0 { sheet.text(staff, Int(event.staff) - 1) }
    sheet.next()
    CampaignsTable.writeKey(Int(event.campaign), then: .comma, to: &sheet)
    if event.cost > 0 { sheet.hundredths(Int(event.cost)) }
    sheet.next()
    if event.outcome > 0 { sheet.text(DialogueWords.outcomes, Int(event.outcome) - 1) }
    sheet.next()
    if event.note > 0 { sheet.text(DialogueWords.notes, Int(event.note) - 1) }
    sheet.end()
  }

  private func writeThread(_ event: Interaction, to sheet: inout CsvSheet) {
    if event.thread > 0 {
      sheet.key(0x48, Int(event.customer) + 1, then: .dash)
      sheet.number(Int(event.thread))
    }
    sheet.next()
    if event.staff > 0 {
      sheet.text("customer|")
      sheet.text(staff, Int(event.staff) - 1)
      if event.number % 9 == 4 { sheet.text("|courier") }
    }
    sheet.next()
  }
}
