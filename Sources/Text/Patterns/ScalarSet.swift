/// A set of Unicode scalars, kept as ranges.
struct ScalarSet: Hashable, Sendable {
  /// Ascending; no two of them overlap or touch.
  let ranges: [ClosedRange<UInt32>]

  static let all = ScalarSet([0...last])
  static let last: UInt32 = 0x10FFFF

  /// The scalars of some ranges, in any order.
  init(_ some: [ClosedRange<UInt32>]) {
    var merged: [ClosedRange<UInt32>] = []
    for range in some.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if let before = merged.last, range.lowerBound <= before.upperBound &+ 1 {
        merged[merged.count - 1] = before.lowerBound...max(before.upperBound, range.upperBound)
      } else {
        merged.append(range)
      }
    }
    ranges = merged
  }

  init(_ scalar: UInt32) { ranges = [scalar...scalar] }

  func union(_ other: ScalarSet) -> ScalarSet { ScalarSet(ranges + other.ranges) }

  /// All other scalars.
  var inverted: ScalarSet {
    var gaps: [ClosedRange<UInt32>] = []
    var next: UInt32 = 0
    for range in ranges {
      if range.lowerBound > next { gaps.append(next...range.lowerBound - 1) }
      next = range.upperBound + 1
    }
    if next <= ScalarSet.last { gaps.append(next...ScalarSet.last) }
    return ScalarSet(gaps)
  }

  /// Complexity: O(log n).
  func contains(_ scalar: UInt32) -> Bool {
    var low = 0
    var high = ranges.count
    while low < high {
      let middle = (low + high) / 2
      if scalar > ranges[middle].upperBound { low = middle + 1 } else { high = middle }
    }
    return low < ranges.count && ranges[low].lowerBound <= scalar
  }

  /// The scalars that these become without case, beside themselves; and those that become several.
  var folded: (set: ScalarSet, several: [[UInt32]]) {
    var more: [ClosedRange<UInt32>] = []
    var several: [[UInt32]] = []
    for change in CaseFolding.changes where contains(change.scalar) {
      if change.folded.count == 1 {
        more.append(change.folded[0]...change.folded[0])
      } else if !several.contains(change.folded) {
        several.append(change.folded)
      }
    }
    return (ScalarSet(ranges + more), several)
  }
}

extension CaseFolding {
  /// Every scalar that folding changes, with what becomes of it.
  static let changes: [(scalar: UInt32, folded: [UInt32])] = {
    var changed: [UInt32] = []
    let runs = CaseFoldingTable.runs
    for run in stride(from: 0, to: runs.count, by: 4) {
      for value in stride(from: runs[run], through: runs[run + 1], by: Int(runs[run + 3])) {
        changed.append(UInt32(truncatingIfNeeded: value))
      }
    }
    let expansions = CaseFoldingTable.expansions
    for entry in stride(from: 0, to: expansions.count, by: 4) { changed.append(expansions[entry]) }
    return changed.map { ($0, folded($0)) }
  }()

  /// What one scalar becomes without case: one to three scalars.
  static func folded(_ scalar: UInt32) -> [UInt32] {
    guard let known = Unicode.Scalar(scalar) else { return [scalar] }
    return fold(String(Character(known))).unicodeScalars.map(\.value)
  }
}
