/// Where each value of a column stands among them all. Unknown values are left out; equal values never split.
public enum Quantiles {
  /// The bin of each row, 1…n: `1 + floor(n × (rows strictly below) / rows)`, and the least value of each bin from the
  /// second on that has any.
  public static func bins(_ column: Column, n: Int) -> (column: Column, cuts: [Value]) {
    let standing = Standing(column)
    // More bins than rows would leave most empty; the limit keeps the product below within 64 bits.
    let bins = min(max(1, n), Int(Int32.max))
    let rows = max(1, standing.known)
    let binOf = { (below: Int) in Int64(1 + bins * below / rows) }
    return (standing.column(.whole, binOf), standing.leastValues(binOf))
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
  private let below: Buffer<Int32>
  /// For each different value, ascending: a row that has it, and how many rows have a lesser one.
  private var steps: [(row: Int32, below: Int32)]

  init(_ column: Column) {
    source = column
    known = column.known?.setCount ?? column.count
    let payloads = column.orderedPayloads
    if let range = Standing.narrowRange(payloads, column.known) {
      (below, steps) = Standing.byCounting(payloads, column.known, range)
    } else {
      (below, steps) = Standing.bySorting(payloads, column, known)
    }
  }

  /// The least and greatest payload, where they lie so close together that counting each beats sorting.
  private static func narrowRange(_ payloads: Buffer<Int64>, _ known: Bitmap?) -> ClosedRange<Int64>? {
    var lower = Int64.max
    var upper = Int64.min
    payloads.withUnsafe { payloads in
      forEachSelected(known, 0..<payloads.count) { row in
        lower = min(lower, payloads[row])
        upper = max(upper, payloads[row])
      }
    }
    guard lower <= upper, case let distance = upper.subtractingReportingOverflow(lower), !distance.overflow,
      distance.partialValue <= 4 * payloads.count + 4096
    else { return nil }
    return lower...upper
  }

  private static func byCounting(
    _ payloads: Buffer<Int64>, _ known: Bitmap?, _ range: ClosedRange<Int64>
  ) -> (Buffer<Int32>, [(row: Int32, below: Int32)]) {
    let base = range.lowerBound
    var counts = [Int32](repeating: 0, count: Int(range.upperBound - base) + 1)
    var rows = [Int32](repeating: 0, count: counts.count)
    payloads.withUnsafe { payloads in
      forEachSelected(known, 0..<payloads.count) { row in
        counts[Int(payloads[row] &- base)] &+= 1
        rows[Int(payloads[row] &- base)] = Int32(truncatingIfNeeded: row)
      }
    }
    var steps: [(row: Int32, below: Int32)] = []
    var total: Int32 = 0
    for value in counts.indices {
      let own = counts[value]
      if own > 0 { steps.append((row: rows[value], below: total)) }
      counts[value] = total
      total &+= own
    }
    let below = Buffer<Int32>(count: payloads.count) { target in
      target.initialize(repeating: 0)
      payloads.withUnsafe { payloads in
        forEachSelected(known, 0..<payloads.count) { target[$0] = counts[Int(payloads[$0] &- base)] }
      }
    }
    return (below, steps)
  }

  private static func bySorting(
    _ payloads: Buffer<Int64>, _ column: Column, _ known: Int
  ) -> (Buffer<Int32>, [(row: Int32, below: Int32)]) {
    // Missing comes last, so the known rows are the first.
    let order = Sorting.order(count: column.count, by: [SortKey(column: column, isDescending: false)])
    var steps: [(row: Int32, below: Int32)] = []
    let below = Buffer<Int32>(count: column.count) { target in
      target.initialize(repeating: 0)
      for place in 0..<known {
        let row = order[place]
        if place == 0 || payloads[Int(order[place - 1])] != payloads[Int(row)] {
          steps.append((row: row, below: Int32(truncatingIfNeeded: place)))
        }
        target[Int(row)] = steps[steps.count - 1].below
      }
    }
    return (below, steps)
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
    var last: Int64 = 1
    var result: [Value] = []
    for step in steps {
      let own = classOf(Int(step.below))
      if own != last { result.append(source.value(Int(step.row))) }
      last = own
    }
    return result
  }
}
