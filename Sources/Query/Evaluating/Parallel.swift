import Dispatch
import Synchronization

/// Work on blocks by all cores.
enum Parallel {
  /// Fewer blocks than this are done on the calling thread: handing over costs more than it saves.
  private static let least = 16

  /// The results of `work` on each element, in order. The first error by position is thrown.
  static func map<Element: Sendable, Result: Sendable>(
    _ elements: [Element], _ work: @escaping @Sendable (Element) throws -> Result
  ) throws -> [Result] {
    guard elements.count >= least else { return try elements.map(work) }
    let lanes = 2
    let share = (elements.count + lanes - 1) / lanes
    let parts = Mutex<[Int: Swift.Result<[Result], any Error>]>([:])
    DispatchQueue.concurrentPerform(iterations: lanes) { lane in
      let range = min(lane * share, elements.count)..<min((lane + 1) * share, elements.count)
      let result = Swift.Result { try elements[range].map(work) }
      parts.withLock { $0[lane] = result }
    }
    let finished = parts.withLock { $0 }
    return try (0..<lanes).flatMap { lane in try finished[lane]?.get() ?? [] }
  }
}
