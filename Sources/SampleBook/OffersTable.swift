/// `offers`: as they were planned.
struct OffersTable: SampleTable {
  static let name = "offers"
  static let header = "id,kind,value,start,end"

  private let lastDay: Int

  init(_ floor: Shopfloor) {
    lastDay = floor.season.lastDay
  }

  var rowCount: Int { Offers.plans.count }

  func write(_ row: Int, to sheet: inout CsvSheet) {
    let plan = Offers.plans[row]
    Self.writeKey(row + 1, then: .comma, to: &sheet)
    sheet.text(plan.kind)
    sheet.next()
    if plan.value > 0 { sheet.hundredths(plan.value) }
    sheet.next()
    sheet.date(lastDay - plan.start)
    sheet.next()
    if let end = plan.end { sheet.date(lastDay - end) }
    sheet.end()
  }

  /// An offer's key, `V01`, or nothing for number 0, and the mark behind it.
  static func writeKey(_ number: Int, then mark: CsvSheet.Mark? = nil, to sheet: inout CsvSheet) {
    sheet.shortKey(0x56, number, then: mark)
  }
}
