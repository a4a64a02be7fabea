extension Preset {
  static let salesforce = [salesforceAccounts, salesforceLeads, salesforceContacts]

  private static let deleted: @Sendable (PresetRow) -> String? = { row in
    PresetFix.consent(row["IsDeleted"]) == "yes" ? "was deleted in Salesforce" : nil
  }

  private static let salesforceAccounts = Preset(
    name: "salesforce.account", title: "Salesforce accounts",
    signature: ["Id", "Name", "BillingStreet", "BillingCity"],
    known: [
      "Id", "IsDeleted", "MasterRecordId", "Name", "Type", "ParentId", "BillingStreet", "BillingCity",
      "BillingState", "BillingPostalCode", "BillingCountry", "BillingLatitude", "BillingLongitude",
      "BillingGeocodeAccuracy", "BillingAddress", "ShippingStreet", "ShippingCity", "ShippingState",
      "ShippingPostalCode", "ShippingCountry", "ShippingLatitude", "ShippingLongitude", "ShippingGeocodeAccuracy",
      "ShippingAddress", "Phone", "Fax", "AccountNumber", "Website", "PhotoUrl", "Sic", "Industry", "AnnualRevenue",
      "NumberOfEmployees", "Ownership", "TickerSymbol", "Description", "Rating", "Site", "OwnerId", "CreatedDate",
      "CreatedById", "LastModifiedDate", "LastModifiedById", "SystemModstamp", "LastActivityDate", "LastViewedDate",
      "LastReferencedDate", "Jigsaw", "JigsawCompanyId", "CleanStatus", "AccountSource", "DunsNumber", "Tradestyle",
    ], refusal: deleted,
    outputs: [
      PresetOutput(
        table: "customers",
        columns: [
          PresetColumn("id", "Id"), PresetColumn("salesforceId", "Id"), PresetColumn("name", "Name"),
          PresetColumn("kind") { $0["Type"].lowercased().contains("household") ? "household" : "company" },
          PresetColumn("memberOf", "ParentId"), PresetColumn("phone", "Phone"),
          PresetColumn("address", "BillingStreet"),
          PresetColumn("city", "BillingCity"), PresetColumn("region", "BillingState"),
          PresetColumn("country", "BillingCountry"), PresetColumn("postalCode", "BillingPostalCode"),
          PresetColumn("owner", "OwnerId"), PresetColumn("acquiredOn", "CreatedDate"),
          PresetColumn("source", "AccountSource"), PresetColumn("note", "Description"),
        ], keepsRest: true, identity: ["salesforceId"])
    ])

  private static let salesforceLeads = Preset(
    name: "salesforce.lead", title: "Salesforce leads", signature: ["Id", "LastName", "Company", "IsConverted"],
    known: [
      "Id", "IsDeleted", "MasterRecordId", "LastName", "FirstName", "Salutation", "Name", "Title", "Company",
      "Street", "City", "State", "PostalCode", "Country", "Phone", "MobilePhone", "Fax", "Email", "Website",
      "Description", "LeadSource", "Status", "Industry", "Rating", "AnnualRevenue", "NumberOfEmployees", "OwnerId",
      "IsConverted", "ConvertedDate", "ConvertedAccountId", "ConvertedContactId", "ConvertedOpportunityId",
      "IsUnreadByOwner", "CreatedDate", "CreatedById", "LastModifiedDate", "LastModifiedById", "SystemModstamp",
      "LastActivityDate",
    ], refusal: deleted,
    outputs: [
      PresetOutput(
        table: "customers",
        columns: [
          PresetColumn("id", "Id"), PresetColumn("salesforceId", "Id"), PresetColumn("kind", always: "person"),
          PresetColumn("name", of: ["Name"]) { person($0) }, PresetColumn("given", "FirstName"),
          PresetColumn("family", "LastName"), PresetColumn("salutation", "Salutation"), PresetColumn("email", "Email"),
          PresetColumn("phone", "Phone", "MobilePhone"), PresetColumn("address", "Street"),
          PresetColumn("city", "City"),
          PresetColumn("region", "State"), PresetColumn("country", "Country"), PresetColumn("postalCode", "PostalCode"),
          PresetColumn("occupation", "Title"), PresetColumn("stage", "Status"), PresetColumn("source", "LeadSource"),
          PresetColumn("owner", "OwnerId"), PresetColumn("acquiredOn", "CreatedDate"),
          PresetColumn("note", "Description"), PresetColumn("roles", always: "prospect"),
        ], keepsRest: true, identity: ["salesforceId"])
    ])

  private static let salesforceContacts = Preset(
    name: "salesforce.contact", title: "Salesforce contacts", signature: ["Id", "AccountId", "LastName", "Email"],
    known: [
      "Id", "IsDeleted", "MasterRecordId", "AccountId", "LastName", "FirstName", "Salutation", "Name",
      "MailingStreet", "MailingCity", "MailingState", "MailingPostalCode", "MailingCountry", "Phone", "Fax",
      "MobilePhone", "HomePhone", "OtherPhone", "AssistantPhone", "ReportsToId", "Email", "Title", "Department",
      "AssistantName", "LeadSource", "Birthdate", "OwnerId", "CreatedDate", "LastModifiedDate", "SystemModstamp",
      "LastActivityDate", "EmailBouncedReason", "EmailBouncedDate", "IsEmailBounced", "IndividualId",
    ], refusal: deleted,
    outputs: [
      PresetOutput(
        table: "customers",
        columns: [
          PresetColumn("id", "Id"), PresetColumn("salesforceId", "Id"), PresetColumn("kind", always: "person"),
          PresetColumn("name", of: ["Name"]) { person($0) }, PresetColumn("given", "FirstName"),
          PresetColumn("family", "LastName"), PresetColumn("salutation", "Salutation"), PresetColumn("email", "Email"),
          PresetColumn("phone", "Phone", "MobilePhone", "HomePhone", "OtherPhone"),
          PresetColumn("memberOf", "AccountId"),
          PresetColumn("address", "MailingStreet"), PresetColumn("city", "MailingCity"),
          PresetColumn("region", "MailingState"), PresetColumn("country", "MailingCountry"),
          PresetColumn("postalCode", "MailingPostalCode"), PresetColumn("birthDate", "Birthdate"),
          PresetColumn("occupation", "Title"), PresetColumn("source", "LeadSource"), PresetColumn("owner", "OwnerId"),
          PresetColumn("acquiredOn", "CreatedDate"),
        ], keepsRest: true, identity: ["salesforceId"])
    ])

  private static func person(_ row: PresetRow) -> String {
    row["Name"].isEmpty ? PresetFix.trimmed(row["FirstName"] + " " + row["LastName"]) : row["Name"]
  }
}
