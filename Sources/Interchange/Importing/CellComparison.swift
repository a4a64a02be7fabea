import Book
import Columns

/// Compares cells of two columns of the same type, without making values of them.
enum CellComparison {
  static func isKnown(_ column: Column, _ row: Int) -> Bool { column.known.map { $0[row] } ?? true }

  /// Whether two known cells hold the same value. References are compared by row.
  static func areEqual(_ left: Column, _ row: Int, _ right: Column, _ other: Int) -> Bool {
    switch (left.storage, right.storage) {
    case (.int32(let own), .int32(let others)): own[row] == others[other]
    case (.int64(let own), .int64(let others)): own[row] == others[other]
    case (.int32(let own), .int64(let others)): Int64(own[row]) == others[other]
    case (.int64(let own), .int32(let others)): own[row] == Int64(others[other])
    case (.double(let own), .double(let others)): own[row] == others[other]
    case (.truth(let own), .truth(let others)): own[row] == others[other]
    case (.text(let pool, let codes), .text(let otherPool, let otherCodes)):
      pool.equals(codes.map { Int($0[row]) } ?? row, otherPool, otherCodes.map { Int($0[other]) } ?? other)
    default: sets(left, row) == sets(right, other)
    }
  }

  private static func sets(_ column: Column, _ row: Int) -> Set<String> {
    if case .textSet(let texts) = column.value(row) { Set(texts) } else { [] }
  }
}

extension TextPool {
  fileprivate func equals(_ entry: Int, _ other: TextPool, _ otherEntry: Int) -> Bool {
    let start = Int(offsets[entry])
    let length = Int(offsets[entry + 1]) - start
    let otherStart = Int(other.offsets[otherEntry])
    guard Int(other.offsets[otherEntry + 1]) - otherStart == length else { return false }
    for index in 0..<length where bytes[start + index] != other.bytes[otherStart + index] { return false }
    return true
  }
}

extension Column {
  /// The bytes of a text cell; empty where there is none.
  func textBytes(_ row: Int) -> [UInt8] {
    guard case .text(let pool, let codes) = storage, known.map({ $0[row] }) ?? true else { return [] }
    return pool.withBytes(codes.map { Int($0[row]) } ?? row) { Array($0) }
  }
}
