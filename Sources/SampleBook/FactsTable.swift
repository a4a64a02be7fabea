/// `facts`: needs, likes, wishes and the rest of what is known of customers' minds.
struct FactsTable: SampleTable {
  struct Fact: Dated {
    var customer: UInt32
    var day: UInt16
    var kind: UInt8
    var subject: UInt8
    var value: UInt8
    /// 0 for none.
    var score: UInt8
    /// Index in `FactWords.sources`; their count for none.
    var source: UInt8
  }

  static let name = "facts"
  static let header = "customer,kind,subject,value,score,at,source"

  private let rows: Chronicle<Fact>
  private let dates: Phrases
  private let kinds = FactWords.kinds

  init(_ floor: Shopfloor) {
    dates = floor.dates
    let kinds = FactWords.kinds
    let draw = FactWords.draw
    rows = Chronicle(floor, withMinutes: false) { row, records in
      let life = floor.lives[row]
      guard life.kind != .household else { return }
      var random = floor.random(.fact, row)
      let count = row == Layout.budi ? 6 : random.failures(before: life.isContact ? 0.7 : 0.4, limit: 9)
      for _ in 0..<count {
        let index = draw[random.below(draw.count)]
        let kind = kinds[Int(index)]
        let score = kind.scores.map { random.within($0) } ?? 0
        let isSourced = random.chance(0.85)
        records.append(
          Fact(
            customer: UInt32(row), day: UInt16(random.within(Int(life.known)...(Season.dayCount - 1))), kind: index,
            subject: UInt8(random.below(kind.subjects.count)), value: UInt8(random.below(kind.values.count)),
            score: UInt8(random.chance(0.8) ? score : 0),
            source: UInt8(isSourced ? random.below(FactWords.sources.count) : FactWords.sources.count)))
      }
    }
  }

  var rowCount: Int { rows.count }

  func write(_ row: Int, to sheet: inout CsvSheet) {
    let fact = rows[row]
    let kind = kinds[Int(fact.kind)]
    sheet.customer(Int(fact.customer), then: .comma)
    sheet.cell(FactWords.names, Int(fact.kind))
    sheet.cell(kind.subjects, Int(fact.subject))
    sheet.cell(kind.values, Int(fact.value))
    if fact.score > 0 { sheet.number(Int(fact.score)) }
    sheet.next()
    sheet.cell(dates, Int(fact.day))
    if fact.source < FactWords.sources.count { sheet.text(FactWords.sources, Int(fact.source)) }
    sheet.end()
  }
}
