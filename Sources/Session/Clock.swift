import CivilTime
import Glibc

/// The time as a conversation sees it: values, so that a test can say what time it is.
public struct Clock: Sendable {
  /// The wall clock of the machine, which counts while the book has no zone: microseconds since 1970-01-01T00:00.
  public var now: @Sendable () -> Int64
  /// The clock of UTC, in the same unit, from which a book's own zone tells what its clocks show.
  public var utc: @Sendable () -> Int64
  /// Nanoseconds from a point that never changes; for measuring.
  public var monotonic: @Sendable () -> UInt64

  /// - Parameter utc: nil where the machine's zone is UTC.
  public init(
    now: @escaping @Sendable () -> Int64, utc: (@Sendable () -> Int64)? = nil,
    monotonic: @escaping @Sendable () -> UInt64
  ) {
    self.now = now
    self.utc = utc ?? now
    self.monotonic = monotonic
  }

  /// The clock of the machine, in its zone.
  public static let system = Clock(
    now: {
      let utc = microseconds()
      var seconds = time_t(utc / Microseconds.second)
      var local = tm()
      let offset = localtime_r(&seconds, &local) == nil ? 0 : local.tm_gmtoff
      return utc + Int64(offset) * Microseconds.second
    }, utc: microseconds,
    monotonic: {
      var moment = timespec()
      clock_gettime(CLOCK_MONOTONIC, &moment)
      return UInt64(moment.tv_sec) * 1_000_000_000 + UInt64(moment.tv_nsec)
    })

  @Sendable private static func microseconds() -> Int64 {
    var moment = timespec()
    clock_gettime(CLOCK_REALTIME, &moment)
    return Int64(moment.tv_sec) * Microseconds.second + Int64(moment.tv_nsec / 1000)
  }

  /// A clock that stands still at the beginning of a date.
  public static func fixed(_ days: Int32) -> Clock {
    Clock(now: { Int64(days) * Microseconds.day }, monotonic: { 0 })
  }
}
