/// One product, by numbers.
struct Product: Sendable {
  let category: Int
  /// Index in `Catalogue.brands`.
  let brand: Int
  let isCompetitor: Bool
  /// Hundredths of the book's currency.
  let price: Int
  /// What one costs the shop, in hundredths; nil where nobody ever wrote it down.
  let unitCost: Int?
  /// Days before the shop's last day, or nil where the launch is not known.
  let launchedDaysAgo: Int?
}

/// The products of the shop and of its competitors: the same in every shop, whatever its seed.
struct Catalogue: Sendable {
  let products: [Product]
  let names: Phrases
  let brands: Phrases
  let categories: Phrases
  let specs: [Phrases]
  /// For each category, 256 equally likely draws of a product.
  private let productDraw: [[UInt16]]
  /// Equally likely draws of a category.
  private let categoryDraw: [UInt8]

  static let standard = Catalogue()

  private init() {
    var random = SeededRandom(seed: 0, purpose: .layout, subject: -1)
    var products: [Product] = []
    var names: [String] = []
    var brands: [String] = []
    var draws: [[UInt16]] = []
    for (category, goods) in Assortment.categories.enumerated() {
      let first = products.count
      for (place, brand) in (goods.brands + goods.competitors).enumerated() {
        let isCompetitor = place >= goods.brands.count
        let brandIndex = brands.firstIndex(of: brand) ?? brands.count
        if brandIndex == brands.count { brands.append(brand) }
        let models = isCompetitor ? [goods.models[place % goods.models.count]] : goods.models
        for model in models {
          products.append(
            Self.product(category, goods, brand: brandIndex, isCompetitor: isCompetitor, random: &random))
          names.append("\(brand) \(model)")
        }
      }
      draws.append(Self.draws(of: products, from: first))
    }
    self.products = products
    self.names = Phrases(cells: names)
    self.brands = Phrases(cells: brands)
    categories = Phrases(cells: Assortment.categories.map(\.name))
    specs = Assortment.categories.map { Phrases(cells: $0.specs) }
    productDraw = draws
    categoryDraw = Assortment.categories.enumerated().flatMap { index, goods in
      [UInt8](repeating: UInt8(index), count: goods.popularity)
    }
  }

  private static func product(
    _ category: Int, _ goods: Category, brand: Int, isCompetitor: Bool, random: inout SeededRandom
  ) -> Product {
    // Cheap goods outnumber dear ones: the square of a uniform draw.
    let u = random.unit()
    let span = Double(goods.prices.upperBound - goods.prices.lowerBound)
    let raw = goods.prices.lowerBound + Int(u * u * span)
    let price = raw / 100 * 100 + [90, 50, 99, 0][random.below(4)]
    let cost = price * (goods.costPercent + random.within(-6...6)) / 100
    let isKnown = random.chance(0.94) && !isCompetitor
    let age = random.chance(0.15) ? random.within(20...900) : random.within(1_100...3_600)
    return Product(
      category: category, brand: brand, isCompetitor: isCompetitor, price: max(price, 99),
      unitCost: isKnown ? cost : nil, launchedDaysAgo: random.chance(0.9) ? age : nil)
  }

  /// 256 draws in which the k-th own product has a weight of 1/k^0.6 or so, and competitors' goods share one line in nine.
  private static func draws(of products: [Product], from first: Int) -> [UInt16] {
    let own = (first..<products.count).filter { !products[$0].isCompetitor }
    let foreign = (first..<products.count).filter { products[$0].isCompetitor }
    let weights = own.indices.map { 1 / (Double($0) + 1.5).squareRoot() }
    let total = weights.reduce(0, +)
    var draw: [UInt16] = []
    var reached = 0.0
    for (index, weight) in zip(own, weights) {
      reached += weight
      while Double(draw.count) < 228 * reached / total - 0.5 { draw.append(UInt16(index)) }
    }
    while draw.count < 256, !foreign.isEmpty { draw.append(UInt16(foreign[draw.count % foreign.count])) }
    return draw
  }

  /// A product of this category.
  func product(of category: Int, _ random: inout SeededRandom) -> Int {
    let draw = productDraw[category]
    return Int(draw[random.below(draw.count)])
  }

  /// A category, popular ones more often.
  func category(_ random: inout SeededRandom) -> Int {
    Int(categoryDraw[random.below(categoryDraw.count)])
  }
}
