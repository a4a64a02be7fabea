extension Preset {
  static let klaviyo = [
    Preset(
      name: "klaviyo.list", title: "Klaviyo profiles", signature: ["Email", "Klaviyo ID"],
      known: [
        "Email", "Klaviyo ID", "First Name", "Last Name", "Organization", "Title", "Phone Number", "Address",
        "Address 2", "City", "State / Region", "Country", "Zip Code", "Latitude", "Longitude", "Source", "IP Address",
        "Email Marketing Consent", "Email Marketing Consent Timestamp", "Historic Customer Lifetime Value",
        "Total Customer Lifetime Value", "Predicted Customer Lifetime Value", "Average Order Value",
        "Historic Number Of Orders", "First Active", "Last Active", "Profile Created On", "Date Added", "Last Open",
        "Last Click", "Average Days Between Orders", "Email Suppressions",
        "SMS Marketing Consent", "SMS Marketing Consent Timestamp",
      ],
      outputs: [
        PresetOutput(
          table: "customers",
          columns: [
            PresetColumn("id", profile), PresetColumn("klaviyoId", "Klaviyo ID"), PresetColumn("email", "Email"),
            PresetColumn("name", joining: "First Name", "Last Name"), PresetColumn("given", "First Name"),
            PresetColumn("family", "Last Name"), PresetColumn("company", "Organization"),
            PresetColumn("occupation", "Title"), PresetColumn("phone", "Phone Number", fix: PresetFix.phone),
            PresetColumn("address", joining: "Address", "Address 2", by: ", "), PresetColumn("city", "City"),
            PresetColumn("region", "State / Region"), PresetColumn("country", "Country"),
            PresetColumn("postalCode", "Zip Code", fix: PresetFix.apostrophe), PresetColumn("source", "Source"),
            PresetColumn("acquiredOn", "Profile Created On", "Date Added", "First Active"),
          ], keepsRest: true, identity: ["klaviyoId"]),
        .consents(
          "email", "Email Marketing Consent", at: ["Email Marketing Consent Timestamp"], source: "Klaviyo", key: profile
        ),
        .consents(
          "sms", "SMS Marketing Consent", at: ["SMS Marketing Consent Timestamp"], source: "Klaviyo", key: profile),
      ])
  ]

  private static let profile: @Sendable (PresetRow) -> String = { row in
    row["Klaviyo ID"].isEmpty
      ? row.contact(emails: ["Email"], phones: ["Phone Number"], guest: "line \(row.line)") : row["Klaviyo ID"]
  }
}
