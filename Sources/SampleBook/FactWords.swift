/// A kind of fact, what it can be about, and how often it is noted.
struct FactKind: Sendable {
  let name: String
  let weight: Int
  let subjects: Phrases
  let values: Phrases
  /// From the least to the greatest score; nil for kinds without one.
  let scores: ClosedRange<Int>?

  init(_ name: String, _ weight: Int, _ subjects: [String], _ values: [String], scores: ClosedRange<Int>? = nil) {
    self.name = name
    self.weight = weight
    self.subjects = Phrases(cells: subjects)
    self.values = Phrases(cells: values)
    self.scores = scores
  }
}

/// What is known of customers' minds.
enum FactWords {
  static let kinds: [FactKind] = [
    FactKind("need", 6, goods, ["urgent", "each month", "for the office", "for Lebaran", ""], scores: 1...5),
    FactKind(
      "like", 7, goods + ["Arutala", "Kopi Senja", "Kawung", "Cetakin", "packing", "service"], ["", "often says so"],
      scores: 1...5),
    FactKind(
      "dislike", 4, ["Cetakin", "courier", "packing", "prices", "queue", "Lontar", "returns"], ["", "said so twice"],
      scores: 1...5),
    FactKind(
      "ambition", 2, ["own café", "study abroad", "hajj", "bigger house", "marathon", "own brand"],
      ["in 2 years", "some day", ""]),
    FactKind(
      "want", 5,
      ["espresso machine", "sewing machine", "baby clothes", "garden tools", "3D printer", "gluten-free snacks"],
      ["if you sold it", "asked in the store"], scores: 1...5),
    FactKind("competitorBrand", 6, competitors, ["weekly", "monthly", "now and then"], scores: 5...80),
    FactKind(
      "barrier", 4, ["price", "distance", "delivery time", "stock", "habit", "trust in online payment"],
      ["", "would switch otherwise"], scores: 1...5),
    FactKind(
      "incentive", 4, ["free delivery", "instalments", "discount", "try before buying", "loyalty points"],
      ["", "said so in survey"], scores: 1...5),
    FactKind(
      "expectation", 3, ["delivery in a day", "answer within an hour", "sturdy", "polite staff", "fair price"], [""],
      scores: 1...5),
    FactKind(
      "perception", 3, ["modern", "cheap", "friendly", "far away", "reliable", "old-fashioned"],
      ["agrees", "disagrees"], scores: 1...5),
    FactKind(
      "qualityStandard", 2, ["ISO 9001", "halal", "fair trade", "SNI", "organic"], ["required", "nice to have"]),
    FactKind(
      "commitment", 2, ["contract", "loyalty programme", "family tradition", "subscription"], ["", "until 2027"],
      scores: 1...5),
    FactKind(
      "switchingCost", 2, ["training", "spare parts", "points", "shelf contract"], ["low", "medium", "high"],
      scores: 1...5),
  ]
  static let sources = Phrases(cells: ["conversation", "survey", "social media", "sales visit", "guess"])
  static let names = Phrases(cells: kinds.map(\.name))
  /// Each kind as often as its weight.
  static let draw: [UInt8] = kinds.enumerated().flatMap {
    [UInt8](repeating: UInt8($0.offset), count: $0.element.weight)
  }

  private static let goods = Assortment.categories.map(\.name)
  private static let competitors = Assortment.categories.flatMap { $0.competitors.prefix(4) }
}
