import Book
import Columns

/// What the query under construction may name: the rows' table, the columns that clauses added, what lies around.
final class QueryScope {
  struct Named {
    var name: String
    var type: ValueType
  }

  /// Nil after `group by`.
  let table: Int?
  var added: [Named]
  /// Inside an aggregate: the rows around it.
  let around: QueryScope?
  /// Whether quantiles and aggregates over the rows themselves may stand here.
  let isRelation: Bool
  /// After `group by`: the names of its keys.
  var keys: [String] = []
  /// After `pivot` there are many columns, which another one would multiply.
  var isPivoted = false
  /// Whether aggregates over rows that refer to these may stand here, and whether behind a reference too.
  var hasChildren = true
  var hasFarChildren = true

  init(table: Int?, added: [Named] = [], around: QueryScope? = nil, isRelation: Bool) {
    self.table = table
    self.added = added
    self.around = around
    self.isRelation = isRelation
  }

  /// The same rows, where nothing spans them.
  var withoutSpans: QueryScope {
    let scope = QueryScope(table: table, added: added, around: around, isRelation: false)
    (scope.hasChildren, scope.hasFarChildren) = (hasChildren, hasFarChildren)
    return scope
  }

  /// The same rows inside an aggregate over them: an aggregate over their children there would be meant instead.
  var aggregated: QueryScope {
    let scope = withoutSpans
    scope.hasChildren = false
    return scope
  }

  /// The same rows for an aggregate over the children of all of them.
  var pooled: QueryScope {
    let scope = withoutSpans
    scope.hasFarChildren = false
    return scope
  }
}

/// A measure, condition or segment that the random queries may use.
struct SavedNames {
  struct Measure {
    var name: String
    var type: ValueType
    /// How it is called; empty for a plain name.
    var arguments: [String] = [""]
    var table = "customers"
  }

  static let statements = [
    "segment online = customers where any(purchases where channel = \"web\")",
    "segment longstanding = customers where acquiredOn >= 1y",
    "segment both = online where in longstanding",
    "segment pricey = products where unitCost > 200",
    "define tenure = today - acquiredOn",
    "define boughtIn(d = 90d) = count(purchases during last d)",
    "define scaled(x, by = 2) = x * by",
    "define isFrom(place) = city = place",
    "define net on purchases = amount - (refunded otherwise 0)",
    "define item.label on purchases = product.name & \" \" & (product.brand otherwise \"?\")",
  ]

  static let segments = [
    "online": "customers", "longstanding": "customers", "both": "customers", "pricey": "products",
    "prospects": "customers", "persons": "customers", "reachable": "customers", "dormant": "customers",
  ]

  static let measures: [Measure] = [
    Measure(name: "tenure", type: .duration),
    Measure(name: "boughtIn", type: .whole, arguments: ["", "(30d)", "(1y)"]),
    Measure(name: "scaled", type: .whole, arguments: ["(4)", "(3, 5)"]),
    Measure(name: "isFrom", type: .truth, arguments: ["(\"depok\")", "(note)"]),
    Measure(name: "net", type: .money, table: "purchases"),
    Measure(name: "item.label", type: .text, table: "purchases"),
    Measure(name: "orders", type: .whole), Measure(name: "spent", type: .money),
    Measure(name: "lastPurchase", type: .date), Measure(name: "firstPurchase", type: .date),
    Measure(name: "averageOrder", type: .inexactMoney), Measure(name: "gap", type: .duration),
    Measure(name: "margin", type: .money), Measure(name: "profit", type: .money),
    Measure(name: "canContact", type: .truth, arguments: ["(\"email\", \"marketing\")"]),
  ]
}
