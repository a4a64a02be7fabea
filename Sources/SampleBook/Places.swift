/// A city in which customers live.
struct Place: Sendable {
  /// Draws within its country.
  let weight: Int
  /// The smallest postal code, and how many follow it.
  let postalBase: Int
  let postalSpread: Int
  let postalDigits: Int
}

/// Where customers live: cities with their regions and postal codes, countries with their telephone codes.
enum Places {
  /// Cities in the order of `places`; cells.
  static let cities = Phrases(cells: entries.map(\.city))
  static let regions = Phrases(cells: entries.map(\.region))
  static let places: [Place] = entries.map {
    Place(weight: $0.weight, postalBase: $0.postal, postalSpread: $0.spread, postalDigits: $0.digits)
  }
  static let countryOf: [Int] = entries.map(\.country)
  static let countries = Phrases(cells: [
    "Indonesia", "Australia", "Germany", "Poland", "Japan", "China", "United Arab Emirates", "Thailand",
    "United States",
  ])
  static let dialling = [62, 61, 49, 48, 81, 86, 971, 66, 1]
  static let languages = Phrases(cells: ["id", "jv", "su", "en", "de", "pl", "ja", "zh", "ar", "th"])

  /// Depok, where Budi lives.
  static let depok = 1

  /// Streets of Indonesia, then of elsewhere.
  static let streets = Phrases(parts: [
    "Jl. Melati", "Jl. Mawar", "Jl. Kenanga", "Jl. Anggrek", "Jl. Cempaka", "Jl. Jenderal Sudirman", "Jl. Diponegoro",
    "Jl. Gajah Mada", "Jl. Imam Bonjol", "Jl. Ahmad Yani", "Jl. Merdeka", "Jl. Pahlawan", "Jl. Veteran",
    "Jl. Raya Bogor", "Jl. Margonda Raya", "Jl. Pemuda", "Gang Haji Mugeni", "Perum Griya Asri Blok C",
  ])
  static let streetsAbroad = Phrases(parts: [
    "Elizabeth Street", "Goethestraße", "ul. Długa", "Sakura-dōri", "Nanjing Lu", "Al Wasl Road", "Sukhumvit Soi",
    "Washington Street",
  ])

  /// The cities of each country, each as often as its weight, so that one draw picks one.
  static let draw: [[UInt8]] = dialling.indices.map { country in
    places.indices.flatMap { index in
      countryOf[index] == country ? [UInt8](repeating: UInt8(index), count: places[index].weight) : []
    }
  }

  private struct Entry {
    let city: String
    let region: String
    let country: Int
    let weight: Int
    let postal: Int
    let spread: Int
    let digits: Int

    init(
      _ city: String, _ region: String, _ country: Int, _ weight: Int, _ postal: Int, _ spread: Int, _ digits: Int = 5
    ) {
      self.city = city
      self.region = region
      self.country = country
      self.weight = weight
      self.postal = postal
      self.spread = spread
      self.digits = digits
    }
  }

  private static let entries: [Entry] = [
    Entry("Jakarta", "DKI Jakarta", 0, 40, 10110, 4800), Entry("Depok", "Jawa Barat", 0, 14, 16411, 100),
    Entry("Bandung", "Jawa Barat", 0, 18, 40111, 280), Entry("Surabaya", "Jawa Timur", 0, 20, 60111, 180),
    Entry("Medan", "Sumatera Utara", 0, 13, 20111, 240), Entry("Makassar", "Sulawesi Selatan", 0, 9, 90111, 130),
    Entry("Denpasar", "Bali", 0, 9, 80111, 120), Entry("Bogor", "Jawa Barat", 0, 10, 16111, 50),
    Entry("Bekasi", "Jawa Barat", 0, 12, 17111, 150), Entry("Tangerang", "Banten", 0, 11, 15111, 160),
    Entry("Semarang", "Jawa Tengah", 0, 9, 50111, 160), Entry("Yogyakarta", "DI Yogyakarta", 0, 9, 55111, 110),
    Entry("Surakarta", "Jawa Tengah", 0, 5, 57111, 40), Entry("Malang", "Jawa Timur", 0, 6, 65111, 40),
    Entry("Palembang", "Sumatera Selatan", 0, 6, 30111, 150), Entry("Padang", "Sumatera Barat", 0, 5, 25111, 60),
    Entry("Pekanbaru", "Riau", 0, 4, 28111, 180), Entry("Banda Aceh", "Aceh", 0, 3, 23111, 130),
    Entry("Balikpapan", "Kalimantan Timur", 0, 4, 76111, 20),
    Entry("Banjarmasin", "Kalimantan Selatan", 0, 3, 70111, 130),
    Entry("Manado", "Sulawesi Utara", 0, 3, 95111, 140), Entry("Mataram", "Nusa Tenggara Barat", 0, 2, 83111, 120),
    Entry("Kupang", "Nusa Tenggara Timur", 0, 2, 85111, 120), Entry("Ambon", "Maluku", 0, 2, 97111, 120),
    Entry("Jayapura", "Papua", 0, 2, 99111, 120), Entry("Ubud", "Bali", 0, 3, 80571, 1),
    Entry("Perth", "Western Australia", 1, 5, 6000, 110, 4), Entry("Darwin", "Northern Territory", 1, 2, 800, 30, 4),
    Entry("Dresden", "Sachsen", 2, 3, 1067, 250), Entry("Köln", "Nordrhein-Westfalen", 2, 4, 50667, 500),
    Entry("Łódź", "Łódzkie", 3, 2, 90001, 900), Entry("Kraków", "Małopolskie", 3, 2, 30001, 900),
    Entry("東京", "東京都", 4, 3, 1_000_001, 80_000, 7), Entry("Sapporo", "Hokkaido", 4, 1, 600_001, 900, 7),
    Entry("上海", "上海市", 5, 3, 200_001, 900, 6), Entry("Xi'an", "Shaanxi", 5, 1, 710_001, 90, 6),
    Entry("دبي", "Dubai", 6, 2, 0, 1, 0), Entry("กรุงเทพฯ", "Bangkok", 7, 2, 10110, 800),
    Entry("Boston, MA", "Massachusetts", 8, 2, 2108, 27),
  ]
}
