extension Preset {
  static let contacts = [googleContacts, outlookContacts]

  /// Several values of one field stand in one cell.
  private static func first(_ text: String) -> String { PresetFix.firstOf(text, separator: ":::") }

  private static func labels(_ text: String) -> String {
    let parts = text.split(separator: ":").map(PresetFix.trimmed).filter { !$0.isEmpty && !$0.hasPrefix("*") }
    return PresetFix.set(parts.joined(separator: ","), separator: ",")
  }

  private static let googleContacts = Preset(
    name: "google.contacts", title: "Google contacts",
    signature: ["First Name", "Last Name", "E-mail 1 - Value", "Organization Name"],
    known: [
      "First Name", "Middle Name", "Last Name", "Phonetic First Name", "Phonetic Middle Name", "Phonetic Last Name",
      "Name Prefix", "Name Suffix", "Nickname", "File As", "Organization Name", "Organization Title",
      "Organization Department", "Birthday", "Notes", "Photo", "Labels", "E-mail 1 - Label", "E-mail 1 - Value",
      "Phone 1 - Label", "Phone 1 - Value", "Address 1 - Label", "Address 1 - Formatted", "Address 1 - Street",
      "Address 1 - City", "Address 1 - PO Box", "Address 1 - Region", "Address 1 - Postal Code",
      "Address 1 - Country", "Address 1 - Extended Address", "Website 1 - Label", "Website 1 - Value",
      "E-mail 2 - Label", "E-mail 2 - Value", "Phone 2 - Label", "Phone 2 - Value",
    ], dropped: ["E-mail 1 - Label", "Phone 1 - Label", "Address 1 - Label", "Photo"],
    outputs: [
      PresetOutput(
        table: "customers",
        columns: [
          PresetColumn("name", of: ["File As"]) { row in
            let parts = ["First Name", "Middle Name", "Last Name"].map { row[$0] }.filter { !$0.isEmpty }
            return parts.isEmpty ? row.first("File As", "Organization Name") : parts.joined(separator: " ")
          }, PresetColumn("given", "First Name"), PresetColumn("family", "Last Name"),
          PresetColumn("salutation", "Name Prefix"), PresetColumn("preferredName", "Nickname"),
          PresetColumn("email", "E-mail 1 - Value", "E-mail 2 - Value", fix: first),
          PresetColumn("phone", "Phone 1 - Value", "Phone 2 - Value", fix: first),
          PresetColumn("address", "Address 1 - Street", "Address 1 - Formatted", fix: first),
          PresetColumn("city", "Address 1 - City", fix: first),
          PresetColumn("region", "Address 1 - Region", fix: first),
          PresetColumn("postalCode", "Address 1 - Postal Code", fix: first),
          PresetColumn("country", "Address 1 - Country", fix: first), PresetColumn("company", "Organization Name"),
          PresetColumn("occupation", "Organization Title"), PresetColumn("birthDate", "Birthday", fix: withYear),
          PresetColumn("tags", "Labels", fix: labels), PresetColumn("note", "Notes"),
        ], keepsRest: true)
    ])

  /// A birthday without its year (`--05-17`) is no date.
  private static func withYear(_ text: String) -> String { text.hasPrefix("--") ? "" : text }

  private static let outlookContacts = Preset(
    name: "outlook.contacts", title: "Outlook contacts",
    signature: ["First Name", "Last Name", "E-mail Address", "Business Street", "Mobile Phone"],
    known: [
      "Title", "First Name", "Middle Name", "Last Name", "Suffix", "Company", "Department", "Job Title",
      "Business Street", "Business Street 2", "Business Street 3", "Business City", "Business State",
      "Business Postal Code", "Business Country/Region", "Home Street", "Home Street 2", "Home Street 3",
      "Home City", "Home State", "Home Postal Code", "Home Country/Region", "Other Street", "Other Street 2",
      "Other Street 3", "Other City", "Other State", "Other Postal Code", "Other Country/Region",
      "Assistant's Phone", "Business Fax", "Business Phone", "Business Phone 2", "Callback", "Car Phone",
      "Company Main Phone", "Home Fax", "Home Phone", "Home Phone 2", "ISDN", "Mobile Phone", "Other Fax",
      "Other Phone", "Pager", "Primary Phone", "Radio Phone", "TTY/TDD Phone", "Telex", "Account", "Anniversary",
      "Assistant's Name", "Billing Information", "Birthday", "Business Address PO Box", "Categories", "Children",
      "Directory Server", "E-mail Address", "E-mail Type", "E-mail Display Name", "E-mail 2 Address",
      "E-mail 2 Type", "E-mail 2 Display Name", "E-mail 3 Address", "E-mail 3 Type", "E-mail 3 Display Name",
      "Gender", "Government ID Number", "Hobby", "Home Address PO Box", "Initials", "Internet Free Busy", "Keywords",
      "Language", "Location", "Manager's Name", "Mileage", "Notes", "Office Location", "Organizational ID Number",
      "Other Address PO Box", "Priority", "Private", "Profession", "Referred By", "Sensitivity", "Spouse", "User 1",
      "User 2", "User 3", "User 4", "Web Page",
    ], dropped: ["E-mail Type", "E-mail 2 Type", "E-mail 3 Type", "Government ID Number"],
    outputs: [
      PresetOutput(
        table: "customers",
        columns: [
          PresetColumn("name", joining: "First Name", "Middle Name", "Last Name"), PresetColumn("given", "First Name"),
          PresetColumn("family", "Last Name"), PresetColumn("salutation", "Title"),
          PresetColumn("email", "E-mail Address", "E-mail 2 Address", "E-mail 3 Address"),
          PresetColumn("phone", "Mobile Phone", "Primary Phone", "Home Phone", "Business Phone", "Other Phone"),
          PresetColumn("address", "Home Street", "Business Street", "Other Street"),
          PresetColumn("city", "Home City", "Business City", "Other City"),
          PresetColumn("region", "Home State", "Business State", "Other State"),
          PresetColumn("postalCode", "Home Postal Code", "Business Postal Code", "Other Postal Code"),
          PresetColumn("country", "Home Country/Region", "Business Country/Region", "Other Country/Region"),
          PresetColumn("company", "Company"), PresetColumn("occupation", "Job Title", "Profession"),
          PresetColumn("birthDate", "Birthday", fix: emptyDate),
          PresetColumn("anniversary", "Anniversary", fix: emptyDate),
          PresetColumn("gender", "Gender", fix: { $0 == "Unspecified" ? "" : $0 }),
          PresetColumn("language", "Language"),
          PresetColumn("tags", "Categories", fix: { PresetFix.set($0, separator: ";") }), PresetColumn("note", "Notes"),
        ], keepsRest: true)
    ])

  /// Outlook writes `0/0/00` for no date.
  private static func emptyDate(_ text: String) -> String { text.hasPrefix("0/0/") ? "" : text }
}
