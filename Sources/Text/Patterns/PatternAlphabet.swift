/// The scalars in as few classes as the sets of a pattern tell apart: what a machine reads instead of scalars.
struct PatternAlphabet: Sendable {
  /// How many classes there are.
  let count: Int
  /// The class of each scalar of ASCII.
  let ascii: [Int32]
  /// Where the runs of one class begin, ascending from 0, and their classes.
  private let starts: [UInt32]
  private let classes: [Int32]
  /// For each set and class, one bit: whether the set holds the class.
  private let members: [UInt64]
  private let stride: Int
  /// Whether each class is of a word; empty where nobody asks.
  let isWord: [Bool]

  /// - Parameter word: a set that is told apart too, where places between words are asked for.
  init(_ sets: [ScalarSet], telling word: ScalarSet?) {
    let all = sets + (word.map { [$0] } ?? [])
    let starts = Set(all.flatMap { $0.ranges.flatMap { [$0.lowerBound, $0.upperBound + 1] } } + [0])
      .filter { $0 <= ScalarSet.last }.sorted()
    let covered = all.map { set in set.ranges.map { PatternAlphabet.runs(of: $0, starts) } }
    let classes = PatternAlphabet.classes(covered, count: starts.count)
    let count = Int(classes.max() ?? 0) + 1
    let stride = (count + 63) / 64
    var members = [UInt64](repeating: 0, count: sets.count * stride)
    for (number, runs) in covered.prefix(sets.count).enumerated() {
      for run in runs.joined() {
        let own = Int(classes[run])
        members[number * stride + own >> 6] |= 1 << UInt64(own & 63)
      }
    }
    var isWord = [Bool](repeating: false, count: word == nil ? 0 : count)
    if word != nil, let runs = covered.last { for run in runs.joined() { isWord[Int(classes[run])] = true } }
    self.isWord = isWord
    (self.starts, self.classes, self.count, self.stride, self.members) = (starts, classes, count, stride, members)
    ascii = (0..<128).map { classes[PatternAlphabet.run(of: $0, starts)] }
  }

  /// Splits the runs, set by set, by whether the set covers them. Complexity: O(runs covered).
  private static func classes(_ covered: [[Range<Int>]], count: Int) -> [Int32] {
    var classes = [Int32](repeating: 0, count: count)
    var next: Int32 = 1
    for runs in covered {
      var split: [Int32: Int32] = [:]
      for run in runs.joined() {
        if let known = split[classes[run]] {
          classes[run] = known
        } else {
          split[classes[run]] = next
          classes[run] = next
          next += 1
        }
      }
    }
    var dense: [Int32: Int32] = [:]
    return classes.map { own in
      let number = dense[own] ?? Int32(truncatingIfNeeded: dense.count)
      dense[own] = number
      return number
    }
  }

  private static func runs(of range: ClosedRange<UInt32>, _ starts: [UInt32]) -> Range<Int> {
    let first = run(of: range.lowerBound, starts)
    return first..<run(of: range.upperBound, starts) + 1
  }

  /// The last run that begins at or before a scalar.
  private static func run(of scalar: UInt32, _ starts: [UInt32]) -> Int {
    var low = 0
    var high = starts.count
    while low < high {
      let middle = (low + high) / 2
      if starts[middle] <= scalar { low = middle + 1 } else { high = middle }
    }
    return low - 1
  }

  /// The class of any scalar. Complexity: O(log n).
  func kind(of scalar: UInt32) -> Int32 { classes[PatternAlphabet.run(of: scalar, starts)] }

  /// Whether a set holds the scalars of a class.
  func holds(_ set: Int32, _ kind: Int) -> Bool {
    members[Int(set) * stride + kind >> 6] >> UInt64(kind & 63) & 1 == 1
  }
}
