import Diagnostics
import Testing

struct SuggestionsTests {
  static let names = [
    "id", "name", "city", "country", "email", "lastPurchase", "firstPurchase", "spent", "orders", "birthDate", "Größe",
  ]

  @Test(arguments: [
    ("lastPurchas", "lastPurchase"), ("lastpurchase", "lastPurchase"), ("last_purchase", "lastPurchase"),
    ("last purchase", "lastPurchase"), ("frstPurchse", "firstPurchase"), ("nmae", "name"), ("cty", "city"),
    ("ctiy", "city"), ("emial", "email"), ("spend", "spent"), ("ordrs", "orders"), ("contry", "country"),
    ("birth", "birthDate"), ("GRÖSSE", "Größe"), ("grosse", "Größe"), ("ID", "id"),
  ])
  func `the name that was meant is found`(word: String, meant: String) {
    #expect(Suggestions.nearest(word, among: Self.names) == meant)
  }

  @Test(arguments: ["", "ip", "x", "zzz", "telephone", "Purchase of last", String(repeating: "a", count: 500)])
  func `nothing is suggested where nothing is near`(word: String) {
    #expect(Suggestions.nearest(word, among: Self.names) == nil)
  }

  @Test func `of equally near names the one with the same first letter wins, then the first`() {
    #expect(Suggestions.nearest("date", among: ["rate", "dates", "dote"]) == "dote")
    #expect(Suggestions.nearest("state", among: ["plate", "stare", "stats"]) == "stare")
    #expect(Suggestions.nearest("ord", among: ["orders", "ordinal"]) == nil)
    #expect(Suggestions.nearest("a", among: [String]()) == nil)
  }
}
