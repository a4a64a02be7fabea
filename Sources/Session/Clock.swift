import CivilTime
import Glibc

/// The time as a conversation sees it: values, so that a test can say what time it is.
public struct Clock: Sendable {
  /// The wall clock in the book's zone: microseconds since 1970-01-01T00:00.
  public var now: @Sendable () -> Int64
  /// Nanoseconds from a point that never changes; for measuring.
  public var monotonic: @Sendable () -> UInt64

  public init(now: @escaping @Sendable () -> Int64, monotonic: @escaping @Sendable () -> UInt64) {
    self.now = now
    self.monotonic = monotonic
  }

  /// The clock of the machine, in its zone.
  public static let system = Clock(
    now: {
      var moment = timespec()
      clock_gettime(CLOCK_REALTIME, &moment)
      var seconds = moment.tv_sec
      var local = tm()
      let offset = localtime_r(&seconds, &local) == nil ? 0 : local.tm_gmtoff
      return Int64(moment.tv_sec + offset) * Microseconds.second + Int64(moment.tv_nsec / 1000)
    },
    monotonic: {
      var moment = timespec()
      clock_gettime(CLOCK_MONOTONIC, &moment)
      return UInt64(moment.tv_sec) * 1_000_000_000 + UInt64(moment.tv_nsec)
    })

  /// A clock that stands still at the beginning of a date.
  public static func fixed(_ days: Int32) -> Clock {
    Clock(now: { Int64(days) * Microseconds.day }, monotonic: { 0 })
  }
}
