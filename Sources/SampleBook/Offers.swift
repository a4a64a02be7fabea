/// An offer as it was planned.
struct OfferPlan: Sendable {
  let kind: String
  /// Hundredths where it is an amount; 0 where the offer has none.
  let value: Int
  /// Percent off the price, or 0.
  let percentOff: Int
  /// Days before the book's last day.
  let start: Int
  /// Nil for an offer without an end.
  let end: Int?
}

/// The shop's offers. Numbers count from 1; 0 stands for no offer.
enum Offers {
  static let plans = [
    OfferPlan(kind: "discount", value: 0, percentOff: 15, start: 1_000, end: nil),
    OfferPlan(kind: "coupon", value: 300, percentOff: 10, start: 310, end: 270),
    OfferPlan(kind: "coupon", value: 500, percentOff: 12, start: 700, end: nil),
    OfferPlan(kind: "sample", value: 250, percentOff: 0, start: 425, end: 60),
    OfferPlan(kind: "discount", value: 0, percentOff: 25, start: 500, end: 140),
    OfferPlan(kind: "draw", value: 100_000, percentOff: 0, start: 365, end: 335),
    OfferPlan(kind: "trial", value: 0, percentOff: 20, start: 75, end: nil),
  ]
}
