/// `payments`: one for each order, after a failed try for some.
struct PaymentsTable: SampleTable {
  enum Status: UInt8 {
    case paid, failed, refunded, pending
  }

  struct Payment: Dated {
    var customer: UInt32
    /// The order whose first line it refers to, or 0 for none.
    var order: UInt16
    /// Hundredths.
    var amount: Int32
    var day: UInt16
    var minute: UInt16
    var method: UInt8
    var status: Status
    var hasLetterInAmount = false
  }

  static let name = "payments"
  static let header = "customer,purchase,at,method,amount,status"

  private static let methods = Phrases(cells: [
    "cash", "bank transfer", "card", "e-wallet", "QR", "cash on delivery", "invoice",
  ])
  private static let draw = [0, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 5]
  private static let statuses = Phrases(cells: ["paid", "failed", "refunded", "pending"])

  private let rows: Chronicle<Payment>
  private let dates: Phrases

  init(_ floor: Shopfloor) {
    dates = floor.dates
    rows = Chronicle(floor) { row, records in Self.append(row, floor, to: &records) }
  }

  private static func append(_ row: Int, _ floor: Shopfloor, to records: inout [Payment]) {
    let lines = floor.lines(of: row)
    if row % KnownDirt.run == KnownDirt.letterInPaymentPlace {
      records.append(
        Payment(
          customer: UInt32(row), order: 0, amount: 0, day: floor.lives[row].known, minute: 600, method: 0,
          status: .paid, hasLetterInAmount: true))
    }
    guard !lines.isEmpty else { return }
    var random = floor.random(.payment, row)
    let isCompany = floor.lives[row].kind == .company
    let habit = draw[random.below(draw.count)]
    var index = lines.lowerBound
    while index < lines.upperBound {
      let first = floor.purchases[index]
      var total = 0
      var refunded = 0
      while index < lines.upperBound, floor.purchases[index].order == first.order {
        total += Int(floor.purchases[index].amount)
        refunded += max(Int(floor.purchases[index].refunded), 0)
        index += 1
      }
      guard first.dirt == .none else { continue }
      var payment = Payment(
        customer: UInt32(row), order: first.order, amount: Int32(total), day: first.day,
        minute: random.wakingMinute(), method: 6,
        status: first.status == .pending ? .pending : .paid)
      if !isCompany { payment.method = UInt8(random.chance(0.75) ? habit : draw[random.below(draw.count)]) }
      if random.chance(payment.method == 2 ? 0.07 : 0.025) {
        var failure = payment
        failure.status = .failed
        failure.minute -= 4
        records.append(failure)
      }
      records.append(payment)
      let backDay = Int(first.day) + 10
      if refunded > 0, backDay < Season.dayCount {
        payment.amount = Int32(-refunded)
        payment.status = .refunded
        payment.day = UInt16(backDay)
        records.append(payment)
      }
    }
  }

  var rowCount: Int { rows.count }

  func write(_ row: Int, to sheet: inout CsvSheet) {
    let payment = rows[row]
    sheet.customer(Int(payment.customer), then: .comma)
    if payment.order > 0 {
      PurchasesTable.writeKey(ofOrder: Int(payment.order), by: Int(payment.customer), then: .comma, to: &sheet)
    } else {
      sheet.next()
    }
    sheet.text(dates, Int(payment.day))
    sheet.clock(Int(payment.minute), then: .comma)
    sheet.cell(Self.methods, Int(payment.method))
    if payment.hasLetterInAmount { sheet.text("1l.50,") } else { sheet.hundredths(Int(payment.amount), then: .comma) }
    sheet.text(Self.statuses, Int(payment.status.rawValue))
    sheet.end()
  }
}
