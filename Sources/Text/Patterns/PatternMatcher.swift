import Synchronization

/// Lends the machines of one pattern: as many as work at the same time, each with the states that it has found so far.
public final class PatternMatcher: Sendable {
  private let program: PatternProgram
  private let idle = Mutex<[PatternMachine]>([])

  init(_ program: PatternProgram) { self.program = program }

  /// Lends a machine for a block of texts.
  public func withMachine<R>(_ body: (inout PatternMachine) throws -> R) rethrows -> R {
    var machine = idle.withLock { $0.popLast() } ?? PatternMachine(program)
    defer { idle.withLock { $0.append(machine) } }
    return try body(&machine)
  }
}
