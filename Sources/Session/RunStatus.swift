/// How a run ended, for scripts: the numbers are a promise.
public enum RunStatus: Int32, Sendable, Comparable, CaseIterable {
  case success = 0
  /// A statement could not be understood or answered.
  case query = 1
  /// The command line was wrong.
  case usage = 2
  /// A book could not be read.
  case book = 3
  /// A script could not be read, or a file could not be written.
  case file = 4
  /// Interrupted.
  case cancelled = 130

  public static func < (left: RunStatus, right: RunStatus) -> Bool { left.rawValue < right.rawValue }
}
