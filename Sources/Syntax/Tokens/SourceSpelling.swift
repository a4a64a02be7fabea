import CivilTime

/// Writes values the way the language spells them: the inverse of `LiteralReader`.
public enum SourceSpelling {
  /// A text in quotation marks, with the escapes it needs.
  public static func text(_ text: String) -> String {
    var spelled = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": spelled += "\\\""
      case "\\": spelled += "\\\\"
      case "\n": spelled += "\\n"
      default:
        if scalar.isForbidden || scalar == "\r" {
          spelled += "\\u{" + String(scalar.value, radix: 16, uppercase: true) + "}"
        } else {
          spelled.unicodeScalars.append(scalar)
        }
      }
    }
    return spelled + "\""
  }

  /// A pattern in quotation marks: as it is, but for what cannot stand there, which patterns have escapes of their own for.
  static func pattern(_ pattern: String) -> String {
    var spelled = "\""
    var isEscaped = false
    for scalar in pattern.unicodeScalars {
      if scalar == "\"", !isEscaped {
        spelled += "\\\""
      } else if scalar.isForbidden || scalar == "\n" || scalar == "\r" {
        spelled += (isEscaped ? "" : "\\") + "x{" + String(scalar.value, radix: 16, uppercase: true) + "}"
      } else {
        spelled.unicodeScalars.append(scalar)
      }
      isEscaped = scalar == "\\" && !isEscaped
    }
    return spelled + "\""
  }

  static func name(_ name: Name) -> String { name.isQuoted ? "`\(name.text)`" : name.text }

  /// Names joined by dots, each in backticks where it is not a plain word.
  static func dotted(_ name: Name) -> String {
    if name.isQuoted || !name.text.contains(".") { return self.name(name) }
    return name.text.split(separator: ".", omittingEmptySubsequences: false).map { part in
      isPlain(part) ? String(part) : "`\(part)`"
    }.joined(separator: ".")
  }

  /// Whether a name needs no backticks.
  static func isPlain(_ name: some StringProtocol) -> Bool {
    guard let first = name.unicodeScalars.first, first == "_" || first.properties.isXIDStart else { return false }
    return name.unicodeScalars.allSatisfy { $0.properties.isXIDContinue }
  }

  static func literal(_ literal: Literal) -> String {
    switch literal {
    case .text(let value): return text(value)
    case .whole(let value): return String(value)
    case .number(let value, let exact): return number(value, exact)
    case .money(let amount, let currency): return "\(decimal(amount)) \(currency)"
    case .percent(let value): return "\(plain(value))%"
    case .date(let days): return date(days)
    case .time(let microseconds): return time(microseconds)
    case .month(let number): return month(number)
    case .duration(let length): return duration(length)
    case .truth(let value): return value ? "true" : "false"
    case .today: return "today"
    case .now: return "now"
    }
  }

  /// Digits and a point where there are decimals: `12.50`.
  static func decimal(_ value: Decimal64) -> String {
    let digits = String(value.units.magnitude)
    let sign = value.units < 0 ? "-" : ""
    guard value.scale > 0 else { return sign + digits }
    let padded = String(repeating: "0", count: max(0, value.scale + 1 - digits.count)) + digits
    return sign + padded.dropLast(value.scale) + "." + padded.suffix(value.scale)
  }

  /// A number that is read as a number again, not as a whole number.
  private static func number(_ value: Double, _ exact: Decimal64?) -> String {
    guard let exact else { return String(describing: value) }
    return exact.scale > 0 ? decimal(exact) : "\(exact.units)e0"
  }

  /// A number without a needless `.0`.
  static func plain(_ value: Double) -> String {
    let described = String(describing: value)
    return described.hasSuffix(".0") ? String(described.dropLast(2)) : described
  }

  private static func padded(_ value: Int, _ width: Int) -> String {
    let digits = String(value.magnitude)
    return (value < 0 ? "-" : "") + String(repeating: "0", count: max(0, width - digits.count)) + digits
  }

  static func date(_ days: Int32) -> String {
    let date = CivilDate(days: days)
    return "\(padded(date.year, 4))-\(padded(date.month, 2))-\(padded(date.day, 2))"
  }

  static func month(_ number: Int32) -> String {
    let date = CivilDate(monthNumber: Int(number))
    return "\(padded(date.year, 4))-\(padded(date.month, 2))"
  }

  static func time(_ microseconds: Int64) -> String {
    let perDay: Int64 = 86_400_000_000
    let day = microseconds >= 0 ? microseconds / perDay : -((-microseconds + perDay - 1) / perDay)
    let rest = Int(microseconds - day * perDay)
    let seconds = rest / 1_000_000
    var spelled = "\(date(Int32(clamping: day)))T\(padded(seconds / 3600, 2)):\(padded(seconds / 60 % 60, 2))"
    let fraction = rest % 1_000_000
    if seconds % 60 != 0 || fraction != 0 { spelled += ":" + padded(seconds % 60, 2) }
    guard fraction != 0 else { return spelled }
    let digits = padded(fraction, 6)
    return spelled + "." + digits.prefix(digits.count - digits.reversed().prefix { $0 == "0" }.count)
  }

  /// The largest units that are exact: `1y`, `18mo`, `90d`, `36h`.
  static func duration(_ length: CalendarDuration) -> String {
    var spelled = ""
    if length.months != 0 {
      spelled += length.months % 12 == 0 ? "\(length.months / 12)y" : "\(length.months)mo"
    }
    if length.days != 0 { spelled += "\(length.days)d" }
    let minute: Int64 = 60_000_000
    if length.microseconds != 0 {
      let minutes = length.microseconds / minute
      spelled += minutes % 60 == 0 ? "\(minutes / 60)h" : "\(minutes)min"
    }
    return spelled.isEmpty ? "0d" : spelled
  }
}
