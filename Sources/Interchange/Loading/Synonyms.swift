/// Other names by which exports call the standard columns, bare (lower case, letters and digits only), likeliest first.
///
/// A header that is the column's own name always wins over a synonym, and each column takes one header.
enum Synonyms {
  static func of(table: String, column: String) -> [String] { all[table]?[column] ?? [] }

  private static func list(_ names: String) -> [String] { names.split(separator: " ").map(String.init) }

  private static let all: [String: [String: [String]]] = [
    "customers": customers, "purchases": purchases, "products": products,
    "interactions": [
      "at": list("date time timestamp datetime createdat occurredat"), "note": list("notes comment comments text"),
      "staff": list("agent employee user"), "kind": list("type"),
    ],
    "cases": [
      "opened": list("openedat created createdat opendate date"), "resolved": list("resolvedat closed closedat"),
      "firstResponse": list("firstresponseat firstreply firstreplyat respondedat"), "kind": list("type category"),
      "severity": list("priority"), "note": list("notes comment comments description subject"),
    ],
    "facts": ["at": list("date timestamp createdat"), "kind": list("type")],
    "answers": ["at": list("date timestamp answeredat createdat"), "value": list("answer response")],
    "consents": ["at": list("date timestamp createdat"), "granted": list("consent optin subscribed")],
    "campaigns": [
      "name": list("campaignname title"), "start": list("startdate startson from"), "end": list("enddate endson to"),
      "budget": list("cost budgetedcost"), "medium": list("channel media"),
    ],
    "responses": ["at": list("date timestamp time createdat"), "event": list("action type status")],
    "offers": [
      "kind": list("type"), "start": list("startdate validfrom from"), "end": list("enddate validto to expires"),
    ],
    "offersMade": [
      "at": list("date sentat offeredat timestamp"), "redeemedAt": list("redeemed redemptiondate usedat"),
    ],
    "costs": ["at": list("date timestamp"), "kind": list("type"), "amount": list("cost value")],
    "activities": ["activity": list("name"), "rate": list("cost unitcost")],
    "loyalty": ["at": list("date timestamp"), "program": list("programme"), "tier": list("level status")],
    "stages": ["at": list("date timestamp changedat"), "from": list("fromstage old"), "to": list("tostage new stage")],
    "payments": [
      "at": list("date paidat paymentdate timestamp"), "amount": list("paid value total"),
      "method": list("paymentmethod type"),
    ],
    "rates": ["currency": list("code"), "rate": list("value")],
  ]

  private static let customers: [String: [String]] = [
    "id": list("clientid custid userid contactid memberid recid sfid customernr uid guid"),
    "name": list("fullname customername companyname displayname company contactname"),
    "given": list("firstname givenname forename fname namadepan"),
    "family": list("lastname surname familyname lname namabelakang"),
    "salutation": list("titleofcourtesy prefix honorific"),
    "preferredName": list("nickname knownas"),
    "email": list("emailaddress mail emailaddress1 surel"),
    "phone": list("phonenumber telephone tel mobile mobilephone mobilephonenumber cell telepon nohp homephone"),
    "address": list("streetaddress street address1 addressline1 mailingstreet billingstreet alamat"),
    "city": list("town cityname mailingcity billingcity kota"),
    "region": list("state province stateprovince county mailingstate billingstate provinsi"),
    "country": list("countryname nation mailingcountry billingcountry negara"),
    "postalCode": list("zip zipcode postcode postal mailingpostalcode billingpostalcode kodepos"),
    "birthDate": list("dateofbirth dob birthday birthdate born birth tanggallahir"),
    "gender": list("sex jeniskelamin"),
    "occupation": list("profession job pekerjaan"),
    "language": list("locale lang preferredlanguage"),
    "acquiredOn": list(
      "acquired acquisitiondate customersince since joined joindate joinedon registered registeredon registrationdate "
        + "signupdate signedup dtcustomer"),
    "source": list("leadsource acquisitionsource utmsource"),
    "owner": list("accountmanager salesrep accountowner"),
    "tags": list("labels label"),
    "note": list("notes comment comments remarks catatan"),
    "memberOf": list("household householdid company companyid parent parentid"),
    "referredBy": list("referrer referrerid referredbyid"),
  ]

  private static let purchases: [String: [String]] = [
    "id": list("transactionid lineid orderlineid saleid"),
    "order": list("orderid ordernumber orderno orderref invoice invoiceid invoiceno invoicenumber transaction receipt"),
    "date": list(
      "orderdate purchasedate purchasedat invoicedate transactiondate saledate solddate soldat orderedat createdat "
        + "timestamp datetime at time closedate tanggal"),
    "amount": list(
      "total totalamount totalprice linetotal netamount value revenue sales sale grossamount grandtotal dollarvalue "
        + "amountpaid paid subtotal spend jumlah"),
    "cost": list("unitcost costprice cogs"),
    "quantity": list("qty units count pieces quantityordered"),
    "product": list("item itemid sku productcode stockcode"),
    "status": list("orderstatus state"),
    "refunded": list("refund refundamount refundedamount amountrefunded"),
    "spec": list("specification variant options"),
    "channel": list("saleschannel"),
  ]

  private static let products: [String: [String]] = [
    "id": list("sku itemid stockcode productcode"),
    "name": list("productname title itemname description"),
    "brand": list("vendor manufacturer make"),
    "category": list("categoryname productcategory producttype type productline"),
    "isCompetitor": list("competitor"),
    "launched": list("launchdate launchedon releasedate released"),
    "unitCost": list("cost costprice"),
  ]
}
