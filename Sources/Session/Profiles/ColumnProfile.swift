import Columns

/// What a column holds: how much of it is filled, which values, how often.
struct ColumnProfile {
  /// A value and the rows that have it; of a set, the rows that contain it.
  struct Share {
    var value: Value
    var count: Int
  }

  var rowCount: Int
  var filled: Int
  var distinct: Int
  /// The values that occur most, the most frequent first, ties in the order of the values.
  var mostCommon: [Share]
  /// The smallest and greatest value of numbers, dates, times and durations.
  var least: Value?
  var greatest: Value?
  /// Equal steps from the least to the greatest; empty where that says nothing.
  var histogram: [Bin]

  struct Bin {
    var lower: Value
    var upper: Value
    var count: Int
  }

  /// How many of the most common values are kept.
  static let commonLimit = 8
  static let binCount = 8

  /// Looks at every row once. Complexity: O(n log n) for numbers, O(n) for texts.
  init(_ column: Column) {
    rowCount = column.count
    filled = column.known?.setCount ?? column.count
    distinct = 0
    mostCommon = []
    histogram = []
    switch column.storage {
    case .int32(let values): profileOrdered(column, sortedValues(column, values) { Int64($0) })
    case .int64(let values): profileOrdered(column, sortedValues(column, values) { $0 })
    case .double(let values): profileNumbers(sortedValues(column, values) { $0 })
    case .truth: profileTruth(column)
    case .text(let pool, let codes): profileTexts(column, pool, codes)
    case .textSet(let pool, let offsets, let codes): profileSets(column, pool, offsets, codes)
    }
  }

  private func sortedValues<Element, Key: Comparable>(
    _ column: Column, _ values: Buffer<Element>, _ key: (Element) -> Key
  ) -> [Key] {
    var kept: [Key] = []
    kept.reserveCapacity(filled)
    for row in 0..<column.count where column.known?[row] ?? true { kept.append(key(values[row])) }
    kept.sort()
    return kept
  }

  /// Counts runs of equal values in a sorted list.
  private func runs<Key: Equatable>(_ sorted: [Key]) -> [(key: Key, count: Int)] {
    var runs: [(key: Key, count: Int)] = []
    for key in sorted {
      if let last = runs.last, last.key == key { runs[runs.count - 1].count += 1 } else { runs.append((key, 1)) }
    }
    return runs
  }

  private mutating func profileOrdered(_ column: Column, _ sorted: [Int64]) {
    let isReference = if case .reference = column.type { true } else { false }
    let kept = isReference ? Array(sorted.drop { $0 < 0 }) : sorted
    filled = kept.count
    let runs = runs(kept)
    distinct = runs.count
    mostCommon = common(runs) { integer($0, column.type) }
    guard !isReference, let first = kept.first, let last = kept.last else { return }
    least = integer(first, column.type)
    greatest = integer(last, column.type)
    let span = Double(last) - Double(first)
    guard distinct > ColumnProfile.binCount, span > 0 else { return }
    histogram = bins(kept) { step in
      integer(edge(first, last, step), column.type)
    } place: {
      (Double($0) - Double(first)) / span
    }
  }

  /// The lower edge of a bin of whole numbers; the last edge is the greatest value itself.
  private func edge(_ first: Int64, _ last: Int64, _ step: Int) -> Int64 {
    let span = Double(last) - Double(first)
    let value = Double(first) + span * Double(step) / Double(ColumnProfile.binCount)
    return step == ColumnProfile.binCount ? last : Int64(exactly: value.rounded(.down)) ?? last
  }

  private mutating func profileNumbers(_ sorted: [Double]) {
    let runs = runs(sorted)
    distinct = runs.count
    mostCommon = common(runs) { .number($0) }
    guard let first = sorted.first, let last = sorted.last else { return }
    least = .number(first)
    greatest = .number(last)
    let span = last - first
    guard distinct > ColumnProfile.binCount, span > 0, span.isFinite else { return }
    histogram = bins(sorted) {
      .number(first + span * Double($0) / Double(ColumnProfile.binCount))
    } place: {
      ($0 - first) / span
    }
  }

  private func bins<Key>(_ keys: [Key], edge: (Int) -> Value, place: (Key) -> Double) -> [Bin] {
    let count = ColumnProfile.binCount
    var counts = [Int](repeating: 0, count: count)
    for key in keys { counts[min(count - 1, max(0, Int(place(key) * Double(count))))] += 1 }
    return counts.indices.map { Bin(lower: edge($0), upper: edge($0 + 1), count: counts[$0]) }
  }

  private mutating func profileTruth(_ column: Column) {
    var counts = [false: 0, true: 0]
    for row in 0..<column.count {
      if case .truth(let holds) = column.value(row) { counts[holds, default: 0] += 1 }
    }
    let seen = counts.filter { $0.value > 0 }
    distinct = seen.count
    mostCommon = seen.sorted { ($1.value, $0.key ? 1 : 0) < ($0.value, $1.key ? 1 : 0) }.map {
      Share(value: .truth($0.key), count: $0.value)
    }
  }

  private mutating func profileTexts(_ column: Column, _ pool: TextPool, _ codes: Buffer<Int32>?) {
    var counts = [Int](repeating: 0, count: pool.count)
    for row in 0..<column.count where column.known?[row] ?? true { counts[codes.map { Int($0[row]) } ?? row] += 1 }
    if pool.isDistinct { return profileEntries(pool, counts) }
    // Texts that were worked out may be equal and yet be entries of their own.
    var byText: [String: Int] = [:]
    for entry in counts.indices where counts[entry] > 0 { byText[pool.string(entry), default: 0] += counts[entry] }
    distinct = byText.count
    mostCommon = common(byText.map { ($0.key, $0.value) }.sorted { $0.0 < $1.0 }) { .text($0) }
  }

  private mutating func profileSets(
    _ column: Column, _ pool: TextPool, _ offsets: Buffer<Int32>, _ codes: Buffer<Int32>
  ) {
    var counts = [Int](repeating: 0, count: pool.count)
    for row in 0..<column.count where column.known?[row] ?? true {
      for place in offsets[row]..<offsets[row + 1] { counts[Int(codes[Int(place)])] += 1 }
    }
    profileEntries(pool, counts)
  }

  private mutating func profileEntries(_ pool: TextPool, _ counts: [Int]) {
    let seen = counts.indices.filter { counts[$0] > 0 }
    distinct = seen.count
    guard seen.contains(where: { counts[$0] > 1 }) else { return }
    // Entries lie in the order in which they came; those that tie are told in the order of the texts.
    let least = seen.map { counts[$0] }.sorted(by: >).prefix(ColumnProfile.commonLimit).last ?? 0
    let leading = seen.filter { counts[$0] >= least }.map { (key: pool.string($0), count: counts[$0]) }
    mostCommon = common(leading.sorted { $0.key < $1.key }) { .text($0) }
  }

  /// The most frequent of some keys; none when every key occurs once.
  private func common<Key>(_ counts: [(key: Key, count: Int)], _ value: (Key) -> Value) -> [Share] {
    guard counts.contains(where: { $0.count > 1 }) else { return [] }
    let best = counts.enumerated().sorted { ($1.element.count, $0.offset) < ($0.element.count, $1.offset) }
    return best.prefix(ColumnProfile.commonLimit).map { Share(value: value($0.element.key), count: $0.element.count) }
  }

  private func integer(_ value: Int64, _ type: ValueType) -> Value {
    switch type {
    case .money: .money(value)
    case .date: .date(Int32(clamping: value))
    case .time: .time(value)
    case .duration: .duration(value)
    case .reference: .reference(row: Int32(clamping: value))
    default: .whole(value)
    }
  }
}
