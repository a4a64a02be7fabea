/// Sums that grow from row to row.
public enum RunningTotals {
  /// For each known value the sum of the known values up to it, in its own group where there are groups; unknown values
  /// stay unknown. Whole numbers are exact and throw beyond 64 bits; floating-point sums keep their rounding errors beside
  /// them, and are unknown beyond every finite number.
  ///
  /// - Parameter groups: the group of each row, numbered from 0.
  public static func totals(_ column: Column, groups: Buffer<Int32>? = nil) throws(ArithmeticOverflow) -> Column {
    let values = column.vector(.range(0..<column.count))
    let slots = 1 + (groups.map { $0.withUnsafe { $0.max() ?? 0 } } ?? 0)
    if let lane = values.wholeLane {
      return try wholes(column, lane.expanded(column.count), groups, slots: Int(slots))
    }
    return doubles(column, values.doubleLane?.expanded(column.count), groups, slots: Int(slots))
  }

  private static func wholes(
    _ column: Column, _ values: Buffer<Int64>, _ groups: Buffer<Int32>?, slots: Int
  ) throws(ArithmeticOverflow) -> Column {
    var sums = [Int64](repeating: 0, count: slots)
    var overflowRow: Int?
    let totals = Buffer<Int64>(count: column.count) { target in
      target.initialize(repeating: 0)
      forEachSelected(column.known, 0..<column.count) { row in
        let slot = groups.map { Int($0[row]) } ?? 0
        let (sum, overflow) = sums[slot].addingReportingOverflow(values[row])
        if overflow, overflowRow == nil { overflowRow = row }
        sums[slot] = sum
        target[row] = sum
      }
    }
    if let overflowRow { throw ArithmeticOverflow(row: overflowRow) }
    return Column(type: column.type, storage: .int64(totals), known: column.known, count: column.count)
  }

  private static func doubles(
    _ column: Column, _ values: Buffer<Double>?, _ groups: Buffer<Int32>?, slots: Int
  ) -> Column {
    var sums = [(total: Double, error: Double)](repeating: (0, 0), count: slots)
    let totals = Buffer<Double>(count: column.count) { target in
      target.initialize(repeating: 0)
      guard let values else { return }
      forEachSelected(column.known, 0..<column.count) { row in
        let slot = groups.map { Int($0[row]) } ?? 0
        let (total, value) = (sums[slot].total, values[row])
        let next = total + value
        let rest = next - total
        sums[slot].error += (total - (next - rest)) + (value - rest)
        sums[slot].total = next
        target[row] = next + sums[slot].error
      }
    }
    let known = values == nil ? Bitmap(repeating: false, count: column.count) : column.known
    return Arithmetic.real(Vector(count: column.count, .double(Lane(totals)), known: known)) { $0 }
      .column(type: column.type)
  }
}
