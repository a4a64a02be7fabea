/// A believable shop of any size, made from a seed: people, households and companies, what they bought, and what was said.
///
/// The same customers and seed give the same bytes on every machine: all arithmetic is exact or of IEEE basic operations, logarithm and
/// exponential included. What a customer is and does never depends on how many customers follow.
public struct SampleShop: Sendable {
  /// 30 June 2026.
  public static let defaultLastDay: Int32 = 20_634

  /// Rows of `customers`: persons, households and companies together.
  public let customers: Int
  public let seed: UInt64
  /// The last day of the data, in days since 1970-01-01: the day to take for today.
  public let lastDay: Int32
  /// Order lines for each row of `customers`, on average.
  public let purchasesPerCustomer: Double

  /// A shop of so many customers. The book covers the three years that end with `lastDay`.
  ///
  /// Numbers out of range are taken for the nearest in range: 0 to 100 million customers, 0 to 200 lines each, days from 1970 to 2099.
  public init(
    customers: Int, seed: UInt64, lastDay: Int32 = SampleShop.defaultLastDay, purchasesPerCustomer: Double = 10
  ) {
    self.customers = min(max(customers, 0), 100_000_000)
    self.seed = seed
    self.lastDay = min(max(lastDay, 0), 47_481)
    self.purchasesPerCustomer = purchasesPerCustomer.isFinite ? min(max(purchasesPerCustomer, 0), 200) : 10
  }

  /// The tables in the order in which they are written; the file of each is its name and `.csv`.
  public static let tableNames: [String] = tables.map { $0.name }

  /// The columns of a table, or nil where the shop has no such table.
  public static func columns(of table: String) -> [String]? {
    tables.first { $0.name == table }?.header.split(separator: ",").map(String.init)
  }

  /// What is wrong in the files on purpose.
  public var knownDirt: KnownDirt { KnownDirt(customers: customers, seed: seed) }

  /// Writes every table as CSV. `sink` receives the file's name and its bytes, piece by piece in the order of the file; the pieces of one
  /// file are not mixed with those of another. `sink` is called on the caller's thread, while other threads make what follows.
  ///
  /// Complexity: time O(customers + purchases); memory about 1,200 bytes a customer at ten lines each.
  public func write(to sink: (_ file: String, _ bytes: ArraySlice<UInt8>) throws -> Void) rethrows {
    try writeSheets { file, sheet in try sink(file, sheet.written) }
  }

  /// Writes every table sheet by sheet, in the order of the files.
  func writeSheets(to sink: Press.Sink) rethrows {
    var press = Press()
    try press.write(Self.tables, of: Shopfloor(self), to: sink)
  }

  private static let tables: [any SampleTable.Type] = [
    CustomersTable.self, PurchasesTable.self, ProductsTable.self, InteractionsTable.self, CasesTable.self,
    FactsTable.self,
    AnswersTable.self, ConsentsTable.self, CampaignsTable.self, ResponsesTable.self, OffersTable.self,
    OffersMadeTable.self, CostsTable.self, ActivitiesTable.self, LoyaltyTable.self, StagesTable.self,
    PaymentsTable.self,
    RatesTable.self,
  ]
}
