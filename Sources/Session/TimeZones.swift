import CivilTime
import Diagnostics
import Syntax

/// The zones that the machine knows: the files of the tz database.
enum TimeZones {
  private static let folders = ["/usr/share/zoneinfo", "/usr/lib/zoneinfo", "/usr/share/lib/zoneinfo"]

  /// The zone of a name such as `Europe/Berlin`, spelled as the tz database does. Throws a diagnostic without a place.
  static func zone(named name: String) throws(Diagnostic) -> TimeZone {
    if ["utc", "gmt"].contains(name.lowercased()) { return .utc }
    for folder in folders where isName(name) {
      guard let bytes = try? FileContents.read("\(folder)/\(name)") else { continue }
      if let zone = TimeZone(name: name, bytes: bytes) { return zone }
    }
    let known = names
    let nearest = nearest(to: name, among: known)
    throw Diagnostic(
      "unknown-timezone", "There is no time zone “\(name)”.",
      notes: [
        known.isEmpty
          ? "This machine has no time zones but UTC: install the package tzdata."
          : "Zones are named by continent and city, such as Europe/Berlin or Asia/Jakarta."
      ],
      suggestion: nearest.map {
        Diagnostic.Suggestion(Formatter.text(of: Expression(.literal(.text($0)), at: Span(0, 0))), at: Span(0, 0))
      })
  }

  /// Letters, digits and a few signs, and no way out of the folder.
  private static func isName(_ name: String) -> Bool {
    let parts = name.split(separator: "/", omittingEmptySubsequences: false)
    return !name.isEmpty && name.utf8.count < 100
      && parts.allSatisfy { part in
        part.first.map { $0.isASCII && ($0.isLetter) } ?? false
          && part.utf8.allSatisfy { $0 &- 48 < 10 || ($0 | 0x20) &- 97 < 26 || [0x5F, 0x2D, 0x2B].contains($0) }
      }
  }

  /// The zones in use: the third column of the database's table.
  private static var names: [String] {
    for folder in folders {
      for table in ["zone1970.tab", "zone.tab"] {
        guard let bytes = try? FileContents.read("\(folder)/\(table)") else { continue }
        return String(decoding: bytes, as: UTF8.self).split(separator: "\n").compactMap { line in
          let fields = line.split(separator: "\t")
          return line.hasPrefix("#") || fields.count < 3 ? nil : String(fields[2])
        }
      }
    }
    return []
  }

  /// By its spelling, or by the city alone.
  private static func nearest(to name: String, among known: [String]) -> String? {
    let folded = name.lowercased()
    let cities = known.filter {
      $0.lowercased() == folded || $0.lowercased().hasSuffix("/" + folded.replacing(" ", with: "_"))
    }
    return cities.first ?? Suggestions.nearest(name, among: known)
  }
}

extension Session {
  /// `set timezone = "Europe/Berlin"`: on whose clocks the book's times are.
  mutating func setTimeZone(_ statement: SetStatement, _ turn: Turn) throws(Failure) {
    let value = statement.value.binding(parameters)
    guard case .literal(.text(let name)) = value.kind else {
      throw turn.failure(
        Diagnostic(
          "not-a-setting", "A time zone's name belongs here, in quotation marks.", at: statement.value.span,
          notes: ["For instance: set timezone = \"Europe/Berlin\""]))
    }
    let found: TimeZone
    do throws(Diagnostic) {
      found = try TimeZones.zone(named: name)
    } catch {
      throw turn.failure(error.placed(at: statement.value.span))
    }
    try keep(.setting, ["timezone"], found.name, turn)
    zone = found
    moment = wallClock
    turn.emit(
      .message(
        "The book's clocks are those of \(found.name) from here on: \(IsoText.time(moment / Microseconds.minute * Microseconds.minute)) now. "
          + "Times with an offset from UTC that are read from here on are put on them."))
  }

  /// The zone that a book's texts name; nil where the machine does not know it.
  static func timeZone(_ texts: [(name: String, text: String)]) -> TimeZone? {
    texts.first { $0.name == "timezone" }.flatMap { try? TimeZones.zone(named: $0.text) }
  }
}

extension Schema {
  /// The zone in which the folder's files are read, if the schema sets one: the last that it names.
  func timeZone() throws(Failure) -> TimeZone? {
    var zone: TimeZone?
    for case .set(let set) in Parser.parse(source).script.statements.map(\.kind)
    where set.name.text.lowercased() == "timezone" {
      guard case .literal(.text(let name)) = set.value.kind else { continue }
      do throws(Diagnostic) { zone = try TimeZones.zone(named: name) } catch {
        throw Failure(error.placed(at: set.value.span), in: source, status: .book)
      }
    }
    return zone
  }
}

extension Diagnostic {
  fileprivate func placed(at span: Span) -> Diagnostic {
    var placed = self
    placed.span = span
    placed.suggestion?.span = span
    return placed
  }
}
