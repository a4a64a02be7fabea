extension Preset {
  static let wooCommerce = [wooCustomers, wooOrders]

  private static let wooCustomers = Preset(
    name: "woo.customers", title: "WooCommerce customers", signature: ["Name", "Username", "Email", "Sign Up", "AOV"],
    known: [
      "Name", "Username", "Last Active", "Sign Up", "Email", "Orders", "Total Spend", "AOV", "Country / Region",
      "City", "Region", "Postal Code", "Billing Phone", "Shipping Phone", "Role",
    ],
    outputs: [
      PresetOutput(
        table: "customers",
        columns: [
          PresetColumn("id", of: ["Username"]) { row in
            row.contact(emails: ["Email"], phones: ["Billing Phone"], guest: row.first("Username", "Name"))
          }, PresetColumn("username", "Username"), PresetColumn("name", "Name"), PresetColumn("email", "Email"),
          PresetColumn("phone", "Billing Phone", "Shipping Phone"), PresetColumn("city", "City"),
          PresetColumn("region", "Region"), PresetColumn("country", "Country / Region"),
          PresetColumn("postalCode", "Postal Code"), PresetColumn("acquiredOn", "Sign Up"),
        ], keepsRest: true)
    ])

  /// The report names customers, and gives no address to know them by.
  private static let wooCustomer: @Sendable (PresetRow) -> String = { row in
    "guest " + row.first("Customer", "Order #")
  }

  private static let wooOrders = Preset(
    name: "woo.orders", title: "WooCommerce orders",
    signature: ["Date", "Order #", "Customer", "Items sold", "Net Sales"],
    known: [
      "Date", "Order #", "N. Revenue (formatted)", "Status", "Customer", "Customer type", "Product(s)", "Items sold",
      "Coupon(s)", "Net Sales", "Attribution",
    ],
    outputs: [
      PresetOutput(
        table: "customers", columns: [PresetColumn("id", wooCustomer), PresetColumn("name", "Customer")],
        mergesRows: true),
      PresetOutput(
        table: "purchases",
        columns: [
          PresetColumn("id", "Order #"), PresetColumn("order", "Order #"), PresetColumn("customer", wooCustomer),
          PresetColumn("date", "Date"), PresetColumn("amount", "Net Sales"), PresetColumn("quantity", "Items sold"),
          PresetColumn("status", "Status"), PresetColumn("channel", "Attribution"), PresetColumn("spec", "Product(s)"),
          PresetColumn("refunded") { row in
            ["cancelled", "failed", "refunded"].contains(row["Status"].lowercased()) ? row["Net Sales"] : ""
          },
        ], keepsRest: true),
    ])
}
