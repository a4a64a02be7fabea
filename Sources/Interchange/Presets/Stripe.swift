extension Preset {
  static let stripe = [stripeCustomers, stripeCharges]

  private static let stripeCustomers = Preset(
    name: "stripe.customers", title: "Stripe customers", signature: ["id", "Email", "Created (UTC)"],
    known: [
      "id", "Description", "Email", "Name", "Created (UTC)", "Delinquent", "Plan", "Status", "Total Spend",
      "Payment Count", "Refunded Volume", "Dispute Losses", "tag (metadata)",
      "Currency", "Default Source", "Card Brand", "Card Last4", "Phone",
    ],
    outputs: [
      PresetOutput(
        table: "customers",
        columns: [
          PresetColumn("id", "id"), PresetColumn("stripeId", "id"), PresetColumn("name", "Name"),
          PresetColumn("email", "Email"), PresetColumn("phone", "Phone"), PresetColumn("acquiredOn", "Created (UTC)"),
          PresetColumn("note", "Description"),
        ], keepsRest: true, identity: ["stripeId"])
    ])

  private static let payer: @Sendable (PresetRow) -> String = { row in
    let id = row["Customer ID"]
    return id.isEmpty ? row.contact(emails: ["Customer Email"], phones: ["Customer Phone"], guest: row["id"]) : id
  }

  /// Stripe writes codes of currencies in small letters.
  private static let currency = PresetColumn("currency", of: ["Currency"]) { $0["Currency"].uppercased() }

  private static let isPaid: @Sendable (PresetRow) -> Bool = { row in
    ["paid", "succeeded", "refunded", "partially refunded", "partial refund", "disputed"].contains(
      row["Status"].lowercased())
  }

  private static let stripeCharges = Preset(
    name: "stripe.charges", title: "Stripe payments",
    signature: ["id", "Created date (UTC)", "Amount", "Currency", "Status"],
    known: [
      "id", "Created date (UTC)", "Amount", "Amount Refunded", "Currency", "Captured", "Converted Amount",
      "Converted Amount Refunded", "Converted Currency", "Fee", "Is Link", "Mode", "Payment Source Type", "Status",
      "Taxes On Fee", "Application Fee", "Application ID",
      "Description", "Customer ID", "Customer Email", "Customer Description", "Invoice ID", "Transfer",
    ],
    outputs: [
      PresetOutput(
        table: "customers",
        columns: [
          PresetColumn("id", payer), PresetColumn("stripeId", "Customer ID"), PresetColumn("email", "Customer Email"),
        ], mergesRows: true, identity: ["stripeId"]),
      // A charge that failed is a payment that did not happen, and no purchase.
      PresetOutput(
        table: "purchases",
        columns: [
          PresetColumn("id", "id"), PresetColumn("order", "Invoice ID", "id"), PresetColumn("customer", payer),
          PresetColumn("date", "Created date (UTC)"), PresetColumn("amount", "Amount"),
          PresetColumn("refunded", "Amount Refunded"), currency, PresetColumn("status", "Status"),
          PresetColumn("channel", always: "Stripe"), PresetColumn("spec", "Description"),
        ], keepsRest: true, applies: isPaid),
      PresetOutput(
        table: "payments",
        columns: [
          PresetColumn("customer", payer), PresetColumn("purchase") { isPaid($0) ? $0["id"] : "" },
          PresetColumn("at", "Created date (UTC)"), PresetColumn("method", "Payment Source Type"),
          PresetColumn("amount", "Amount"), currency, PresetColumn("status", "Status"),
        ]),
    ])
}
