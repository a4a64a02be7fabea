import Columns
import Output
import Query

/// Cuts a column into values that can be counted: texts, set members and truths as they are, few numbers too, many numbers
/// and dates in fifths of the book.
struct Traits {
  let sides: Sides

  /// Numbers with no more different values than this are counted value by value.
  private static let fewValues = 10
  /// A text with more different values than this is no trait but a name.
  private static let mostValues = 2000

  /// The values of a column and how often they occur on both sides, missing ones too.
  func traits(of column: Column, as attribute: String) -> [Trait] {
    var found: [Trait]
    switch column.storage {
    case .text(_, nil) where column.count > Traits.mostValues: found = []
    case .textSet(let pool, let offsets, let codes): found = members(column, pool, offsets, codes)
    case .truth: found = grouped(column)
    case .text: found = grouped(column)
    default: found = numbers(column)
    }
    if let missing = missing(column), !found.isEmpty { found.append(missing) }
    return found.map { trait in
      var trait = trait
      trait.attribute = attribute
      return trait
    }
  }

  private func missing(_ column: Column) -> Trait? {
    guard let known = column.known else { return nil }
    var trait = Trait(attribute: "", value: "missing", members: 0, rest: 0)
    for row in 0..<column.count where !known[row] { trait.count(sides.side[row]) }
    return trait
  }

  private func grouped(_ column: Column) -> [Trait] {
    let grouper = Grouper(keyCount: 1)
    let slots = grouper.slots(for: [column.vector(.range(0..<column.count))])
    guard grouper.count <= Traits.mostValues else { return [] }
    return traits(slots, grouper.keyColumns(types: [column.type])[0])
  }

  /// One trait a slot; the slot of missing values is left out.
  private func traits(_ slots: Buffer<Int32>, _ keys: Column) -> [Trait] {
    var traits = (0..<keys.count).map { key in
      Trait(attribute: "", value: CellText.text(keys.value(key), type: keys.type) ?? "", members: 0, rest: 0)
    }
    for row in 0..<slots.count { traits[Int(slots[row])].count(sides.side[row]) }
    let known = traits.indices.filter { keys.value($0) != .missing }
    // The one value that everybody has says nothing; of two truths, one says all.
    if keys.type == .truth { return known.filter { keys.value($0) == .truth(true) }.map { traits[$0] } }
    return known.map { traits[$0] }
  }

  private func members(
    _ column: Column, _ pool: TextPool, _ offsets: Buffer<Int32>, _ codes: Buffer<Int32>
  ) -> [Trait] {
    guard pool.count <= Traits.mostValues else { return [] }
    var traits = (0..<pool.count).map { Trait(attribute: "", value: pool.string($0), members: 0, rest: 0) }
    for row in 0..<column.count where column.known?[row] ?? true {
      for place in offsets[row]..<offsets[row + 1] { traits[Int(codes[Int(place)])].count(sides.side[row]) }
    }
    return traits.filter { $0.members + $0.rest > 0 }
  }

  private func numbers(_ column: Column) -> [Trait] {
    let grouper = Grouper(keyCount: 1)
    let slots = grouper.slots(for: [column.vector(.range(0..<column.count))])
    if grouper.count <= Traits.fewValues { return traits(slots, grouper.keyColumns(types: [column.type])[0]) }
    let (bins, cuts) = Quantiles.bins(column, n: 5)
    var counts: [Int64: Trait] = [:]
    for row in 0..<column.count {
      guard case .whole(let bin) = bins.value(row) else { continue }
      counts[bin, default: Trait(attribute: "", value: "", members: 0, rest: 0)].count(sides.side[row])
    }
    let present = counts.keys.sorted()
    let edges = cuts.map { CellText.text($0, type: column.type) ?? "" }
    return present.enumerated().compactMap { place, bin in
      var trait = counts[bin]
      // The first fifth begins with the least value; each further one with its cut.
      let lower = place > 0 && place - 1 < edges.count ? edges[place - 1] : nil
      let upper = place < edges.count ? edges[place] : nil
      trait?.value = Traits.label(lower, upper)
      return trait
    }
  }

  private static func label(_ lower: String?, _ upper: String?) -> String {
    switch (lower, upper) {
    case (nil, let upper?): "below \(upper)"
    case (let lower?, let upper?): "\(lower) to below \(upper)"
    case (let lower?, nil): "\(lower) or more"
    case (nil, nil): "any"
    }
  }
}

extension Trait {
  fileprivate mutating func count(_ side: UInt8) {
    switch side {
    case 1: members += 1
    case 2: rest += 1
    default: break
    }
  }
}
