import Book
import Columns

/// The events of one step: which children of a row count, and when they happened.
struct StepInput: Sendable {
  let children: ChildRows
  /// Nil where all children count.
  let filter: Node?
  /// Something here looks at the row around the step.
  let looksOutside: Bool
  let event: Node
  let areDates: Bool
  /// Rows of the tables at the end and at the start: to tell whether the clause works on most of them.
  let childTotal: Int
  let parentTotal: Int

  /// When the children of each row of the block happened.
  func events(_ block: Block) throws -> EventRuns {
    let segments = children.segments(of: block.rows)
    let parents = looksOutside ? segments.parentSlots() : nil
    var collector = EventRunCollector(segments: segments.offsets, areDates: areDates)
    var start = 0
    while start < segments.children.count {
      try block.run.checkCancelled()
      let positions = start..<min(start + RowBatch.blockSize, segments.children.count)
      let child = Block(
        rows: segments.chunk(positions), positions: positions,
        total: block.total * 2 >= parentTotal ? childTotal : positions.count, run: block.run,
        parent: parents.map { Block.Parent(block: block, slots: $0[positions]) })
      let selected = try filter?.condition(child)
      if selected.map({ !$0.isEmpty }) ?? true {
        collector.add(try event.vector(child), selected: selected, base: start)
      }
      start = positions.upperBound
    }
    return collector.runs()
  }
}

/// Whether a journey was made by each row.
struct JourneyNode: ConditionNode {
  let inputs: [StepInput]
  let search: ChainSearch

  func condition(_ block: Block) throws -> Bitmap {
    search.completed(try inputs.map { try $0.events(block) }, count: block.count)
  }
}

extension Compiler {
  func journey(_ journey: ChildJourney) -> Node {
    JourneyNode(
      inputs: journey.steps.map(input),
      search: ChainSearch(journey.steps, whole: nil, today: journey.today, now: journey.now))
  }

  func input(_ step: TypedStep) -> StepInput {
    let ways = step.path.map { book.waysBack[$0] }
    let conditions = step.conditions.map(node)
    let table = book.tables[step.table]
    return StepInput(
      children: ChildRows(ways: ways, isForFew: isForFew),
      filter: conditions.isEmpty ? nil : conditions.count == 1 ? conditions[0] : AndNode(parts: conditions),
      looksOutside: step.conditions.contains(where: \.looksOutside),
      event: ColumnNode(column: source(step.table, step.event)),
      areDates: table.columns[step.event].type == .date, childTotal: table.rowCount,
      parentTotal: ways.first.map { book.tables[$0.target].rowCount } ?? 0)
  }
}

extension ChainSearch {
  /// The search for the steps of a journey; the runs are those of the steps, in their order.
  init(_ typed: [TypedStep], whole: TimeLimit?, today: Int32, now: Int64) {
    var steps: [Step] = []
    var open: [Int] = []
    for (index, step) in typed.enumerated() {
      guard step.isAbsent else {
        steps.append(Step(kind: .event, runs: index, limit: step.within, without: open))
        open = []
        continue
      }
      if step.within == nil {
        open.append(index)
      } else {
        steps.append(Step(kind: .silence, runs: index, limit: step.within, without: []))
      }
    }
    if !open.isEmpty { steps.append(Step(kind: .never, runs: open[0], limit: nil, without: open)) }
    self.steps = steps
    self.whole = whole
    self.today = Int64(today) * 86_400_000_000
    self.now = now
  }
}
