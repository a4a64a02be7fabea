import Interchange

/// How answers are written: drawn for a person, or in a file format for a program.
public enum OutputMode: Equatable, Sendable {
  /// A table if it fits the width, else records.
  case table
  /// One row below the other.
  case record
  /// Drawn, as what fits the columns.
  case chart
  /// A file format by its name.
  case format(String)

  /// Every mode by name, those for people first.
  public static var names: [String] { ["table", "record", "chart"] + OutputFormat.all.map(\.name) }

  /// The mode of a name, in any case; nil if there is none.
  public init?(named name: String) {
    switch name.lowercased() {
    case "table": self = .table
    case "record": self = .record
    case "chart": self = .chart
    case let name:
      guard OutputFormat.all.contains(where: { $0.name == name }) else { return nil }
      self = .format(name)
    }
  }

  /// Whether answers are drawn for a person.
  var isForPeople: Bool { if case .format = self { false } else { true } }

  public var name: String {
    switch self {
    case .table: "table"
    case .record: "record"
    case .chart: "chart"
    case .format(let name): name
    }
  }
}
