/// `answers`: two surveys a year, of whom about one in three takes part.
struct AnswersTable: SampleTable {
  struct Answer: Dated {
    var customer: UInt32
    var day: UInt16
    var minute: UInt16
    /// Counts from the oldest survey.
    var survey: UInt8
    /// Index in `questions`.
    var question: UInt8
    /// Index in the question's choices, from 1; 0 for none.
    var choice: UInt8
    /// −1 for none.
    var score: Int8
  }

  static let name = "answers"
  static let header = "customer,survey,question,value,score,at"

  private static let surveyDays = [120, 300, 485, 666, 850, 1_031]
  private static let questions = Phrases(cells: [
    "Would you recommend us?", "How was the delivery, all in all?", "What would make you buy more?",
  ])
  private static let choices = Phrases(cells: [
    "free delivery", "more colours", "lower prices", "nothing, \"all good\"", "faster answers", "a shop in my town",
  ])

  private let rows: Chronicle<Answer>
  private let dates: Phrases

  init(_ floor: Shopfloor) {
    dates = floor.dates
    rows = Chronicle(floor) { row, records in
      let life = floor.lives[row]
      guard life.kind == .person, !life.isProspect else { return }
      var random = floor.random(.answer, row)
      // Those who recommend the shop and those who do not are different people, not different moods.
      let mood = random.within(3...10)
      for (survey, day) in Self.surveyDays.enumerated() where day > Int(life.known) && random.chance(0.3) {
        let at = UInt16(min(day + random.below(20), Season.dayCount - 1))
        let minute = random.wakingMinute()
        for question in 0..<3 where random.chance(0.9) {
          let score = question == 0 ? min(max(mood + random.within(-1...1), 0), 10) : random.within(1...5)
          let choice = 1 + random.below(Self.choices.count)
          records.append(
            Answer(
              customer: UInt32(row), day: at, minute: minute, survey: UInt8(survey), question: UInt8(question),
              choice: question == 2 ? UInt8(choice) : 0, score: question == 2 ? -1 : Int8(score)))
        }
      }
    }
  }

  var rowCount: Int { rows.count }

  func write(_ row: Int, to sheet: inout CsvSheet) {
    let answer = rows[row]
    sheet.customer(Int(answer.customer), then: .comma)
    sheet.text("wave ")
    sheet.number(Int(answer.survey) + 1, then: .comma)
    sheet.cell(Self.questions, Int(answer.question))
    if answer.choice > 0 { sheet.text(Self.choices, Int(answer.choice) - 1) }
    sheet.next()
    if answer.score >= 0 { sheet.number(Int(answer.score)) }
    sheet.next()
    sheet.text(dates, Int(answer.day))
    sheet.clock(Int(answer.minute), then: .lineEnd)
  }
}
