/// `purchases`: one row a line of an order, by date.
struct PurchasesTable: SampleTable {
  static let name = "purchases"
  static let header =
    "id,customer,order,date,amount,cost,quantity,product,channel,campaign,offer,status,refunded,spec"

  private let purchases: [Purchase]
  private let dates: Phrases
  private let channels = Words.channels
  private let statuses = Words.purchaseStatus
  private let specs: [Phrases]
  private let products: [Product]

  init(_ floor: Shopfloor) {
    purchases = floor.purchases.chronological(withMinutes: false)
    dates = floor.dates
    specs = floor.catalogue.specs
    products = floor.catalogue.products
  }

  var rowCount: Int { purchases.count }

  func write(_ row: Int, to sheet: inout CsvSheet) {
    let purchase = purchases[row]
    Self.writeKey(purchase, then: .comma, to: &sheet)
    if purchase.dirt == .unknownCustomer { sheet.byte(0x58) }
    sheet.customer(Int(purchase.customer), then: .comma)
    sheet.key(0x4F, Int(purchase.customer) + 1, then: .dash)
    sheet.number(Int(purchase.order), then: .comma)
    if purchase.dirt == .impossibleDate { sheet.text("2025-02-30,") } else { sheet.cell(dates, Int(purchase.day)) }
    if purchase.dirt == .letterInAmount {
      sheet.text("12.5O,")
    } else {
      sheet.hundredths(Int(purchase.amount), then: .comma)
    }
    writeRest(purchase, to: &sheet)
  }

  private func writeRest(_ purchase: Purchase, to sheet: inout CsvSheet) {
    if purchase.unitCost >= 0 { sheet.hundredths(Int(purchase.unitCost), then: .comma) } else { sheet.next() }
    sheet.number(Int(purchase.quantity), then: .comma)
    if purchase.dirt == .unknownProduct { sheet.byte(0x58) }
    ProductsTable.writeKey(Int(purchase.product), then: .comma, to: &sheet)
    sheet.cell(channels, Int(purchase.channel))
    CampaignsTable.writeKey(Int(purchase.campaign), then: .comma, to: &sheet)
    OffersTable.writeKey(Int(purchase.offer), then: .comma, to: &sheet)
    sheet.cell(statuses, Int(purchase.status.rawValue))
    if purchase.refunded >= 0 { sheet.hundredths(Int(purchase.refunded)) }
    sheet.next()
    if purchase.spec > 0 { sheet.text(specs[products[Int(purchase.product)].category], Int(purchase.spec) - 1) }
    sheet.end()
  }

  /// A line's key, `P000123-2-1`: the customer's number, the order's among theirs, the line's in the order; and the mark behind it.
  static func writeKey(_ purchase: Purchase, then mark: CsvSheet.Mark? = nil, to sheet: inout CsvSheet) {
    sheet.key(0x50, Int(purchase.customer) + 1, then: .dash)
    sheet.number(Int(purchase.order), then: .dash)
    sheet.number(Int(purchase.line), then: mark)
  }

  /// The key of the first line of an order, and the mark behind it.
  static func writeKey(ofOrder order: Int, by customer: Int, then mark: CsvSheet.Mark, to sheet: inout CsvSheet) {
    sheet.key(0x50, customer + 1, then: .dash)
    sheet.number(order, then: .dash)
    sheet.number(1, then: mark)
  }
}
