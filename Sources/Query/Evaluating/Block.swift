import Book
import Columns
import Synchronization

/// The rows that an expression is evaluated on at a time, and what it may reach from there.
struct Block: Sendable {
  /// Rows of the scope's table; after `group by`, of the groups.
  var rows: RowBatch
  /// Where these rows stand among the rows of the clause: the positions of their slots.
  var positions: Range<Int>
  /// How many rows the clause evaluates in all, about: whether work on a whole dictionary pays.
  var total: Int
  let run: Run
  /// Inside an aggregate: the rows whose children these are.
  var parent: Parent?

  final class Parent: Sendable {
    let block: Block
    /// For each child of the block, the number of its parent within `block`.
    let slots: Buffer<Int32>

    init(block: Block, slots: Buffer<Int32>) {
      self.block = block
      self.slots = slots
    }
  }

  var count: Int { rows.count }
}

/// What one run of a query holds: the columns that clauses added, segments' members, and whether to stop.
final class Run: Sendable {
  let book: Book
  let isCancelled: @Sendable () -> Bool
  private let state = Mutex(State())

  private struct State {
    var members: [SegmentQuery: Bitmap] = [:]
    var columns: [TypedExpression: Column?] = [:]
  }

  init(book: Book, isCancelled: @escaping @Sendable () -> Bool) {
    self.book = book
    self.isCancelled = isCancelled
  }

  /// Throws when the person asked to stop.
  func checkCancelled() throws {
    if isCancelled() { throw QueryCancelled() }
  }

  /// Which rows of a segment's table are members; found on the first call.
  func members(of segment: SegmentQuery) throws -> Bitmap {
    if let recorded = segment.recorded { return recorded }
    if let known = state.withLock({ $0.members[segment] }) { return known }
    let found = try Executor.members(of: segment.query, in: self)
    state.withLock { $0.members[segment] = found }
    return found
  }

  /// The values of an expression in every row of its table; worked out on the first call.
  func column(_ whole: WholeColumn) throws -> Column? {
    let key = whole.expression.withoutPlaces
    if let known = state.withLock({ $0.columns[key] }) { return known }
    let found = try whole.evaluate(self)
    state.withLock { $0.columns[key] = .some(found) }
    return found
  }
}

/// The person asked to stop; nothing has changed.
public struct QueryCancelled: Error {
  public init() {}
}
