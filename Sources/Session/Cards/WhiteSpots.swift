import Book
import Columns
import Output

/// The categories that a customer never bought in, and how many of their like did.
///
/// Alike are the customers of the same kind who bought in at least one category that this one bought in too. A household
/// or company is alike to everybody who did, since its members buy.
struct WhiteSpots {
  let book: Book
  let customers: Int
  private let owners: Buffer<Int32>
  private let products: Buffer<Int32>
  private let categories: Column
  private let pool: TextPool
  private let codes: Buffer<Int32>?

  /// The fewest alike from whom anything is concluded, and the smallest share that is told.
  private static let fewest = 10
  private static let leastShare = 0.1
  private static let most = 4

  /// Nil where the book has no purchases of products with categories.
  init?(book: Book, customers: Int) {
    guard let purchases = book.table(named: "purchases"), let products = book.table(named: "products"),
      let owner = book.tables[purchases].parentColumn,
      book.tables[purchases].columns[owner].type == .reference(table: customers),
      let product = book.tables[purchases].column(named: "product"),
      book.tables[purchases].columns[product].type == .reference(table: products),
      let category = book.tables[products].column(named: "category"),
      case .int32(let owners) = book.tables[purchases].columns[owner].column.storage,
      case .int32(let bought) = book.tables[purchases].columns[product].column.storage,
      case .text(let pool, let codes) = book.tables[products].columns[category].column.storage
    else { return nil }
    self.book = book
    self.customers = customers
    self.owners = owners
    self.products = bought
    self.pool = pool
    self.codes = codes
    categories = book.tables[products].columns[category].column
  }

  func section(of row: Int32, _ circle: [Int32]) -> CardSection? {
    let words = (pool.count + 63) / 64
    let total = book.tables[customers].rowCount
    let bought = boughtCategories(words, total)
    var own = [UInt64](repeating: 0, count: words)
    for member in circle { for word in 0..<words { own[word] |= bought[Int(member) * words + word] } }
    guard own.contains(where: { $0 != 0 }) else { return nil }
    let kind = circle.count == 1 ? kindColumn : nil
    var counts = [Int](repeating: 0, count: pool.count)
    var alike = 0
    let members = Set(circle)
    for other in 0..<total {
      let isAlike = (0..<words).contains { bought[other * words + $0] & own[$0] != 0 }
      guard isAlike, !members.contains(Int32(other)), kind.map({ $0.value(other) == $0.value(Int(row)) }) ?? true
      else { continue }
      alike += 1
      for category in 0..<pool.count where has(bought, other * words, category) { counts[category] += 1 }
    }
    guard alike >= WhiteSpots.fewest else { return nil }
    return section(counts, alike, without: own)
  }

  private func section(_ counts: [Int], _ alike: Int, without own: [UInt64]) -> CardSection {
    let open = counts.indices.filter { category in
      !has(own, 0, category) && Double(counts[category]) >= WhiteSpots.leastShare * Double(alike)
    }
    let best = open.sorted { (counts[$1], pool.string($0)) < (counts[$0], pool.string($1)) }.prefix(WhiteSpots.most)
    let items = best.map { category in
      CardSection.Item(pool.string(category), NumberText.percent(Double(counts[category]) / Double(alike)))
    }
    return CardSection(
      "white spots", .flow, items,
      remark: "of \(Wording.number(alike)) alike: same kind, and a category in common")
  }

  private var kindColumn: Column? {
    book.tables[customers].column(named: "kind").map { book.tables[customers].columns[$0].column }
  }

  private func has(_ bits: [UInt64], _ start: Int, _ category: Int) -> Bool {
    bits[start + category / 64] & (1 << UInt64(category % 64)) != 0
  }

  /// For each customer the categories they bought in, as bits. Complexity: O(purchases).
  private func boughtCategories(_ words: Int, _ total: Int) -> [UInt64] {
    var bits = [UInt64](repeating: 0, count: words * total)
    for purchase in 0..<owners.count {
      let (owner, product) = (Int(owners[purchase]), Int(products[purchase]))
      guard owner >= 0, owner < total, product >= 0, categories.known?[product] ?? true else { continue }
      let category = codes.map { Int($0[product]) } ?? product
      bits[owner * words + category / 64] |= 1 << UInt64(category % 64)
    }
    return bits
  }
}
