/// `campaigns`: as they were planned.
struct CampaignsTable: SampleTable {
  static let name = "campaigns"
  static let header = "id,name,objective,medium,style,callToAction,place,mode,start,end,budget"

  private let season: Season
  private let windows: [Campaigns.Window]

  init(_ floor: Shopfloor) {
    season = floor.season
    windows = floor.campaigns.windows
  }

  var rowCount: Int { Campaigns.count }

  func write(_ row: Int, to sheet: inout CsvSheet) {
    let plan = CampaignPlan.all[row]
    Self.writeKey(row + 1, then: .comma, to: &sheet)
    for cell in [plan.name, plan.objective, plan.medium, plan.style, plan.callToAction, plan.place] {
      sheet.text(Phrases.quoted(cell))
      sheet.next()
    }
    sheet.text(plan.effect.isB2B ? "B2B," : "B2C,")
    sheet.date(season.firstDay + windows[row].start)
    sheet.next()
    sheet.date(season.firstDay + windows[row].end)
    sheet.next()
    sheet.hundredths(plan.budget, then: .lineEnd)
  }

  /// A campaign's key, `K01`, or nothing for number 0, and the mark behind it.
  static func writeKey(_ number: Int, then mark: CsvSheet.Mark? = nil, to sheet: inout CsvSheet) {
    sheet.shortKey(0x4B, number, then: mark)
  }
}
