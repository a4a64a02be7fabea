import Dispatch
import Synchronization

/// A value that another thread makes while its owner does something else; given up by its owner before, it is never made.
final class Promised<Value: Sendable>: Sendable {
  private let made = Mutex<Value?>(nil)
  private let make: @Sendable () -> Value

  init(_ make: @escaping @Sendable () -> Value) {
    self.make = make
    DispatchQueue.global().async { [weak self] in _ = self?.value }
  }

  /// The value. Whoever asks before a thread has begun makes it; whoever asks meanwhile waits.
  var value: Value {
    made.withLock { made in
      if let made { return made }
      let value = make()
      made = value
      return value
    }
  }
}

/// Work that is done ahead on other threads and handed on in order by the caller's.
enum Ahead {
  /// How many pieces are under way or waiting: enough for two cores not to wait for each other.
  static let count = 6

  /// Calls `take` with what `make` makes of 0 up to `count`, in this order.
  static func each<Value: Sendable>(
    of count: Int, make: @escaping @Sendable (Int) -> Value, take: (Value) throws -> Void
  ) rethrows {
    var waiting: [Promised<Value>] = []
    var begun = 0
    for index in 0..<count {
      while begun < min(index + Ahead.count, count) {
        let next = begun
        waiting.append(Promised { make(next) })
        begun += 1
      }
      try take(waiting.removeFirst().value)
    }
  }
}

/// A sheet that another thread fills while its owner does something else; it is filled again and again.
final class Piece: Sendable {
  private struct State {
    var sheet = CsvSheet()
    var fill: (@Sendable (inout CsvSheet) -> Void)?

    mutating func finish() {
      guard let fill else { return }
      self.fill = nil
      fill(&sheet)
    }
  }

  private let state = Mutex(State())

  /// Has the sheet filled anew.
  func begin(_ fill: @escaping @Sendable (inout CsvSheet) -> Void) {
    state.withLock { state in
      state.sheet.clear()
      state.fill = fill
    }
    DispatchQueue.global().async { [weak self] in self?.state.withLock { $0.finish() } }
  }

  /// Reads the filled sheet. Whoever asks before a thread has begun fills it; whoever asks meanwhile waits.
  func read(_ body: (borrowing CsvSheet) throws -> Void) rethrows {
    try state.withLock { state in
      state.finish()
      try body(state.sheet)
    }
  }
}
