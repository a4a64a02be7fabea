/// Where each value stands among those of its own group. Unknown values are left out; equal values never split.
extension Quantiles {
  /// As `bins`, within each group. `groups` numbers the group of each row.
  public static func bins(_ column: Column, n: Int, groups: Buffer<Int32>) -> Column {
    let standing = GroupedStanding(column, groups)
    let bins = min(max(1, n), Int(Int32.max))
    return standing.column { below, known in Int64(1 + bins * below / max(1, known)) }
  }

  /// As `percentRank`, within each group.
  public static func percentRank(_ column: Column, groups: Buffer<Int32>) -> Column {
    let standing = GroupedStanding(column, groups)
    let values = Buffer<Double>(count: column.count) { target in
      for row in 0..<column.count {
        target[row] = Double(standing.below[row]) / Double(max(1, standing.known(row) - 1))
      }
    }
    return Column(type: .percent, storage: .double(values), known: column.known, count: column.count)
  }

  /// As `rank`, within each group.
  public static func rank(_ column: Column, groups: Buffer<Int32>) -> Column {
    GroupedStanding(column, groups).column { below, _ in Int64(below) + 1 }
  }
}

/// For each known row of a column, how many rows of its group have a lesser value.
private struct GroupedStanding {
  let source: Column
  let groups: Buffer<Int32>
  let below: Buffer<Int32>
  /// How many rows of each group have a value.
  private let sizes: [Int]

  init(_ column: Column, _ groups: Buffer<Int32>) {
    source = column
    self.groups = groups
    var sizes = [Int](repeating: 0, count: 1 + Int(groups.withUnsafe { $0.max() ?? 0 }))
    forEachSelected(column.known, 0..<column.count) { sizes[Int(groups[$0])] += 1 }
    self.sizes = sizes
    let payloads = column.orderedPayloads
    let order = Sorting.order(count: column.count, by: [SortKey(column: column, isDescending: false)])
    let known = sizes.reduce(0, +)
    // One walk from the least value to the greatest: each group remembers what it met.
    var met = [Int32](repeating: 0, count: sizes.count)
    var last = [(payload: Int64, below: Int32)](repeating: (0, 0), count: sizes.count)
    below = Buffer(count: column.count) { target in
      target.initialize(repeating: 0)
      for place in 0..<known {
        let row = Int(order[place])
        let group = Int(groups[row])
        if met[group] == 0 || last[group].payload != payloads[row] { last[group] = (payloads[row], met[group]) }
        met[group] += 1
        target[row] = last[group].below
      }
    }
  }

  /// How many rows of a row's group have a value.
  func known(_ row: Int) -> Int { sizes[Int(groups[row])] }

  func column(_ value: (_ below: Int, _ known: Int) -> Int64) -> Column {
    let values = Buffer<Int64>(count: source.count) { target in
      for row in 0..<source.count { target[row] = value(Int(below[row]), known(row)) }
    }
    return Column(type: .whole, storage: .int64(values), known: source.known, count: source.count)
  }
}
