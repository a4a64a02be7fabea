/// What is wrong, on purpose, in the files of a shop of this size: what a loader has to find, no more and no less.
///
/// Each fault sits at a fixed place in every run of 2,000 customers, so a shop of 2,000 has each once, one of 20,000 ten times.
public struct KnownDirt: Sendable, Equatable {
  /// Rows of `purchases` dated 30 February.
  public let impossibleDates: Int
  /// Rows of `purchases` whose amount has the letter O for a nought.
  public let lettersInAmounts: Int
  /// Rows of `cases` opened in a thirteenth month.
  public let impossibleCases: Int
  /// Rows of `payments` whose amount has the letter l for a one.
  public let lettersInPayments: Int
  /// Rows of `customers` without an id.
  public let customersWithoutKey: Int
  /// Rows of `interactions` at 31 April.
  public let impossibleInteractions: Int
  /// Rows of `purchases` for a customer who is not in the book: kept, unmatched.
  public let purchasesOfUnknownCustomers: Int
  /// Rows of `purchases` of a product that is not in the book: kept, unmatched.
  public let unknownProducts: Int
  /// Rows of `customers` referred by somebody who is not in the book: kept, unmatched.
  public let unknownReferrers: Int
  /// Rows of `interactions` with a customer who is not in the book: kept, unmatched.
  public let interactionsWithUnknownCustomers: Int
  /// Rows of `customers` whose name has spaces around it.
  public let strayedSpaces: Int
  /// Rows of `customers` that repeat an earlier one with a letter struck twice and the phone written another way.
  public let misspeltDuplicates: Int

  /// The rows that cannot be loaded: a cell of theirs is not what its column holds.
  public var rejectedRows: Int {
    impossibleDates + lettersInAmounts + impossibleCases + lettersInPayments + customersWithoutKey
      + impossibleInteractions
  }

  /// The references that point at nothing.
  public var danglingReferences: Int {
    purchasesOfUnknownCustomers + unknownProducts + unknownReferrers + interactionsWithUnknownCustomers
  }

  init(customers: Int, seed: UInt64) {
    func count(_ place: Int, every step: Int = KnownDirt.run) -> Int {
      customers > place ? (customers - place - 1) / step + 1 : 0
    }
    impossibleDates = count(Self.impossibleDatePlace)
    lettersInAmounts = count(Self.letterInAmountPlace)
    impossibleCases = count(Self.impossibleCasePlace)
    lettersInPayments = count(Self.letterInPaymentPlace)
    customersWithoutKey = count(Self.customerWithoutKeyPlace)
    impossibleInteractions = count(Self.impossibleInteractionPlace)
    purchasesOfUnknownCustomers = count(Self.unknownCustomerPlace)
    unknownProducts = count(Self.unknownProductPlace)
    unknownReferrers = count(Self.unknownReferrerPlace)
    interactionsWithUnknownCustomers = count(Self.unknownInteractionPlace)
    let layout = Layout(seed: seed)
    misspeltDuplicates =
      stride(from: Duplicates.place, to: customers, by: Duplicates.step).filter {
        Duplicates.original(of: $0, in: layout) != nil
      }.count
    strayedSpaces = count(Self.strayedSpacePlace, every: Self.strayedSpaceStep)
  }

  static let run = 2_000
  static let strayedSpaceStep = 250

  // The places in a run, apart from each other and from everything round.
  static let impossibleDatePlace = 211
  static let letterInAmountPlace = 443
  static let impossibleCasePlace = 677
  static let letterInPaymentPlace = 911
  static let customerWithoutKeyPlace = 1_153
  static let impossibleInteractionPlace = 1_381
  static let unknownCustomerPlace = 307
  static let unknownProductPlace = 521
  static let unknownReferrerPlace = 733
  static let unknownInteractionPlace = 1_009
  static let strayedSpacePlace = 123

  /// The fault among this customer's purchases.
  static func purchase(at row: Int) -> PurchaseDirt? {
    switch row % run {
    case impossibleDatePlace: .impossibleDate
    case letterInAmountPlace: .letterInAmount
    case unknownCustomerPlace: .unknownCustomer
    case unknownProductPlace: .unknownProduct
    default: nil
    }
  }
}

/// Customers who stand in the book twice.
enum Duplicates {
  static let step = 97
  static let place = 50

  /// The earlier customer that this row repeats by mistake, or nil.
  static func original(of row: Int, in layout: Layout) -> Int? {
    guard row % step == place, case .single = layout.position(of: row) else { return nil }
    for candidate in stride(from: row - 1, through: row - 12, by: -1) {
      if case .single = layout.position(of: candidate) { return candidate }
    }
    return nil
  }
}
