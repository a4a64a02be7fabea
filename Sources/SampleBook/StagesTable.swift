/// `stages`: when customers passed from one stage of their life cycle to another.
struct StagesTable: SampleTable {
  static let name = "stages"
  static let header = "customer,from,to,at"

  private let rows: Chronicle<StageStep>
  private let dates: Phrases

  init(_ floor: Shopfloor) {
    dates = floor.dates
    rows = Chronicle(floor, withMinutes: false) { row, steps in
      if floor.lives[row].kind != .household { StagePath.walk(row, floor, into: &steps) }
    }
  }

  var rowCount: Int { rows.count }

  func write(_ row: Int, to sheet: inout CsvSheet) {
    let step = rows[row]
    sheet.customer(Int(step.customer), then: .comma)
    if step.from != StagePath.none { sheet.text(StagePath.names, Int(step.from)) }
    sheet.next()
    sheet.cell(StagePath.names, Int(step.to))
    sheet.text(dates, Int(step.day))
    sheet.end()
  }
}
