extension Preset {
  static let shopify = [shopifyCustomers, shopifyOldCustomers, shopifyOrders]

  private static let customerKey: @Sendable (PresetRow) -> String = { row in
    let id = PresetFix.apostrophe(row["Customer ID"])
    return id.isEmpty
      ? row.contact(emails: ["Email"], phones: ["Phone", "Default Address Phone"], guest: "line \(row.line)") : id
  }

  private static func customerOutputs(address prefix: String, region: String, country: String) -> [PresetOutput] {
    [
      PresetOutput(
        table: "customers",
        columns: [
          PresetColumn("id", of: ["Customer ID"], customerKey),
          PresetColumn("shopifyId", "Customer ID", fix: PresetFix.apostrophe),
          PresetColumn("name", joining: "First Name", "Last Name"), PresetColumn("given", "First Name"),
          PresetColumn("family", "Last Name"), PresetColumn("email", "Email"),
          PresetColumn("phone", "Phone", prefix + "Phone", fix: PresetFix.phone),
          PresetColumn("company", prefix + "Company"),
          PresetColumn("address", joining: prefix + "Address1", prefix + "Address2", by: ", "),
          PresetColumn("city", prefix + "City"), PresetColumn("region", region), PresetColumn("country", country),
          PresetColumn("postalCode", prefix + "Zip", fix: PresetFix.apostrophe), PresetColumn("note", "Note"),
          PresetColumn("tags", "Tags", fix: PresetFix.tags),
        ], keepsRest: true, identity: ["shopifyId"])
    ]
      + [
        ("email", "Accepts Email Marketing"), ("sms", "Accepts SMS Marketing"),
        ("whatsapp", "Accepts WhatsApp Marketing"),
      ]
      .map { .consents($0, $1, source: "Shopify", key: customerKey) }
  }

  private static let shopifyCustomers = Preset(
    name: "shopify.customers", title: "Shopify customers",
    signature: ["Email", "Accepts Email Marketing", "Default Address Address1", "Total Orders"],
    known: [
      "Customer ID", "First Name", "Last Name", "Email", "Accepts Email Marketing", "Default Address Company",
      "Default Address Address1", "Default Address Address2", "Default Address City",
      "Default Address Province Code", "Default Address Country Code", "Default Address Zip",
      "Default Address Phone", "Phone", "Accepts SMS Marketing", "Total Spent", "Total Orders", "Note", "Tax Exempt",
      "Tags",
      "Accepts WhatsApp Marketing",
    ],
    outputs: customerOutputs(
      address: "Default Address ", region: "Default Address Province Code", country: "Default Address Country Code"))

  private static let shopifyOldCustomers = Preset(
    name: "shopify.customers.old", title: "Shopify customers (before 2024)",
    signature: ["Email", "Accepts Email Marketing", "Address1", "Province Code", "Total Orders"],
    known: [
      "First Name", "Last Name", "Email", "Accepts Email Marketing", "Company", "Address1", "Address2", "City",
      "Province", "Province Code", "Country", "Country Code", "Zip", "Phone", "Accepts SMS Marketing", "Total Spent",
      "Total Orders", "Tags", "Note", "Tax Exempt",
    ], dropped: ["Province Code", "Country Code"],
    outputs: customerOutputs(address: "", region: "Province", country: "Country"))

  // MARK: Orders

  private static let buyer: @Sendable (PresetRow) -> String = { row in
    row.contact(emails: ["Email"], phones: ["Phone", "Billing Phone", "Shipping Phone"], guest: row["Name"])
  }

  private static let item: @Sendable (PresetRow) -> String = { row in
    let sku = PresetFix.apostrophe(row.own("Lineitem sku"))
    return sku.isEmpty ? row.own("Lineitem name") : sku
  }

  private static let shopifyOrders = Preset(
    name: "shopify.orders", title: "Shopify orders",
    signature: ["Name", "Email", "Financial Status", "Lineitem quantity", "Lineitem name", "Lineitem price"],
    known: [
      "Name", "Email", "Financial Status", "Paid at", "Fulfillment Status", "Fulfilled at", "Accepts Marketing",
      "Currency", "Subtotal", "Shipping", "Taxes", "Total", "Discount Code", "Discount Amount", "Shipping Method",
      "Created at", "Lineitem quantity", "Lineitem name", "Lineitem price", "Lineitem compare at price",
      "Lineitem sku", "Lineitem requires shipping", "Lineitem taxable", "Lineitem fulfillment status",
      "Billing Name", "Billing Street", "Billing Address1", "Billing Address2", "Billing Company", "Billing City",
      "Billing Zip", "Billing Province", "Billing Country", "Billing Phone", "Shipping Name", "Shipping Street",
      "Shipping Address1", "Shipping Address2", "Shipping Company", "Shipping City", "Shipping Zip",
      "Shipping Province", "Shipping Country", "Shipping Phone", "Notes", "Note Attributes", "Cancelled at",
      "Payment Method", "Payment Reference", "Refunded Amount", "Vendor", "Outstanding Balance", "Employee",
      "Location", "Device ID", "Id", "Tags", "Risk Level", "Source", "Lineitem discount", "Tax 1 Name",
      "Tax 1 Value", "Tax 2 Name", "Tax 2 Value", "Tax 3 Name", "Tax 3 Value", "Tax 4 Name", "Tax 4 Value",
      "Tax 5 Name", "Tax 5 Value", "Phone", "Receipt Number", "Duties", "Billing Province Name",
      "Shipping Province Name", "Payment ID", "Payment Terms Name", "Next Payment Due At", "Payment References",
    ], group: PresetGroup(header: "Name", ownPrefix: "Lineitem"),
    refusal: { $0["Name"].isEmpty ? "has no order number" : nil },
    outputs: [orderCustomers, orderProducts, orderLines, orderConsents])

  private static let orderCustomers = PresetOutput(
    table: "customers",
    columns: [
      PresetColumn("id", buyer), PresetColumn("name", "Billing Name", "Shipping Name"), PresetColumn("email", "Email"),
      PresetColumn("phone", "Phone", "Billing Phone", "Shipping Phone", fix: PresetFix.phone),
      PresetColumn("company", "Billing Company", "Shipping Company"),
      PresetColumn("address", "Billing Street", "Shipping Street"),
      PresetColumn("city", "Billing City", "Shipping City"),
      PresetColumn("region", "Billing Province Name", "Billing Province", "Shipping Province"),
      PresetColumn("country", "Billing Country", "Shipping Country"),
      PresetColumn("postalCode", "Billing Zip", "Shipping Zip", fix: PresetFix.apostrophe),
    ], mergesRows: true)

  private static let orderProducts = PresetOutput(
    table: "products",
    columns: [
      PresetColumn("id", of: ["Lineitem sku"], item), PresetColumn("name", "Lineitem name"),
      PresetColumn("brand", of: ["Vendor"]) { $0.own("Vendor") },
    ], mergesRows: true, applies: { !item($0).isEmpty })

  private static let orderLines = PresetOutput(
    table: "purchases",
    columns: [
      PresetColumn("id", of: ["Id"], isDistinct: true) { row in
        item(row).isEmpty ? row["Name"] : row["Name"] + " " + item(row)
      },
      PresetColumn("order", "Name"), PresetColumn("customer", buyer), PresetColumn("date", "Created at", "Paid at"),
      PresetColumn("amount", of: ["Lineitem price", "Lineitem discount"]) { row in
        PresetFix.amount(
          price: row.own("Lineitem price"), quantity: row.own("Lineitem quantity"),
          discount: row.own("Lineitem discount"))
      },
      PresetColumn("quantity", of: ["Lineitem quantity"]) { $0.own("Lineitem quantity") },
      PresetColumn("product", item), PresetColumn("channel", "Source"), PresetColumn("status", "Financial Status"),
      PresetColumn("currency", "Currency"),
      // What was paid back for the whole order stands once, with its first line; a voided order is worth nothing.
      PresetColumn("refunded", of: ["Refunded Amount"]) { row in
        guard row["Financial Status"].lowercased() == "voided" else { return row.own("Refunded Amount") }
        return PresetFix.amount(
          price: row.own("Lineitem price"), quantity: row.own("Lineitem quantity"),
          discount: row.own("Lineitem discount"))
      },
    ], keepsRest: true)

  private static let orderConsents: PresetOutput = {
    var output = PresetOutput.consents(
      "email", "Accepts Marketing", at: ["Created at"], source: "Shopify order", key: buyer)
    output.mergesRows = true
    return output
  }()
}
