/// One category of goods: who makes them, what they are called, what they cost.
struct Category: Sendable {
  let name: String
  /// How often it is bought, against the others.
  let popularity: Int
  let isHighInvolvement: Bool
  /// The least and the greatest price, in hundredths.
  let prices: ClosedRange<Int>
  /// What share of the price the shop pays, in percent.
  let costPercent: Int
  /// What share of the lines come back, in percent.
  let returnPercent: Int
  /// The shop's own brands.
  let brands: [String]
  /// Brands of competitors, some of which the shop carries too.
  let competitors: [String]
  let models: [String]
  /// What the customer picks, as `purchases.spec` has it; none for goods that come in one form.
  let specs: [String]
}

/// Buying one thing leads to another: after `first`, `then` follows within `days` with this probability.
struct Affinity: Sendable {
  let first: Int
  let then: Int
  let probability: Double
  let days: ClosedRange<Int>
}

/// What the shop sells.
enum Assortment {
  static let printer = 0
  static let ink = 1
  static let paper = 2
  static let coffee = 3

  static let affinities = [
    Affinity(first: 0, then: 1, probability: 0.62, days: 4...28),
    Affinity(first: 0, then: 2, probability: 0.30, days: 1...20),
    Affinity(first: 1, then: 1, probability: 0.18, days: 35...80),
    Affinity(first: 3, then: 5, probability: 0.12, days: 2...14),
    Affinity(first: 8, then: 7, probability: 0.15, days: 7...40),
    Affinity(first: 11, then: 8, probability: 0.25, days: 3...30),
  ]

  /// What share of the lines of each category come back, in percent.
  static let returnPercents = categories.map(\.returnPercent)

  private static let sizes = ["S", "M", "L", "XL"]
  private static let shoeSizes = ["38", "39", "40", "41", "42", "43"]

  private static func specs(_ colours: [String], _ sizes: [String]) -> [String] {
    colours.flatMap { colour in sizes.map { "colour=\(colour) size=\($0)" } }
  }

  static let categories: [Category] = [
    Category(
      name: "printer", popularity: 3, isHighInvolvement: true, prices: 4_900...19_900, costPercent: 74,
      returnPercent: 5,
      brands: ["Cetakin", "Lontar", "Prasasti", "Warnajet"],
      competitors: [
        "Printova", "Inkforge", "Laserina", "Laserkita", "Duplexo", "Tintamax", "Quillon", "Paperjet", "Orbita",
      ],
      models: ["Mini", "Home", "Office", "Studio"], specs: []),
    Category(
      name: "ink", popularity: 9, isHighInvolvement: false, prices: 590...2_490, costPercent: 48, returnPercent: 2,
      brands: ["Cetakin", "Lontar", "Tintaku", "Warnajet"],
      competitors: [
        "Printova", "Inkforge", "Blackwell", "Refillo", "Tintamax", "Dropcolor", "Quillon", "Pigmenta", "Nerotint",
      ],
      models: ["Black", "Cyan", "Magenta", "Yellow"], specs: []),
    Category(
      name: "paper", popularity: 8, isHighInvolvement: false, prices: 320...1_290, costPercent: 62, returnPercent: 1,
      brands: ["Lontar", "Kertasari", "Daun Jati", "Putih"],
      competitors: ["Foliant", "Snowleaf", "Papira", "Reamco", "Pulpex", "Blanko", "Whitefold", "Papyr", "Lembar"],
      models: ["A4 70 g", "A4 80 g", "F4 70 g", "Foto 10 × 15"], specs: []),
    Category(
      name: "coffee", popularity: 16, isHighInvolvement: false, prices: 390...1_890, costPercent: 52, returnPercent: 1,
      brands: ["Kopi Senja", "Gayo Kita", "Toraja Pagi", "Arutala"],
      competitors: [
        "Beanova", "Robustar", "Javakarta", "Mokka 9", "Kintamani Co", "Luwaku", "Espresa", "Tubruk", "Crema",
      ],
      models: ["Bubuk 250 g", "Biji 500 g", "Drip 10", "Susu Gula Aren"], specs: []),
    Category(
      name: "tea", popularity: 9, isHighInvolvement: false, prices: 250...1_190, costPercent: 47, returnPercent: 1,
      brands: ["Teh Rembulan", "Daun Pagi", "Poci Mas", "Arutala"],
      competitors: [
        "Leafora", "Camellia 8", "Pucukku", "Wangi", "Oolongo", "Tealine", "Sencha Sun", "Puncak", "Melur",
      ],
      models: ["Melati 25", "Hijau 25", "Hitam 50", "Rosela 20"], specs: []),
    Category(
      name: "snacks", popularity: 12, isHighInvolvement: false, prices: 150...890, costPercent: 58, returnPercent: 1,
      brands: ["Kriuk", "Bu Tini", "Renyah", "Nusa Rasa"],
      competitors: [
        "Crispino", "Chipster", "Pedasku", "Balado 7", "Opakari", "Snackora", "Gurih", "Krezz", "Emping Emas",
      ],
      models: ["Keripik Singkong", "Rempeyek", "Sambal \"Geledek\"", "Kacang Bali"], specs: []),
    Category(
      name: "skincare", popularity: 12, isHighInvolvement: true, prices: 690...4_590, costPercent: 36, returnPercent: 4,
      brands: ["Ayune", "Lulur Sari", "Kirana", "Purnama"],
      competitors: [
        "Dermala", "Glowra", "Bengkoang+", "Cantika", "Serumi", "Hydrava", "Mutiara", "Niasin", "Belle Île",
      ],
      models: ["Serum", "Tabir Surya", "Pelembap", "Lulur"], specs: []),
    Category(
      name: "shoes", popularity: 7, isHighInvolvement: true, prices: 1_890...8_900, costPercent: 55, returnPercent: 11,
      brands: ["Langkah", "Tapak Nusa", "Jelajah", "Sagara"],
      competitors: [
        "Stridex", "Solaro", "Pacerun", "Walkman's", "Kicka", "Trekkon", "Boltfoot", "Sandalia", "Cibaduyut Jaya",
      ],
      models: ["Harian", "Lari", "Kulit", "Sandal"], specs: specs(["black", "white", "brown"], shoeSizes)),
    Category(
      name: "batik", popularity: 9, isHighInvolvement: true, prices: 1_490...9_900, costPercent: 45, returnPercent: 9,
      brands: ["Kawung", "Mega Mendung", "Sekar Jagad", "Parang Rusak"],
      competitors: [
        "Batikara", "Canting Emas", "Tulisku", "Printik", "Laweyan Co", "Trusmina", "Lasemia", "Sogan", "Keris Biru",
      ],
      models: ["Kemeja", "Blus", "Sarung", "Gaun"], specs: specs(["indigo", "sogan", "red", "green"], sizes)),
    Category(
      name: "headphones", popularity: 5, isHighInvolvement: true, prices: 990...11_900, costPercent: 66,
      returnPercent: 6,
      brands: ["Gema", "Suling", "Nada", "Gong"],
      competitors: ["Sonarix", "Beatora", "Earlab", "Bassline", "Hushh", "Podium", "Waveon", "Tunebird", "Klang"],
      models: ["In-Ear", "On-Ear", "Studio", "Sport"], specs: ["colour=black", "colour=white", "colour=red"]),
    Category(
      name: "kitchenware", popularity: 7, isHighInvolvement: false, prices: 490...5_900, costPercent: 57,
      returnPercent: 3,
      brands: ["Dapurku", "Tungku", "Cobek", "Periuk"],
      competitors: ["Panora", "Stainlo", "Kitcheno", "Wokker", "Ladlex", "Kastrol", "Ceramo", "Spatulo", "Rantang 4"],
      models: ["Wajan 28 cm", "Panci 20 cm", "Pisau Set", "Rantang"], specs: []),
    Category(
      name: "bicycles", popularity: 1, isHighInvolvement: true, prices: 18_900...89_000, costPercent: 70,
      returnPercent: 3,
      brands: ["Sepeda Angin", "Rimba", "Kayuh", "Onthel"],
      competitors: [
        "Cyclora", "Velocita", "Pedalin", "Federalis", "Ridgeon", "Gowesco", "Spinna", "Foldy", "Alpinist",
      ],
      models: ["Lipat", "Gunung", "Kota", "Anak"], specs: ["colour=blue", "colour=green", "colour=silver"]),
  ]
}
