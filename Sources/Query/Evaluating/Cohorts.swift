import Columns
import Diagnostics

/// `cohort`: one walk over the rows and their events; an event is added to the cell of its row's cohort and its age.
extension Execution {
  mutating func cohort(_ cohort: Cohort, at span: Span) throws {
    try leaveOutUndated(cohort, at: span)
    let groups = try RowGroups(of: [cohort.key.value], relation, compiler, run)
    let measures = cohort.measures.map { CohortColumn($0, cohort, compiler) }
    for block in relation.blocks(run) {
      try run.checkCancelled()
      let slots = groups.numbers[block.positions]
      for measure in measures { try measure.add(block, slots, groups: groups.count) }
    }
    let key = try column(cohort.key.value).vector(.range(0..<relation.count))
    let keys = key.gathered(groups.firstRows).column(type: cohort.key.value.type)
    let order = Sorting.order(count: groups.count, by: [SortKey(column: keys, isDescending: false)])
    let finished = try measures.map { try $0.finish(groups.count) }
    relation.slots.removeAll()
    relation = Relation(table: nil, total: groups.count, slots: relation.slots)
    relation.slots.set(cohort.key.slot, .column(keys.vector(.list(order)).column(type: keys.type)))
    let cells = try (0..<cohort.columns.count).map { period -> Column in
      try run.checkCancelled()
      for (measure, values) in zip(cohort.measures, finished) {
        let places = measure.age == nil ? order : values.places(order, period, of: cohort.columns.count)
        relation.slots.set(
          measure.aggregate.slot, .column(values.column.vector(.list(places)).column(type: values.column.type)))
      }
      return try begun(try column(cohort.cell), cohort, period)
    }
    for (column, cell) in zip(cohort.columns, cells) { relation.slots.set(column.slot, .column(cell)) }
  }

  /// Rows without a date are in no cohort, which is said.
  private mutating func leaveOutUndated(_ cohort: Cohort, at span: Span) throws {
    guard let known = try column(cohort.key.value).known, known.setCount < relation.count else { return }
    let missing = relation.count - known.setCount
    relation.keep(known.positions())
    let what = missing == 1 ? "1 row has no date and is" : "\(missing) rows have no date and are"
    notes.append(Diagnostic("not-in-a-cohort", "\(what) in no cohort.", at: span, severity: .note))
  }

  /// The cells of the cohorts whose period has begun by today; missing in the others.
  private func begun(_ cells: Column, _ cohort: Cohort, _ period: Int) throws -> Column {
    let reach = try column(cohort.reach)
    let places = Buffer<Int32>(count: relation.count) { target in
      for row in 0..<relation.count {
        guard case .whole(let distance) = reach.value(row), distance >= Int64(period * cohort.width) else {
          target[row] = -1
          continue
        }
        target[row] = Int32(truncatingIfNeeded: row)
      }
    }
    return cells.vector(.list(places)).column(type: cells.type)
  }
}

extension RowGroups {
  /// The first row of each group.
  var firstRows: Buffer<Int32> {
    var rows = [Int32](repeating: -1, count: count)
    for row in 0..<numbers.count where rows[Int(numbers[row])] < 0 {
      rows[Int(numbers[row])] = Int32(truncatingIfNeeded: row)
    }
    return Buffer(rows)
  }
}

/// One measure of a cohort under way: a slot for each cohort, or for each of its periods.
private final class CohortColumn {
  struct Finished {
    var column: Column

    /// Where the cells of a period lie, cohort by cohort.
    func places(_ order: Buffer<Int32>, _ period: Int, of periods: Int) -> Buffer<Int32> {
      Buffer(order.array.map { Int32(truncatingIfNeeded: Int($0) * periods + period) })
    }
  }

  private let measure: CohortMeasure
  private let periods: Int
  private let width: Int64
  private let children: ChildRows?
  private let age: Node?
  private let input: AggregateInput
  private let accumulator: Accumulator
  private let valueType: ValueType
  /// The last row that was counted in each period.
  private var counted: [Int]

  init(_ measure: CohortMeasure, _ cohort: Cohort, _ compiler: Compiler) {
    let aggregate = measure.aggregate
    self.measure = measure
    periods = cohort.columns.count
    width = Int64(cohort.width)
    let ways = aggregate.path.map { compiler.book.waysBack[$0] }
    children = ways.isEmpty ? nil : ChildRows(ways: ways, isForFew: compiler.isForFew)
    age = measure.age.map { compiler.node($0) }
    input = compiler.input(aggregate.value, [aggregate.during, aggregate.filter].compactMap { $0 })
    valueType = aggregate.value?.type ?? .whole
    accumulator = Accumulator(aggregate.function.aggregation ?? .count, slots: 1, type: valueType)
    counted = Array(repeating: -1, count: periods)
  }

  /// Adds a block of rows, each to the cohort of its slot.
  func add(_ block: Block, _ slots: Buffer<Int32>, groups: Int) throws {
    guard let children, let age else {
      accumulator.grow(slots: groups)
      return try add(block, slots)
    }
    accumulator.grow(slots: groups * periods)
    let segments = children.segments(of: block.rows)
    let parents = segments.parentSlots()
    var start = 0
    while start < segments.children.count {
      try block.run.checkCancelled()
      let end = min(start + RowBatch.blockSize, segments.children.count)
      let child = Block(
        rows: segments.chunk(start..<end), positions: start..<end, total: block.total, run: block.run,
        parent: Block.Parent(block: block, slots: parents[start..<end]))
      try add(child, cells(try age.vector(child), slots, parents[start..<end], block.positions.lowerBound))
      start = end
    }
  }

  /// The cell of each event; −1 for those before the cohort or beyond the last column, and for further events of a row
  /// where rows count.
  private func cells(
    _ ages: Vector, _ slots: Buffer<Int32>, _ parents: Buffer<Int32>, _ base: Int
  ) -> Buffer<Int32> {
    let wholes = ages.wholes
    return Buffer(count: ages.count) { target in
      for row in 0..<ages.count {
        target[row] = -1
        guard ages.known?[row] ?? true, wholes[row] >= 0, wholes[row] / width < Int64(periods) else { continue }
        let period = Int(wholes[row] / width)
        let parent = base + Int(parents[row])
        if measure.countsRows {
          if counted[period] == parent { continue }
          counted[period] = parent
        }
        target[row] = Int32(truncatingIfNeeded: Int(slots[Int(parents[row])]) * periods + period)
      }
    }
  }

  private func add(_ block: Block, _ slots: Buffer<Int32>) throws {
    let (values, selected) = try input.evaluate(block)
    do {
      try accumulator.add(
        values ?? Vector(repeating: .whole(0), count: block.count), slots: slots, selected: selected)
    } catch {
      throw Overflow.diagnostic(at: measure.aggregate.span)
    }
  }

  func finish(_ groups: Int) throws -> Finished {
    let slots = measure.age == nil ? groups : groups * periods
    accumulator.grow(slots: slots)
    let type = measure.aggregate.type
    return Finished(column: accumulator.finish(slots: slots).settled(as: type, from: valueType).column(type: type))
  }
}
