/// Where each value of a column stands among them all. Unknown values are left out; equal values never split.
public enum Quantiles {
  /// The bin of each row, 1…n: `1 + floor(n × (rows strictly below) / rows)`, and the least value of each bin from the
  /// second on that has any.
  public static func bins(_ column: Column, n: Int) -> (column: Column, cuts: [Value]) {
    let standing = Standing(column)
    let bins = max(1, n)
    let cuts = standing.leastValues { below in
      1 + Int64(exactProduct(bins, below) / UInt(max(1, standing.known)))
    }
    let column = standing.column(.whole) { below in
      1 + Int64(exactProduct(bins, below) / UInt(max(1, standing.known)))
    }
    return (column, cuts)
  }

  /// `bins × below`, in which a number of bins beyond reason may not trap.
  private static func exactProduct(_ bins: Int, _ below: Int) -> UInt {
    let product = UInt(bins).multipliedReportingOverflow(by: UInt(below))
    return product.overflow ? .max : product.partialValue
  }

  /// SQL's `percent_rank`: (rows strictly below) / (rows − 1), 0 for a single row.
  public static func percentRank(_ column: Column) -> Column {
    let standing = Standing(column)
    let others = Double(max(1, standing.known - 1))
    return standing.doubleColumn(.percent) { Double($0) / others }
  }

  /// SQL's `rank`: 1 + the rows strictly below, so the smallest value is 1 and equal values share a rank.
  public static func rank(_ column: Column) -> Column {
    Standing(column).column(.whole) { Int64($0) + 1 }
  }
}

/// For each known row of a column, how many rows have a lesser value.
private struct Standing {
  let source: Column
  /// How many rows have a value.
  let known: Int
  /// The known rows in ascending order of their values.
  private let order: Buffer<Int32>
  private let below: [Int32]

  init(_ column: Column) {
    source = column
    known = column.known?.setCount ?? column.count
    // Missing comes last, so the known rows are the first.
    order = Sorting.order(count: column.count, by: [SortKey(column: column, isDescending: false)])[0..<known]
    let payloads = column.orderedPayloads
    var below = [Int32](repeating: 0, count: column.count)
    var start: Int32 = 0
    for place in 0..<known {
      let row = Int(order[place])
      if place > 0, payloads[Int(order[place - 1])] != payloads[row] { start = Int32(truncatingIfNeeded: place) }
      below[row] = start
    }
    self.below = below
  }

  func column(_ type: ValueType, _ value: (Int) -> Int64) -> Column {
    let values = Buffer<Int64>(count: source.count) { target in
      for row in 0..<source.count { target[row] = value(Int(below[row])) }
    }
    return Column(type: type, storage: .int64(values), known: source.known, count: source.count)
  }

  func doubleColumn(_ type: ValueType, _ value: (Int) -> Double) -> Column {
    let values = Buffer<Double>(count: source.count) { target in
      for row in 0..<source.count { target[row] = value(Int(below[row])) }
    }
    return Column(type: type, storage: .double(values), known: source.known, count: source.count)
  }

  /// The least value of each class but the first one, in ascending order.
  func leastValues(_ classOf: (Int) -> Int64) -> [Value] {
    var result: [Value] = []
    for place in 0..<known {
      let row = Int(order[place])
      let own = classOf(Int(below[row]))
      if place == 0 ? own > 1 : own != classOf(Int(below[Int(order[place - 1])])) { result.append(source.value(row)) }
    }
    return result
  }
}
