/// One step in the life cycle of a customer.
struct StageStep: Dated {
  var customer: UInt32
  var day: UInt16
  /// Index in `StagePath.names`, or `StagePath.none` at the beginning.
  var from: UInt8
  var to: UInt8
}

/// The life cycle as the customers' own rhythm tells it: who stays away for twice their usual gap cools, and so on.
enum StagePath {
  static let names = Phrases(cells: ["prospect", "new", "active", "cooling", "dormant", "lost"])
  static let prospect: UInt8 = 0
  static let lost: UInt8 = 5
  static let none: UInt8 = 6

  /// Appends the steps of a customer and answers the stage reached.
  @discardableResult
  static func walk(_ row: Int, _ floor: Shopfloor, into steps: inout [StageStep]) -> UInt8 {
    let life = floor.lives[row]
    var stage = none
    func step(_ to: UInt8, _ day: Int) {
      guard to != stage, day < Season.dayCount else { return }
      steps.append(StageStep(customer: UInt32(row), day: UInt16(day), from: stage, to: to))
      stage = to
    }
    step(prospect, Int(life.known))
    let days = floor.orderDays(of: row)
    guard let first = days.first, let last = days.last else {
      if life.kind == .company, row % 3 == 0 { step(lost, Int(life.known) + 90 + row % 60) }
      return stage
    }
    let usual = days.count > 1 ? (last - first) / (days.count - 1) : 60
    let patience = min(max(2 * usual, 45), 160)
    step(1, first)
    for (place, day) in days.enumerated() {
      if place > 0, day > first { step(2, day) }
      let next = place + 1 < days.count ? days[place + 1] : Season.dayCount
      for (times, cooler) in [(1, 3), (2, 4), (5, 5)] where day + times * patience < next {
        step(UInt8(cooler), day + times * patience)
      }
    }
    return stage
  }
}
