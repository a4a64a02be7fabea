extension Preset {
  /// Tokopedia's shops export through TikTok's seller centre.
  static let tikTok = [
    Preset(
      name: "tiktok_tokopedia.orders", title: "Tokopedia and TikTok Shop orders",
      signature: ["Order ID", "Order Status", "SKU ID", "Seller SKU", "Buyer Username", "SKU Subtotal After Discount"],
      known: [
        "Order ID", "Order Status", "Order Substatus", "Cancelation/Return Type", "Normal or Pre-order", "SKU ID",
        "Seller SKU", "Product Name", "Variation", "Quantity", "Sku Quantity of return", "SKU Unit Original Price",
        "SKU Subtotal Before Discount", "SKU Platform Discount", "SKU Seller Discount", "SKU Subtotal After Discount",
        "Shipping Fee After Discount", "Original Shipping Fee", "Shipping Fee Seller Discount",
        "Shipping Fee Platform Discount", "Distance Shipping Fee", "Distance Fee", "Order Refund Amount",
        "Payment platform discount", "Buyer Service Fee", "Handling Fee", "Shipping Insurance", "Item Insurance",
        "Order Amount", "Created Time", "Paid Time", "RTS Time", "Shipped Time", "Delivered Time", "Cancelled Time",
        "Cancel By", "Cancel Reason", "Fulfillment Type", "Warehouse Name", "Tracking ID", "Delivery Option",
        "Shipping Provider Name", "Buyer Message", "Buyer Username", "Recipient", "Phone #", "Zipcode", "Country",
        "Province", "Regency and City", "Districts", "Villages", "Detail Address", "Additional address information",
        "Payment Method", "Weight(kg)", "Product Category", "Package ID", "Purchase Channel", "Seller Note",
        "Checked Status", "Checked Marked by", "Tokopedia Invoice Number", "Order Channel", "Creator Handle",
      ], currency: "IDR",
      // The second line explains the columns.
      isHeading: { $0["Order ID"].lowercased().contains("order id") },
      outputs: [buyers, products, lines])
  ]

  private static let buyer: @Sendable (PresetRow) -> String = { row in
    row["Buyer Username"].isEmpty ? "guest " + row["Order ID"] : "tiktok-" + row["Buyer Username"]
  }

  private static let product: @Sendable (PresetRow) -> String = { $0.first("Seller SKU", "SKU ID", "Product Name") }

  private static let buyers = PresetOutput(
    table: "customers",
    columns: [
      PresetColumn("id", buyer), PresetColumn("tiktokUsername", "Buyer Username"),
      PresetColumn("name", "Recipient", fix: unmasked), PresetColumn("phone", "Phone #", fix: PresetFix.phone),
      PresetColumn("address", "Detail Address", fix: unmasked), PresetColumn("city", "Regency and City"),
      PresetColumn("region", "Province"), PresetColumn("country", "Country"),
      PresetColumn("postalCode", "Zipcode", fix: unmasked),
    ], mergesRows: true, identity: ["tiktokUsername"])

  private static func unmasked(_ text: String) -> String { text.contains("*") ? "" : text }

  private static let products = PresetOutput(
    table: "products",
    columns: [
      PresetColumn("id", product), PresetColumn("name", "Product Name"), PresetColumn("category", "Product Category"),
    ], mergesRows: true, applies: { !product($0).isEmpty })

  private static let lines = PresetOutput(
    table: "purchases",
    columns: [
      PresetColumn("id", of: ["SKU ID"], isDistinct: true) { $0["Order ID"] + " " + product($0) },
      PresetColumn("order", "Order ID"), PresetColumn("customer", buyer),
      PresetColumn("date", "Created Time", "Paid Time", fix: PresetFix.dayFirst),
      PresetColumn("amount", "SKU Subtotal After Discount", fix: PresetFix.rupiah),
      PresetColumn("quantity", "Quantity"),
      PresetColumn("product", of: ["Seller SKU"], product), PresetColumn("status", "Order Status"),
      // What was cancelled counts for nothing.
      PresetColumn("refunded", of: []) { row in
        ["cancelled", "canceled", "dibatalkan"].contains(row["Order Status"].lowercased())
          ? PresetFix.rupiah(row["SKU Subtotal After Discount"]) : ""
      }, PresetColumn("spec", "Variation"), PresetColumn("channel", "Purchase Channel", "Order Channel"),
    ], keepsRest: true)
}
