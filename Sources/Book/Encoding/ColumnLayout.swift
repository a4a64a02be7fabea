import Columns

/// How whole numbers of 32 or 64 bits lie in a file.
enum IntegerLayout: Equatable, Sendable {
  /// 32 bits each, as in memory.
  case narrow
  /// 64 bits each, as in memory.
  case wide
  /// A few bits each, above a base.
  case packed(base: Int32, bits: Int)
  /// Nowhere: all are the same.
  case constant(Int32)
  /// Nowhere: each is one more than the one before.
  case ascending(from: Int32)
  /// Nowhere: they are the parents of rows that lie in the order of their parents, which a way back tells.
  case parents(way: Int)

  /// The bytes that so many take; nil if no memory could hold them.
  func byteCount(_ count: Int) -> Int? {
    switch self {
    case .narrow: product(count, 4)
    case .wide: product(count, 8)
    case .packed(_, let bits): count == 0 ? 0 : PackedIntegers.byteCount(count, bits: bits)
    case .constant, .ascending, .parents: 0
    }
  }
}

/// How the texts of a pool lie in a file.
struct PoolLayout: Equatable, Sendable {
  enum Form: Equatable, Sendable {
    /// Their bytes and where each begins, as in memory.
    case plain(byteCount: Int)
    /// A common beginning, and the number that follows it with so many digits.
    case numbered(prefix: [UInt8], width: Int, IntegerLayout)
  }

  var entryCount: Int
  var isDistinct: Bool
  var form: Form
}

/// How the values of a column lie in a file.
enum ValuesLayout: Equatable, Sendable {
  case integers(IntegerLayout)
  case doubles
  case truth
  /// Without codes, row i has entry i.
  case text(PoolLayout, codes: IntegerLayout?)
  case textSet(PoolLayout, memberCount: Int)
}

/// A column as the schema has it.
struct ColumnLayout: Equatable, Sendable {
  var name: String
  var type: ValueType
  /// Whether every row has a value; else a bitmap tells which.
  var isComplete: Bool
  var values: ValuesLayout
  var orphanCount = 0
  /// The bytes that the orphans take.
  var orphanBytes = 0

  /// The parts and their bytes, empty ones left out; nil if no memory could hold them.
  func parts(rowCount: Int) -> [SectionName.Part: Int]? {
    var parts: [SectionName.Part: Int?] = [:]
    switch values {
    case .integers(let layout): parts[.values] = layout.byteCount(rowCount)
    case .doubles: parts[.values] = product(rowCount, 8)
    case .truth: parts[.values] = product(Bitmap.wordCount(rowCount), 8)
    case .text(let pool, let codes):
      parts = pool.parts
      if let codes { parts[.codes] = codes.byteCount(rowCount) }
    case .textSet(let pool, let memberCount):
      parts = pool.parts
      parts[.sets] = product(rowCount + 1, 4)
      parts[.codes] = product(memberCount, 4)
    }
    if !isComplete, !isFromParents { parts[.known] = product(Bitmap.wordCount(rowCount), 8) }
    parts[.orphans] = orphanBytes
    guard parts.values.allSatisfy({ $0 != nil }) else { return nil }
    return parts.compactMapValues { $0 }.filter { $0.value > 0 }
  }

  /// Whether the values are those of a way back, which also tells which are known.
  var isFromParents: Bool {
    if case .integers(.parents) = values { true } else { false }
  }
}

extension PoolLayout {
  fileprivate var parts: [SectionName.Part: Int?] {
    switch form {
    case .plain(let byteCount): [.texts: byteCount, .starts: product(entryCount + 1, 4)]
    case .numbered(_, _, let layout): [.numbers: layout.byteCount(entryCount)]
    }
  }
}

/// The product of two lengths; nil if it is beyond all memory.
private func product(_ left: Int, _ right: Int) -> Int? {
  let (product, isOverflow) = left.multipliedReportingOverflow(by: right)
  return isOverflow || product < 0 ? nil : product
}
