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

  /// Whether texts may hold more than ASCII. A locale that is named and is not of UTF-8 says no; where none is named, as in
  /// many containers, the terminals of today do.
  public static var speaksUnicode: Bool {
    guard let locale = value("LC_ALL") ?? value("LC_CTYPE") ?? value("LANG") else { return true }
    let name = locale.lowercased()
    return name.contains("utf-8") || name.contains("utf8")
  }

  /// A terminal that knows no cursor movement.
  public static var isDumbTerminal: Bool { value("TERM") == nil || value("TERM") == "dumb" }
}
