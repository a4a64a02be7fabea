import Book
import Columns
import Testing

@testable import Interchange

@Suite struct PeoplePresetTests {
  @Test func hubSpotContactsAndDeals() throws {
    let files = try [
      "contacts.csv": export(
        "hubspot.contacts",
        [
          [
            "Record ID": "51", "First Name": "Ani", "Last Name": "Sari", "Email": "ani@x.id",
            "Lifecycle Stage": "customer", "Lead Status": "OPEN",
          ]
        ]),
      "deals.csv": export(
        "hubspot.deals",
        [
          [
            "Record ID": "1", "Deal Name": "Big", "Deal Stage": "Closed Won", "Amount": "100",
            "Close Date": "2026-01-05", "Associated Contact IDs": "51;52",
          ],
          [
            "Record ID": "2", "Deal Name": "Open", "Deal Stage": "Proposal", "Amount": "70",
            "Associated Contact IDs": "51",
          ],
          [
            "Record ID": "3", "Deal Name": "Firm", "Deal Stage": "closedwon", "Amount": "7",
            "Associated Company": "Acme", "Associated Company IDs": "9",
          ],
        ]),
    ]
    // The book knows a customer by another id, and another customer by HubSpot's.
    let book = try plan(["customers.csv": "id,email,name\nc1,ANI@X.id,Ani\n51,other@x.id,Other\n"]).book
    let next = try plan(files, into: book)
    #expect(
      try rows(next.book, "customers", "id", "hubspotId", "stage", "prospectValue", "LeadStatus", "kind")
        == ["c1|51|customer|7000c|OPEN|-", "51|-|-|-|-|-", "hubspot-company-9|-|-|-|-|company"])
    #expect(try rows(next.book, "purchases", "customer", "amount") == ["c1|10000c", "hubspot-company-9|700c"])
    // Next month the deals come alone.
    let later = try plan(["deals.csv": files["deals.csv"] ?? ""], into: next.book)
    #expect(later.added == 0 && later.updated == 0)
  }

  @Test func salesforce() throws {
    let next = try plan([
      "accounts.csv": export(
        "salesforce.account",
        [
          ["Id": "001A", "Name": "Acme", "BillingCity": "Jakarta", "IsDeleted": "0"],
          ["Id": "001B", "Name": "Gone", "IsDeleted": "1"],
        ]),
      "contacts.csv": export(
        "salesforce.contact",
        [
          [
            "Id": "003A", "AccountId": "001A", "FirstName": "Ani", "LastName": "Sari", "Email": "ani@x.id",
            "Birthdate": "1990-05-17",
          ]
        ]),
      "leads.csv": export(
        "salesforce.lead", [["Id": "00QA", "LastName": "Neu", "Company": "Own", "Status": "New", "IsConverted": "0"]]),
    ])
    #expect(
      try rows(next.book, "customers", "id", "kind", "name", "memberOf", "stage")
        == ["001A|company|Acme|-|-", "003A|person|Ani Sari|001A|-", "00QA|person|Neu|-|New"])
    #expect(next.rejects.map(\.reason) == ["was deleted in Salesforce"])
  }

  @Test func mailchimpTellsConsentByItsFiles() throws {
    let row = [
      "Email Address": "Ani@x.id", "First Name": "Ani", "OPTIN_TIME": "2026-01-05 10:00:00",
      "LAST_CHANGED": "2026-02-01 10:00:00", "TAGS": "\"vip\",\"b\"",
    ]
    let other = ["Email Address": "budi@x.id", "LAST_CHANGED": "2026-03-01 10:00:00"]
    let next = try plan([
      "cleaned_members_1.csv": export("mailchimp.audience", []),
      "subscribed_members_1.csv": export("mailchimp.audience", [row]),
      "unsubscribed_members_1.csv": export("mailchimp.audience", [other]),
    ])
    #expect(try rows(next.book, "customers", "id", "given", "tags") == ["ani@x.id|Ani|b+vip", "budi@x.id|-|-"])
    #expect(
      try rows(next.book, "consents", "customer", "channel", "granted") == ["ani@x.id|email|yes", "budi@x.id|email|no"])
  }

  @Test func klaviyo() throws {
    let next = try plan([
      "list.csv": export(
        "klaviyo.list",
        [
          [
            "Klaviyo ID": "01H", "Email": "ani@x.id", "First Name": "Ani", "Email Marketing Consent": "SUBSCRIBED",
            "Email Marketing Consent Timestamp": "2026-01-05 10:00:00", "Historic Number Of Orders": "4",
          ],
          ["Klaviyo ID": "02H", "Email": "b@x.id", "Email Marketing Consent": "NEVER_SUBSCRIBED"],
        ])
    ])
    #expect(try rows(next.book, "consents", "customer", "granted") == ["01H|yes", "02H|no"])
    #expect(try rows(next.book, "customers", "id", "HistoricNumberOfOrders") == ["01H|4", "02H|-"])
  }

  @Test func addressBooks() throws {
    let next = try plan([
      "google.csv": "\u{FEFF}"
        + export(
          "google.contacts",
          [
            [
              "First Name": "Ani", "Last Name": "Sari", "E-mail 1 - Value": "ani@x.id ::: a2@x.id",
              "Phone 1 - Value": "0812 1111 2222", "Labels": "* myContacts ::: Friends", "Birthday": "--05-17",
            ]
          ]),
      "outlook.csv": export(
        "outlook.contacts",
        [
          [
            "First Name": "Ani", "Last Name": "S.", "E-mail Address": "ANI@x.id", "Birthday": "5/17/1990",
            "Gender": "Unspecified", "Anniversary": "0/0/00", "Spouse": "Budi", "Categories": "Family;VIP",
          ]
        ]),
    ])
    #expect(
      try rows(next.book, "customers", "id", "email", "phone", "tags", "Spouse", "family") == [
        "ani@x.id|ani@x.id|0812 1111 2222|Family+VIP|Budi|S."
      ])
    #expect(next.added == 1 && next.updated == 1)
  }

  @Test func magentoLosesItsPasswords() throws {
    let next = try plan([
      "customer.csv": export(
        "magento.customers",
        [
          [
            "email": "ani@x.id", "firstname": "Ani", "lastname": "Sari", "_website": "base", "password_hash": "abc:1",
            "group_id": "2",
          ]
        ])
    ])
    #expect(try rows(next.book, "customers", "id", "name", "group_id").count == 1)
    #expect(!next.book.tables[0].columns.contains { $0.name.lowercased().contains("password") })
  }
}
