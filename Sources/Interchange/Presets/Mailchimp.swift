extension Preset {
  /// The name of each file of the export says whether its people are subscribed.
  static let mailchimp = [
    Preset(
      name: "mailchimp.audience", title: "Mailchimp audience", signature: ["Email Address", "LEID", "EUID"],
      known: [
        "Email Address", "First Name", "Last Name", "Address", "Phone Number", "MEMBER_RATING", "OPTIN_TIME",
        "OPTIN_IP", "CONFIRM_TIME", "CONFIRM_IP", "LATITUDE", "LONGITUDE", "GMTOFF", "DSTOFF", "TIMEZONE", "CC",
        "REGION", "LAST_CHANGED", "LEID", "EUID", "NOTES",
        "TAGS", "UNSUB_TIME", "CLEAN_TIME", "UNSUB_REASON", "UNSUB_CAMPAIGN_TITLE",
      ],
      outputs: [
        PresetOutput(
          table: "customers",
          columns: [
            PresetColumn("id", "Email Address", fix: PresetFix.email), PresetColumn("email", "Email Address"),
            PresetColumn("name", joining: "First Name", "Last Name"), PresetColumn("given", "First Name"),
            PresetColumn("family", "Last Name"), PresetColumn("address", "Address"),
            PresetColumn("phone", "Phone Number", "Phone"), PresetColumn("acquiredOn", "OPTIN_TIME", "CONFIRM_TIME"),
            PresetColumn("birthDate", "Birthday"), PresetColumn("tags", "TAGS", fix: mailchimpTags),
            PresetColumn("note", "NOTES"),
          ], keepsRest: true),
        PresetOutput(
          table: "consents",
          columns: [
            PresetColumn("customer") { PresetFix.email($0["Email Address"]) }, PresetColumn("channel", always: "email"),
            PresetColumn("purpose", always: "marketing"), PresetColumn("granted") { subscription($0.file) },
            PresetColumn("at") { row in
              subscription(row.file) == "yes"
                ? row.first("CONFIRM_TIME", "OPTIN_TIME", "LAST_CHANGED")
                : row.first("UNSUB_TIME", "CLEAN_TIME", "LAST_CHANGED")
            }, PresetColumn("source", always: "Mailchimp"),
          ], applies: { !subscription($0.file).isEmpty }),
      ])
  ]

  /// Tags come in quotation marks: `"vip","wholesale"`.
  private static func mailchimpTags(_ text: String) -> String { PresetFix.tags(text.filter { $0 != "\"" }) }

  /// Yes for a file of subscribed people, no for one of people who left or whose address is dead.
  private static func subscription(_ file: String) -> String {
    let words = Names.words(file)
    if words.contains("unsubscribed") || words.contains("cleaned") || words.contains("nonsubscribed") { return "no" }
    return words.contains("subscribed") ? "yes" : ""
  }
}
