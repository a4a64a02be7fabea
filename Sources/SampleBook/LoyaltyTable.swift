/// `loyalty`: the points and tier of each member at the end of every half-year and on the last day.
struct LoyaltyTable: SampleTable {
  struct Standing: Dated {
    var customer: UInt32
    var points: UInt32
    var day: UInt16
    /// Index in `tiers`.
    var tier: UInt8
  }

  static let name = "loyalty"
  static let header = "customer,program,points,tier,at"

  private static let tiers = Phrases(cells: ["member", "silver", "gold", "platinum"])
  private static let tierBounds = [0, 250, 700, 1_500]
  private static let days = [184, 366, 549, 731, 914, Season.dayCount - 1]

  private let rows: Chronicle<Standing>
  private let dates: Phrases

  init(_ floor: Shopfloor) {
    dates = floor.dates
    rows = Chronicle(floor, withMinutes: false) { row, records in
      let life = floor.lives[row]
      guard life.kind == .person, !life.isProspect else { return }
      var random = floor.random(.loyalty, row)
      guard row == Layout.budi || random.chance(0.58) else { return }
      var points = 0
      var next = floor.lines(of: row).lowerBound
      for day in Self.days where day >= Int(life.known) {
        while next < floor.lines(of: row).upperBound, Int(floor.purchases[next].day) <= day {
          // A point a dollar, and some spent again.
          let line = floor.purchases[next]
          if line.dirt == .none { points += (Int(line.amount) - max(Int(line.refunded), 0)) / 100 }
          next += 1
        }
        if points > 200, random.chance(0.3) { points -= random.below(points / 2) }
        let tier = Self.tierBounds.lastIndex { points >= $0 } ?? 0
        records.append(
          Standing(customer: UInt32(row), points: UInt32(max(points, 0)), day: UInt16(day), tier: UInt8(tier)))
      }
    }
  }

  var rowCount: Int { rows.count }

  func write(_ row: Int, to sheet: inout CsvSheet) {
    let standing = rows[row]
    sheet.customer(Int(standing.customer))
    sheet.text(",Kawan,")
    sheet.number(Int(standing.points), then: .comma)
    sheet.cell(Self.tiers, Int(standing.tier))
    sheet.text(dates, Int(standing.day))
    sheet.end()
  }
}
