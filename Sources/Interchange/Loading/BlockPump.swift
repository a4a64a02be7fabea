import Columns
import Synchronization

/// Cuts a file into blocks, and has work done on each by all threads while the next ones are being cut.
///
/// Threads meet once for some blocks and not for each, since they wait long for one another on a busy machine.
struct BlockPump {
  let text: TableText
  let division: Division

  /// - Parameters:
  ///   - tasks: how many pieces of work there are for each block.
  ///   - opened: called on this thread with each block before the work on it.
  ///   - work: one piece of work on a block; a piece's blocks come one after the other, different pieces at the same time.
  /// - Returns: what the scan met.
  func run(
    tasks: Int, opened: (CellBlock) throws -> Void, work: @Sendable (Int, CellBlock) throws -> Void
  ) throws -> ScanFacts {
    let rows = Mutex<any BlockSource>(text.rows())
    var (blocks, next) = (emptyBlocks(), emptyBlocks())
    var filled = try rows.withLock { try BlockPump.fill(blocks, from: &$0) }
    while filled > 0 {
      for block in blocks[..<filled] { try opened(block) }
      let nextFilled = Atomic<Int>(0)
      try division.forEach(tasks + 1) { [ready = blocks[..<filled], next] task in
        if task == 0 {
          nextFilled.store(try rows.withLock { try BlockPump.fill(next, from: &$0) }, ordering: .relaxed)
        } else {
          for block in ready { try work(task - 1, block) }
        }
      }
      filled = nextFilled.load(ordering: .relaxed)
      swap(&blocks, &next)
    }
    return rows.withLock { $0.facts }
  }

  private func emptyBlocks() -> [CellBlock] {
    let columnCount = text.headers.count
    let rowLimit = division.blockRows(columns: columnCount)
    let count = max(1, min(4, (1 << 19) / max(1, columnCount * rowLimit)))
    return (0..<count).map { _ in CellBlock(columnCount: columnCount, rowLimit: rowLimit) }
  }

  /// How many of the blocks there were rows for.
  private static func fill(_ blocks: [CellBlock], from rows: inout any BlockSource) throws -> Int {
    for (index, block) in blocks.enumerated() {
      if try !rows.fill(block) { return index }
    }
    return blocks.count
  }
}
