/// One line of an order, as small as it can be: a large shop keeps tens of millions of them while it is written.
struct Purchase: Sendable {
  enum Status: UInt8, Sendable {
    case completed, returned, cancelled, pending
  }

  /// The row of the customer.
  var customer: UInt32
  /// What was paid for the line, in hundredths.
  var amount: Int32
  /// What one unit cost the shop, in hundredths; −1 where it is not known.
  var unitCost: Int32
  /// Hundredths; −1 where nothing was paid back.
  var refunded: Int32
  /// Days since the book's first day.
  var day: UInt16
  var product: UInt16
  var quantity: UInt16
  /// The customer's orders count from 1.
  var order: UInt16
  /// The order's lines count from 1.
  var line: UInt8
  var channel: UInt8
  /// From 1; 0 for none.
  var campaign: UInt8
  /// From 1; 0 for none.
  var offer: UInt8
  var status: Status
  /// Index in the category's specs, from 1; 0 for none.
  var spec: UInt8
  var dirt: PurchaseDirt = .none
}

/// What is wrong with a line that an export would have got wrong.
enum PurchaseDirt: UInt8, Sendable {
  case none, impossibleDate, letterInAmount, unknownCustomer, unknownProduct
}
