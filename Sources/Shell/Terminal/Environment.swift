import Glibc

/// The few environment variables that are looked at.
public enum Environment {
  /// The value of a variable; nil when it is not set or empty.
  public static func value(_ name: String) -> String? {
    guard let text = getenv(name) else { return nil }
    let value = String(cString: text)
    return value.isEmpty ? nil : value
  }

  /// Whether colours are unwelcome (`NO_COLOR`) or impossible (`TERM=dumb`).
  public static var refusesColor: Bool { value("NO_COLOR") != nil || isDumbTerminal }

  /// A terminal that knows no cursor movement.
  public static var isDumbTerminal: Bool { value("TERM") == nil || value("TERM") == "dumb" }
}
