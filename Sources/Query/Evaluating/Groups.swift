import Book
import Columns
import Diagnostics

/// `group by`: finds the groups and fills an accumulator for each aggregate, block by block.
struct Groups {
  let grouping: Grouping
  let rows: Relation
  let compiler: Compiler
  let run: Run

  init(_ grouping: Grouping, _ rows: Relation, _ compiler: Compiler, _ run: Run) {
    self.grouping = grouping
    self.rows = rows
    self.compiler = compiler.forRows(rows.count)
    self.run = run
  }

  /// The groups as rows of their own: a slot for each key and aggregate.
  func relation() throws -> Relation {
    let keys = grouping.keys.map { compiler.node($0.value) }
    let columns = grouping.aggregates.map { GroupColumn($0, compiler) }
    let grouper = keys.isEmpty ? nil : Grouper(keyCount: keys.count)
    for block in rows.blocks(run) {
      try run.checkCancelled()
      let slots = try grouper?.slots(for: keys.map { try $0.vector(block) }) ?? Buffer(repeating: 0, count: block.count)
      for column in columns { try column.add(block, slots, groups: grouper?.count ?? 1) }
    }
    let count = grouper?.count ?? 1
    let keyColumns = grouper?.keyColumns(types: grouping.keys.map(\.value.type)) ?? []
    let finished = try columns.map { try $0.finish(count) }
    rows.slots.removeAll()
    for (key, column) in zip(grouping.keys, keyColumns) { rows.slots.set(key.slot, .column(column)) }
    for (aggregate, column) in zip(grouping.aggregates, finished) { rows.slots.set(aggregate.slot, .column(column)) }
    let relation = Relation(table: nil, total: count, slots: rows.slots)
    for (aggregate, sums) in zip(grouping.aggregates, finished) where aggregate.function == .share {
      let groups = aggregate.per.isEmpty ? nil : try RowGroups(of: aggregate.per, relation, compiler, run)
      rows.slots.set(aggregate.slot, .column(try Groups.shares(sums, groups, at: aggregate.span)))
    }
    return relation
  }

  /// One aggregate over all rows.
  static func single(
    _ aggregate: GroupAggregate, _ rows: Relation, _ compiler: Compiler, _ run: Run
  ) throws -> Value {
    let column = GroupColumn(aggregate, compiler.forRows(rows.count))
    for block in rows.blocks(run) {
      try run.checkCancelled()
      try column.add(block, Buffer(repeating: 0, count: block.count), groups: 1)
    }
    return try column.finish(1).value(0)
  }

  /// One aggregate over the rows of each group, beside each of the group's rows.
  static func beside(
    _ aggregate: GroupAggregate, _ groups: RowGroups, _ rows: Relation, _ compiler: Compiler, _ run: Run
  ) throws -> Column {
    let column = GroupColumn(aggregate, compiler)
    for block in rows.blocks(run) {
      try run.checkCancelled()
      try column.add(block, groups.numbers[block.positions], groups: groups.count)
    }
    return try column.finish(groups.count).vector(.list(groups.numbers)).column(type: aggregate.type)
  }

  /// Each value over the sum of all, or of its group; missing where the sum is 0.
  static func shares(_ column: Column, _ groups: RowGroups? = nil, at span: Span) throws -> Column {
    let values = column.vector(.range(0..<column.count))
    let numbers = groups?.numbers ?? Buffer(repeating: 0, count: column.count)
    let total = Accumulator(.sum, slots: groups?.count ?? 1, type: column.type)
    do {
      try total.add(values, slots: numbers, selected: nil)
    } catch {
      throw Overflow.diagnostic(at: span)
    }
    let sum = total.finish(slots: groups?.count ?? 1).gathered(numbers)
    return Arithmetic.divide(values, sum).column(type: .percent)
  }
}

/// One aggregate of `group by` under way.
final class GroupColumn {
  private let aggregate: GroupAggregate
  private let children: ChildRows?
  private let input: AggregateInput
  private let accumulator: Accumulator
  private let valueType: ValueType

  init(_ aggregate: GroupAggregate, _ compiler: Compiler) {
    self.aggregate = aggregate
    children =
      aggregate.path.isEmpty
      ? nil
      : ChildRows(
        ways: aggregate.path.map { compiler.book.waysBack[$0] }, isForFew: compiler.isForFew)
    input = compiler.input(aggregate.value, [aggregate.during, aggregate.filter].compactMap { $0 })
    valueType = compiler.accumulated(aggregate.value?.type ?? .whole, overGaps: aggregate.overGaps)
    accumulator = Accumulator(aggregate.function.aggregation ?? .count, slots: 1, type: valueType)
  }

  /// Adds a block of rows, each to the group of its slot.
  func add(_ block: Block, _ slots: Buffer<Int32>, groups: Int) throws {
    accumulator.grow(slots: groups)
    guard let children else { return try add(block, slots) }
    let segments = children.segments(of: block.rows)
    let parents = segments.parentSlots()
    if aggregate.overGaps { return try addGaps(block, slots, segments, parents) }
    var start = 0
    while start < segments.children.count {
      let end = min(start + RowBatch.blockSize, segments.children.count)
      let child = Block(
        rows: segments.chunk(start..<end), positions: start..<end, total: block.total, run: block.run,
        parent: Block.Parent(block: block, slots: parents[start..<end]))
      try add(child, slots.listed(at: parents[start..<end]))
      start = end
    }
  }

  /// Gaps lie between the children of one row; a group pools those of all its rows.
  private func addGaps(
    _ block: Block, _ slots: Buffer<Int32>, _ segments: Segments, _ parents: Buffer<Int32>
  ) throws {
    let count = segments.children.count
    let children = Block(
      rows: segments.children, positions: 0..<count, total: block.total, run: block.run,
      parent: Block.Parent(block: block, slots: parents))
    let (gaps, offsets) = try input.gaps(children, offsets: segments.offsets)
    let owners = Segments(offsets: offsets, children: .range(0..<gaps.count)).parentSlots()
    try add(gaps, slots.listed(at: owners), selected: nil)
  }

  private func add(_ block: Block, _ slots: Buffer<Int32>) throws {
    let (values, selected) = try input.evaluate(block)
    try add(values ?? Vector(repeating: .whole(0), count: block.count), slots, selected: selected)
  }

  private func add(_ values: Vector, _ slots: Buffer<Int32>, selected: Bitmap?) throws {
    do {
      try accumulator.add(values, slots: slots, selected: selected)
    } catch {
      throw Overflow.diagnostic(at: aggregate.span)
    }
  }

  /// The aggregate's value in each group; of a share, the sum that is to be shared.
  func finish(_ groups: Int) throws -> Column {
    accumulator.grow(slots: groups)
    let values = accumulator.finish(slots: groups)
    if aggregate.function == .share { return values.column(type: valueType) }
    return values.settled(as: aggregate.type, from: valueType).column(type: aggregate.type)
  }
}
