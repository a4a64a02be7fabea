extension Preset {
  static let hubSpot = [hubSpotContacts, hubSpotDeals]

  /// HubSpot's ids are short numbers, which could be anybody's.
  private static func key(_ id: String) -> String { id.isEmpty ? "" : "hubspot-" + id }

  private static let hubSpotContacts = Preset(
    name: "hubspot.contacts", title: "HubSpot contacts",
    signature: ["Record ID", "First Name", "Last Name", "Email"],
    known: [
      "Record ID", "First Name", "Last Name", "Email", "Phone Number", "Contact owner", "Lead Status", "Create Date",
      "Last Modified Date", "Lifecycle Stage", "Original Source", "Job Title", "Associated Company",
      "Associated Company IDs",
      "Record ID - Contact", "Mobile Phone Number", "City", "State/Region", "Country/Region", "Postal Code",
      "Street Address", "Company Name", "Marketing contact status",
    ],
    outputs: [
      PresetOutput(
        table: "customers",
        columns: [
          PresetColumn("id", "Record ID", fix: key), PresetColumn("hubspotId", "Record ID"),
          PresetColumn("name", joining: "First Name", "Last Name"), PresetColumn("given", "First Name"),
          PresetColumn("family", "Last Name"), PresetColumn("email", "Email"),
          PresetColumn("phone", "Phone Number", "Mobile Phone Number"), PresetColumn("address", "Street Address"),
          PresetColumn("city", "City"), PresetColumn("region", "State/Region"),
          PresetColumn("country", "Country/Region"), PresetColumn("postalCode", "Postal Code"),
          PresetColumn("owner", "Contact owner"), PresetColumn("stage", "Lifecycle Stage"),
          PresetColumn("acquiredOn", "Create Date"), PresetColumn("source", "Original Source"),
          PresetColumn("occupation", "Job Title"), PresetColumn("company", "Associated Company", "Company Name"),
        ], keepsRest: true, identity: ["hubspotId"])
    ])

  // MARK: Deals

  private static let contactId: @Sendable (PresetRow) -> String = { row in
    PresetFix.firstOf(row["Associated Contact IDs"], separator: ";")
  }

  private static let dealCustomer: @Sendable (PresetRow) -> String = { row in
    let contact = contactId(row)
    if !contact.isEmpty { return key(contact) }
    let company = PresetFix.firstOf(row["Associated Company IDs"], separator: ";")
    return company.isEmpty ? "guest hubspot-deal-" + row["Record ID"] : "hubspot-company-" + company
  }

  private static let isWon: @Sendable (PresetRow) -> Bool = { Names.bare($0["Deal Stage"]).hasSuffix("won") }
  private static let isLost: @Sendable (PresetRow) -> Bool = { Names.bare($0["Deal Stage"]).hasSuffix("lost") }

  private static let hubSpotDeals = Preset(
    name: "hubspot.deals", title: "HubSpot deals", signature: ["Record ID", "Deal Name", "Deal Stage", "Amount"],
    known: [
      "Record ID", "Deal Name", "Deal Stage", "Pipeline", "Amount", "Close Date", "Deal owner", "Associated Company",
      "Associated Company IDs", "Associated Contact IDs",
      "Record ID - Deal",
    ],
    outputs: [
      // A deal that is still open is what the customer may be worth, and no purchase yet.
      PresetOutput(
        table: "customers",
        columns: [
          PresetColumn("id", dealCustomer), PresetColumn("hubspotId", of: ["Associated Contact IDs"], contactId),
          PresetColumn("kind") { contactId($0).isEmpty && !$0["Associated Company IDs"].isEmpty ? "company" : "" },
          PresetColumn("name") { contactId($0).isEmpty ? $0["Associated Company"] : "" },
          PresetColumn("prospectValue") { isWon($0) || isLost($0) ? "" : $0["Amount"] },
        ], mergesRows: true, identity: ["hubspotId"]),
      PresetOutput(
        table: "purchases",
        columns: [
          PresetColumn("id", "Record ID", fix: { $0.isEmpty ? "" : "hubspot-deal-" + $0 }),
          PresetColumn("customer", dealCustomer), PresetColumn("date", "Close Date"),
          PresetColumn("amount", "Amount"), PresetColumn("status", "Deal Stage"), PresetColumn("spec", "Deal Name"),
          PresetColumn("channel", always: "HubSpot"),
        ], keepsRest: true, applies: isWon),
    ])
}
