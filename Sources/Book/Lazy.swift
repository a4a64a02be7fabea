import Synchronization

/// A value that is made when it is first asked for, once, and then kept.
///
/// Asking for a value that is there costs one atomic read. Threads that ask at the same time wait for the one that makes it.
/// What it is made from is let go then.
final class Lazy<Value: Sendable>: Sendable {
  private final class Held: Sendable {
    let value: Value

    init(_ value: Value) { self.value = value }
  }

  private let held = AtomicLazyReference<Held>()
  private let make: Mutex<@Sendable () -> Value>

  init(_ value: Value) {
    make = Mutex { value }
    _ = held.storeIfNil(Held(value))
  }

  init(make: @escaping @Sendable () -> Value) { self.make = Mutex(make) }

  /// Whether the value is there.
  var isMade: Bool { held.load() != nil }

  var value: Value { (held.load() ?? made()).value }

  private func made() -> Held {
    make.withLock { make in
      if let known = held.load() { return known }
      let made = held.storeIfNil(Held(make()))
      make = { made.value }
      return made
    }
  }
}

/// Something that is of use until something better is there, and is let go then with all that it holds.
final class Interim<Value: Sendable>: Sendable {
  private let held: Mutex<Value?>

  init(_ value: Value?) { held = Mutex(value) }

  /// Nil once it was let go.
  var value: Value? { held.withLock { $0 } }

  func letGo() { held.withLock { $0 = nil } }
}
