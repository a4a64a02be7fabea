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
    Self.writeKey(purchase, to: &sheet)
    sheet.next()
    if purchase.dirt == .unknownCustomer { sheet.byte(0x58) }
    sheet.customer(Int(purchase.customer))
    sheet.next()
    sheet.byte(0x4F)
    sheet.number(Int(purchase.customer) + 1, digits: 6)
    sheet.byte(0x2D)
    sheet.number(Int(purchase.order))
    sheet.next()
    if purchase.dirt == .impossibleDate { sheet.text("2025-02-30") } else { sheet.text(dates, Int(purchase.day)) }
    sheet.next()
    if purchase.dirt == .letterInAmount { sheet.text("12.5O") } else { sheet.hundredths(Int(purchase.amount)) }
    sheet.next()
    writeRest(purchase, to: &sheet)
  }

  private func writeRest(_ purchase: Purchase, to sheet: inout CsvSheet) {
    if purchase.unitCost >= 0 { sheet.hundredths(Int(purchase.unitCost)) }
    sheet.next()
    sheet.number(Int(purchase.quantity))
    sheet.next()
    if purchase.dirt == .unknownProduct { sheet.byte(0x58) }
    ProductsTable.writeKey(Int(purchase.product), to: &sheet)
    sheet.next()
    sheet.cell(channels, Int(purchase.channel))
    CampaignsTable.writeKey(Int(purchase.campaign), to: &sheet)
    sheet.next()
    OffersTable.writeKey(Int(purchase.offer), to: &sheet)
    sheet.next()
    sheet.cell(statuses, Int(purchase.status.rawValue))
    if purchase.refunded >= 0 { sheet.hundredths(Int(purchase.refunded)) }
    sheet.next()
    if purchase.spec > 0 { sheet.text(specs[products[Int(purchase.product)].category], Int(purchase.spec) - 1) }
    sheet.end()
  }

  /// A line's key, `P000123-2-1`: the customer's number, the order's among theirs, the line's in the order.
  static func writeKey(_ purchase: Purchase, to sheet: inout CsvSheet) {
    writeKey(customer: Int(purchase.customer), order: Int(purchase.order), line: Int(purchase.line), to: &sheet)
  }

  static func writeKey(customer: Int, order: Int, line: Int, to sheet: inout CsvSheet) {
    sheet.byte(0x50)
    sheet.number(customer + 1, digits: 6)
    sheet.byte(0x2D)
    sheet.number(order)
    sheet.byte(0x2D)
    sheet.number(line)
  }
}
