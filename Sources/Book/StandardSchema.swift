import Columns

/// The tables that every book may have, with the columns that they are known by. All are optional but `customers`.
///
/// Ways back from a row to the rows that refer to it: a table `of` a parent is called by its own name after the parent
/// (`customers.purchases`); `customers.memberOf` comes back as `members`, `customers.referredBy` as `referrals`. Any other
/// reference of table X comes back as X where X refers to that target by one column only and no column of the target has
/// that name, otherwise as X, `By` and the column's name (`purchasesByOffer`).
public enum StandardSchema {
  public static let tables: [TableDeclaration] = [
    customers, purchases, products, interactions, cases, facts, answers, consents, campaigns, responses, offers,
    offersMade, costs, activities, loyalty, stages, payments, rates,
  ]

  /// The table that every book must have.
  public static let root = "customers"

  /// The column of the root that says since when a customer is known.
  public static let acquired = "acquiredOn"

  /// Whether a column tells who somebody is: what they are called, where and how they can be reached, when they were born,
  /// and what was noted freely. Of columns of the user's own, the name has to say so.
  public static func isPersonal(_ column: String, of table: String) -> Bool {
    if let own = personal[table]?.contains(column), own { return true }
    guard self.table(table)?.columns.contains(where: { $0.name == column }) != true else { return false }
    let name = column.lowercased()
    return ["email", "e-mail", "phone", "mobile", "whatsapp", "address", "street", "birth", "surname", "passport"]
      .contains(where: name.contains)
  }

  private static let personal: [String: Set<String>] = [
    "customers": [
      "name", "given", "family", "preferredName", "email", "phone", "address", "postalCode", "birthDate", "note",
    ],
    "interactions": ["participants", "note"],
    "cases": ["note"],
  ]

  /// Names of ways back that differ from the table's, by table and reference column.
  public static let waysBack: [String: [String: String]] = [
    "customers": ["memberOf": "members", "referredBy": "referrals"]
  ]

  /// The standard table of this name, exactly.
  public static func table(_ name: String) -> TableDeclaration? { tables.first { $0.name == name } }

  private typealias Column = TableDeclaration.Column

  private static func key() -> Column { Column("id", .text, isKey: true) }

  private static func texts(_ names: String...) -> [Column] { names.map { Column($0, .text) } }

  private static func reference(_ name: String, to target: String) -> Column { Column(name, target: target) }

  private static func table(_ name: String, of parent: String? = nil, _ columns: [Column]...) -> TableDeclaration {
    TableDeclaration(name, of: parent, columns: columns.flatMap { $0 })
  }

  private static let customers = table(
    "customers", [key()],
    texts("kind"), [reference("memberOf", to: "customers")],
    texts(
      "memberRole", "name", "given", "family", "salutation", "preferredName", "email", "phone", "address", "city",
      "region", "country", "postalCode"),
    [Column("birthDate", .date)], texts("gender", "occupation", "socialClass", "language"),
    [Column("roles", .textSet)], texts("stage"), [Column(acquired, .date)], texts("source"),
    [reference("campaign", to: "campaigns"), reference("referredBy", to: "customers")],
    texts("switchedFrom", "lostTo", "owner", "serviceTier", "preferredChannel", "preferredTime"),
    [Column("prospectValue", .money), Column("prospectProbability", .percent), Column("tags", .textSet)],
    texts("note"))

  private static let purchases = table(
    "purchases", of: "customers", [key()], texts("order"),
    [
      Column("date", .date, isEvent: true), Column("amount", .money), Column("cost", .money),
      Column("quantity", .whole), reference("product", to: "products"),
    ],
    texts("channel"), [reference("campaign", to: "campaigns"), reference("offer", to: "offers")],
    texts("status"), [Column("refunded", .money)], texts("spec"))

  private static let products = table(
    "products", [key()], texts("name", "brand", "category"),
    [Column("isCompetitor", .truth)], texts("involvement"), [Column("launched", .date), Column("unitCost", .money)])

  private static let interactions = table(
    "interactions", of: "customers", [key(), Column("at", .time, isEvent: true)],
    texts("channel", "direction", "touchpoint", "kind", "thread"), [Column("participants", .textSet)], texts("staff"),
    [reference("campaign", to: "campaigns"), Column("cost", .money)], texts("outcome", "note"))

  private static let cases = table(
    "cases", of: "customers", [key()], texts("kind"),
    [
      reference("purchase", to: "purchases"), Column("opened", .time, isEvent: true), Column("firstResponse", .time),
      Column("resolved", .time), Column("severity", .whole),
    ],
    texts("status"), [Column("cost", .money), Column("satisfaction", .number)], texts("note"))

  private static let facts = table(
    "facts", of: "customers", texts("kind", "subject", "value"),
    [Column("score", .number), Column("at", .time, isEvent: true)], texts("source"))

  private static let answers = table(
    "answers", of: "customers", texts("survey", "question", "value"),
    [Column("score", .number), Column("at", .time, isEvent: true)])

  private static let consents = table(
    "consents", of: "customers", texts("channel", "purpose"),
    [Column("granted", .truth), Column("at", .time, isEvent: true)], texts("source"))

  private static let campaigns = table(
    "campaigns", [key()], texts("name", "objective", "medium"), [Column("style", .textSet)],
    texts("callToAction", "place", "mode"),
    [Column("start", .date), Column("end", .date), Column("budget", .money)])

  private static let responses = table(
    "responses", of: "customers", [reference("campaign", to: "campaigns")], texts("event"),
    [Column("at", .time, isEvent: true)])

  private static let offers = table(
    "offers", [key()], texts("kind"), [Column("value", .money), Column("start", .date), Column("end", .date)])

  private static let offersMade = table(
    "offersMade", of: "customers", [reference("offer", to: "offers")], texts("channel", "message", "status"),
    [Column("at", .time, isEvent: true), Column("redeemedAt", .time)])

  private static let costs = table(
    "costs", of: "customers", texts("kind", "activity"),
    [
      Column("quantity", .number), Column("amount", .money), reference("campaign", to: "campaigns"),
      Column("at", .time, isEvent: true),
    ])

  private static let activities = table("activities", texts("activity"), [Column("rate", .money)])

  private static let loyalty = table(
    "loyalty", of: "customers", texts("program"), [Column("points", .whole)], texts("tier"),
    [Column("at", .time, isEvent: true)])

  private static let stages = table(
    "stages", of: "customers", texts("from", "to"), [Column("at", .time, isEvent: true)])

  private static let payments = table(
    "payments", of: "customers", [reference("purchase", to: "purchases"), Column("at", .time, isEvent: true)],
    texts("method"), [Column("amount", .money)], texts("status"))

  private static let rates = table(
    "rates", texts("currency"), [Column("date", .date, isEvent: true), Column("rate", .number)])
}
