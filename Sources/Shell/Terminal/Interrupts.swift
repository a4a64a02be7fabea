import CLineEditor

/// Ctrl-C: raises a flag that queries look at, instead of ending the process.
public enum Interrupts {
  /// From now on Ctrl-C raises the flag.
  public static func watch() { _ = signals_watch_interrupts() }

  /// Whether Ctrl-C was pressed since `clear`. Cheap enough to ask for every block of rows.
  public static var isRaised: Bool { signals_interrupted() != 0 }

  /// Lowers the flag.
  public static func clear() { signals_clear_interrupt() }
}
