import Book
import Columns
import Diagnostics

/// The rows at the end of a path of ways back, for a block of rows at its start.
struct ChildRows: Sendable {
  private let links: [LazyLink]

  /// Asks for the links at once: they may have to be read or worked out, which threads then need not wait for. For a few
  /// rows, they stay in the book's file.
  init(ways: [WayBack], isForFew: Bool) {
    links = ways.map(\.children)
    if !isForFew { for link in links { _ = link.link } }
  }

  /// The children of each row of the block.
  func segments(of rows: RowBatch) -> Segments {
    var segments = links[0].segments(of: rows)
    for link in links.dropFirst() {
      let next = link.segments(of: segments.children)
      segments = Segments(offsets: next.offsets.listed(at: segments.offsets), children: next.children)
    }
    return segments
  }
}

/// What is aggregated over rows, and over which of them.
struct AggregateInput: Sendable {
  let value: Node?
  /// `during` and `where` together: which rows count. Nil for all.
  let filter: Node?
  /// Something here looks at the row around the aggregate.
  let looksOutside: Bool
  /// The events by which `first` and `last` go, where the rows do not lie in their order.
  let event: Node?

  /// The gaps between the values that count, within each run of the block's rows that the offsets tell.
  func gaps(_ block: Block, offsets: Buffer<Int32>) throws -> (gaps: Vector, offsets: Buffer<Int32>) {
    var values = try value?.vector(block) ?? Vector(repeating: .missing, count: block.count)
    var offsets = offsets
    if let filter {
      let selected = try filter.condition(block)
      offsets = selected.narrowed(offsets)
      values = values.gathered(selected.positions())
    }
    return Gaps.gaps(values, offsets: offsets)
  }

  /// The values and the rows that count of one block.
  func evaluate(_ block: Block) throws -> (values: Vector?, selected: Bitmap?) {
    let selected = try filter?.condition(block)
    if let selected, selected.isEmpty {
      return (value.map { _ in Vector(repeating: .missing, count: block.count) }, selected)
    }
    return (try value?.vector(block), selected)
  }
}

/// An aggregate over the children of each row: one sequential pass over neighbouring rows, no hashing.
struct AggregateNode: Node {
  let children: ChildRows
  let input: AggregateInput
  let function: AggregateFunction
  /// For `every`: the condition that all rows must meet; `input.filter` then holds only `during`.
  let test: Node?
  let overGaps: Bool
  /// The type of what is accumulated.
  let valueType: ValueType
  let resultType: ValueType
  let span: Span
  /// Rows of the child table: to tell whether the clause works on most of them.
  let childTotal: Int
  let parentTotal: Int

  func vector(_ block: Block) throws -> Vector {
    switch function {
    case .any, .no, .every: return Vector(count: block.count, .truth(try condition(block)))
    default: return try aggregate(block)
    }
  }

  func condition(_ block: Block) throws -> Bitmap {
    let zero = Vector(repeating: .whole(0), count: block.count)
    switch function {
    case .any: return try matching(block, input).compare(.greater, zero)
    case .no: return try matching(block, input).compare(.equal, zero)
    default:
      let all = try matching(block, input)
      guard let test else { return Bitmap(repeating: true, count: block.count) }
      let both = AggregateInput(
        value: input.value, filter: input.filter.map { AndNode(parts: [$0, test]) } ?? test,
        looksOutside: input.looksOutside, event: nil)
      return all.compare(.equal, try matching(block, both))
    }
  }

  /// How many children of each row count.
  private func matching(_ block: Block, _ input: AggregateInput) throws -> Vector {
    let accumulator = Accumulator(.count, slots: block.count, type: .whole)
    try accumulate(block, input, into: accumulator)
    return accumulator.finish(slots: block.count)
  }

  private func aggregate(_ block: Block) throws -> Vector {
    guard let aggregation = function.aggregation else { return Vector(repeating: .missing, count: block.count) }
    let accumulator = Accumulator(aggregation, slots: block.count, type: valueType)
    if overGaps {
      try accumulateGaps(block, into: accumulator)
    } else {
      try accumulate(block, input, into: accumulator)
    }
    return accumulator.finish(slots: block.count).settled(as: resultType, from: valueType)
  }

  private func accumulate(_ block: Block, _ input: AggregateInput, into accumulator: Accumulator) throws {
    let segments = children.segments(of: block.rows)
    if input.value == nil, input.filter == nil {
      return try add(
        Vector(repeating: .whole(0), count: segments.children.count), nil, nil, segments, 0, into: accumulator)
    }
    let parents = input.looksOutside ? segments.parentSlots() : nil
    var start = 0
    while start < segments.children.count {
      try block.run.checkCancelled()
      let end = min(start + RowBatch.blockSize, segments.children.count)
      let child = child(block, segments, start..<end, parents)
      let (values, selected) = try input.evaluate(child)
      try add(
        values ?? Vector(repeating: .whole(0), count: end - start), selected, try input.event?.vector(child), segments,
        start, into: accumulator)
      start = end
    }
  }

  private func add(
    _ values: Vector?, _ selected: Bitmap?, _ events: Vector?, _ segments: Segments, _ base: Int,
    into accumulator: Accumulator
  ) throws {
    do {
      try accumulator.add(values, segments: segments.offsets, base: base, selected: selected, events: events)
    } catch {
      throw Overflow.diagnostic(at: span)
    }
  }

  private func child(
    _ block: Block, _ segments: Segments, _ positions: Range<Int>, _ parents: Buffer<Int32>?
  ) -> Block {
    Block(
      rows: segments.chunk(positions), positions: positions,
      total: block.total * 2 >= parentTotal ? childTotal : positions.count, run: block.run,
      parent: parents.map { Block.Parent(block: block, slots: $0[positions]) })
  }

  /// Gaps need the values of all rows that count side by side.
  private func accumulateGaps(_ block: Block, into accumulator: Accumulator) throws {
    let segments = children.segments(of: block.rows)
    let parents = input.looksOutside ? segments.parentSlots() : nil
    let whole = child(block, segments, 0..<segments.children.count, parents)
    let (gaps, offsets) = try input.gaps(whole, offsets: segments.offsets)
    try add(gaps, nil, nil, Segments(offsets: offsets, children: .range(0..<gaps.count)), 0, into: accumulator)
  }
}

extension AggregateFunction {
  /// The kernel's name for it; nil for what is built from others.
  var aggregation: Aggregation? {
    switch self {
    case .count: .count
    case .sum: .sum
    case .average: .mean
    case .minimum: .minimum
    case .maximum: .maximum
    case .median: .median
    case .percentile(let share): .percentile(share)
    case .first: .first
    case .last: .last
    case .distinct: .distinct
    case .list: .list
    case .deviation: .standardDeviation
    case .share: .sum
    case .any, .no, .every: nil
    }
  }
}

extension Vector {
  /// What an accumulator gives, in the units of the result: means of hundredths become major units, means of times whole.
  func settled(as result: ValueType, from value: ValueType) -> Vector {
    guard case .double = data else { return self }
    switch (value, result) {
    case (.money, .inexactMoney): return Arithmetic.divide(self, Vector(repeating: .number(100), count: count))
    case (_, .duration): return rounded
    default: return self
    }
  }

  /// Floating-point values as the nearest whole ones.
  private var rounded: Vector {
    guard case .double(let lane) = data else { return self }
    let values = Buffer<Int64>(count: count) { target in
      for row in 0..<count { target[row] = Int64(exactly: lane[row].rounded()) ?? 0 }
    }
    return Vector(count: count, .int64(Lane(values)), known: known)
  }
}

extension Bitmap {
  /// The offsets of segments of which only the set positions are left.
  func narrowed(_ offsets: Buffer<Int32>) -> Buffer<Int32> {
    var before: Int32 = 0
    var position = 0
    return Buffer(count: offsets.count) { target in
      for index in 0..<offsets.count {
        while position < Int(offsets[index]) {
          if self[position] { before += 1 }
          position += 1
        }
        target[index] = before
      }
    }
  }
}
