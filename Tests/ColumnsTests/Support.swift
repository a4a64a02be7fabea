import Columns

/// A small seeded generator, so that a failure can be run again (xorshift).
struct Seeded: RandomNumberGenerator {
  private var state: UInt64

  init(_ seed: Int) { state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 | 1 }

  mutating func next() -> UInt64 {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return state
  }

  mutating func bits(_ count: Int) -> [Bool] { (0..<count).map { _ in Bool.random(using: &self) } }

  /// Which rows are known: now all, now none, now some; nil and a full bitmap both say all.
  mutating func known(_ count: Int) -> [Bool]? {
    switch next() % 4 {
    case 0: nil
    case 1: Array(repeating: true, count: count)
    case 2: Array(repeating: false, count: count)
    default: bits(count)
    }
  }
}

/// Lengths around the edges of words and vector registers.
let lengths = Array(0...130) + [1000, 4096]

extension Bitmap {
  var bools: [Bool] {
    let words = words.array
    return (0..<count).map { words[$0 >> 6] >> UInt64($0 & 63) & 1 != 0 }
  }

  /// Whether the bits beyond the count are 0, as every bitmap promises.
  var hasCleanTail: Bool { count & 63 == 0 || words[words.count - 1] >> UInt64(count & 63) == 0 }
}

extension Vector {
  /// The values row by row, read through a column.
  func values(_ type: ValueType) -> [Value] {
    let column = column(type: type)
    return (0..<count).map { column.value($0) }
  }
}

extension Column {
  var values: [Value] { (0..<count).map { value($0) } }

  /// A column of values of one type; `.missing` makes a row unknown.
  static func of(_ type: ValueType, _ values: [Value]) -> Column {
    let known = values.map { $0 != .missing }
    let bitmap = known.contains(false) ? Bitmap(known) : nil
    return Column(type: type, storage: storage(type, values), known: bitmap, count: values.count)
  }

  private static func storage(_ type: ValueType, _ values: [Value]) -> Storage {
    switch type {
    case .truth: return .truth(Bitmap(values.map { $0 == .truth(true) }))
    case .number, .percent, .inexactMoney: return .double(Buffer(values.map(\.asDouble)))
    case .date, .reference: return .int32(Buffer(values.map { Int32(truncatingIfNeeded: $0.asInteger) }))
    case .text:
      let texts = values.map(\.asText)
      let entries = [""] + Set(texts.filter { $0 != "" }).sorted(by: >)
      let codes = texts.map { text in Int32(entries.firstIndex { Array($0.utf8) == Array(text.utf8) } ?? 0) }
      return .text(TextPool(entries), codes: Buffer(codes))
    case .textSet:
      let sets = values.map { value -> [String] in if case .textSet(let set) = value { set } else { [] } }
      let entries = Set(sets.joined()).sorted()
      var offsets: [Int32] = [0]
      var codes: [Int32] = []
      for set in sets {
        codes += set.compactMap { text in entries.firstIndex(of: text).map { Int32($0) } }.sorted()
        offsets.append(Int32(codes.count))
      }
      return .textSet(TextPool(entries), offsets: Buffer(offsets), codes: Buffer(codes))
    case .whole, .money, .time, .duration: return .int64(Buffer(values.map(\.asInteger)))
    }
  }
}

extension Value {
  var asInteger: Int64 {
    switch self {
    case .whole(let value), .money(let value), .time(let value), .duration(let value): value
    case .date(let value), .reference(let value): Int64(value)
    default: 0
    }
  }

  var asDouble: Double { if case .number(let value) = self { value } else { Double(asInteger) } }
  var asText: String { if case .text(let text) = self { text } else { "" } }
}

/// Whether text `a` comes before `b` by bytes.
func precedes(_ a: String, _ b: String) -> Bool { Array(a.utf8).lexicographicallyPrecedes(Array(b.utf8)) }

/// Runs a block cut into parts of a size, and puts the column together again.
func inBlocks(_ column: Column, of size: Int) -> [Vector] {
  stride(from: 0, to: column.count, by: size).map { column.vector(.range($0..<min(column.count, $0 + size))) }
}
