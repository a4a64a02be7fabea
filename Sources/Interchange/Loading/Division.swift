import Dispatch
import Synchronization

/// How a load divides its work. No choice shows in what is loaded.
struct Division: Sendable {
  /// Threads that share the work.
  var threads = 2
  /// Rows of a file that are read at a time.
  var blockRows = CellBlock.rowLimit
  /// Files of more bytes are read piece by piece, others at once.
  var wholeBytes = 1 << 18
  /// The fewest bytes that are read at a time.
  var pieceBytes = 1 << 14

  /// Rows at a time for a table of so many columns: blocks of wide tables stay within some megabytes.
  func blockRows(columns: Int) -> Int { max(1, min(blockRows, (1 << 20) / max(1, columns))) }

  /// Does `work` for each of `0..<count`, in any order and on all threads.
  func perform(_ count: Int, _ work: @Sendable (Int) -> Void) {
    guard threads > 1, count > 1 else { return (0..<count).forEach(work) }
    let next = Atomic<Int>(0)
    DispatchQueue.concurrentPerform(iterations: min(threads, count)) { _ in
      while true {
        let index = next.add(1, ordering: .relaxed).oldValue
        guard index < count else { return }
        work(index)
      }
    }
  }

  /// The same; of errors, the first one by number is thrown.
  func forEach(_ count: Int, _ work: @Sendable (Int) throws -> Void) throws {
    let failure = Mutex<(index: Int, error: any Error)?>(nil)
    let hasFailed = Atomic<Bool>(false)
    perform(count) { index in
      if threads == 1, hasFailed.load(ordering: .relaxed) { return }
      do { try work(index) } catch {
        hasFailed.store(true, ordering: .relaxed)
        failure.withLock { first in
          if first.map({ index < $0.index }) ?? true { first = (index, error) }
        }
      }
    }
    if let failure = failure.withLock({ $0 }) { throw failure.error }
  }

  /// The results of `work` for each of `0..<count`, in order.
  func map<Result: Sendable>(_ count: Int, _ work: @Sendable (Int) -> Result) -> [Result] {
    let results = Mutex<[Int: Result]>([:])
    perform(count) { index in
      let result = work(index)
      results.withLock { $0[index] = result }
    }
    let finished = results.withLock { $0 }
    return (0..<count).compactMap { finished[$0] }
  }

  /// The same; of errors, the first one by number is thrown.
  func map<Result: Sendable>(_ count: Int, _ work: @Sendable (Int) throws -> Result) throws -> [Result] {
    let results = Mutex<[Int: Result]>([:])
    try forEach(count) { index in
      let result = try work(index)
      results.withLock { $0[index] = result }
    }
    let finished = results.withLock { $0 }
    return (0..<count).compactMap { finished[$0] }
  }
}
