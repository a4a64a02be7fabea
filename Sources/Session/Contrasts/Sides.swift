import Columns

/// The two sides that are contrasted, row by row.
struct Sides {
  /// 1 for a member, 2 for one of those compared with, 0 for a row on neither side.
  let side: [UInt8]
  /// How many are on each side.
  let members: Int
  let rest: Int

  /// - Parameter other: the rows compared with; nil for all that are no members. Who is in both is on neither side.
  init(_ members: [Int32], other: [Int32]?, of total: Int) {
    var side = [UInt8](repeating: other == nil ? 2 : 0, count: total)
    for row in other ?? [] { side[Int(row)] = 2 }
    for row in members { side[Int(row)] = other != nil && side[Int(row)] == 2 ? 0 : 1 }
    self.side = side
    self.members = side.reduce(0) { $0 + ($1 == 1 ? 1 : 0) }
    rest = side.reduce(0) { $0 + ($1 == 2 ? 1 : 0) }
  }
}

/// One value of one attribute: how often it occurs on each side.
struct Trait {
  var attribute: String
  var value: String
  var members: Int
  var rest: Int
  /// The chance of such a difference where there is none; after `Significance.holm` of one among all that were tried.
  var chance = 1.0
}

extension Trait {
  func share(of sides: Sides) -> Double { Double(members) / Double(sides.members) }
  func restShare(of sides: Sides) -> Double { Double(rest) / Double(sides.rest) }

  /// More common among the members.
  func isMore(in sides: Sides) -> Bool { share(of: sides) > restShare(of: sides) }

  /// How far the shares are apart, as a ratio either way. Half a row more on each side keeps zeros finite.
  func strength(in sides: Sides) -> Double {
    let ratio =
      (Double(members) + 0.5) / (Double(sides.members) + 1) / ((Double(rest) + 0.5) / (Double(sides.rest) + 1))
    return ratio < 1 ? 1 / ratio : ratio
  }
}
