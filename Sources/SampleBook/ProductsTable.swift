/// `products`: the shop's own and those of its competitors.
struct ProductsTable: SampleTable {
  static let name = "products"
  static let header = "id,name,brand,category,isCompetitor,involvement,launched,unitCost"

  private let catalogue: Catalogue
  private let lastDay: Int

  init(_ floor: Shopfloor) {
    catalogue = floor.catalogue
    lastDay = floor.season.lastDay
  }

  var rowCount: Int { catalogue.products.count }

  func write(_ row: Int, to sheet: inout CsvSheet) {
    let product = catalogue.products[row]
    Self.writeKey(row, then: .comma, to: &sheet)
    sheet.cell(catalogue.names, row)
    sheet.cell(catalogue.brands, product.brand)
    sheet.cell(catalogue.categories, product.category)
    sheet.text(product.isCompetitor ? "true," : "false,")
    sheet.text(Assortment.categories[product.category].isHighInvolvement ? "high," : "low,")
    if let daysAgo = product.launchedDaysAgo { sheet.date(lastDay - daysAgo) }
    sheet.next()
    if let cost = product.unitCost { sheet.hundredths(cost) }
    sheet.end()
  }

  /// A product's key, `SKU-0001`, and the mark behind it.
  static func writeKey(_ index: Int, then mark: CsvSheet.Mark? = nil, to sheet: inout CsvSheet) {
    sheet.text("SKU-")
    sheet.number(index + 1, digits: 4, then: mark)
  }
}
