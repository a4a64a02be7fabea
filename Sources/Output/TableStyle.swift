/// How a table is drawn.
public struct TableStyle: Sendable {
  /// How rows lie on the page.
  public enum Layout: Sendable {
    /// A table if its columns fit, else records.
    case fitted
    case table
    /// One row below the other, each column on a line of its own.
    case record
  }

  /// The cells of a line; nil for as many as it takes.
  public var width: Int?
  /// The rows shown at most; nil for all.
  public var maxRows: Int?
  public var layout: Layout
  /// Draws with ASCII only; the data stay their own.
  public var ascii: Bool
  /// Bold headers, dim lines and footer.
  public var color: Bool

  public init(
    width: Int? = nil, maxRows: Int? = nil, layout: Layout = .fitted, ascii: Bool = false, color: Bool = false
  ) {
    self.width = width
    self.maxRows = maxRows
    self.layout = layout
    self.ascii = ascii
    self.color = color
  }

  /// What stands for a missing value: not nothing, which is an empty text, and not a dash, which could be a minus.
  var missing: String { ascii ? "." : "·" }
  var ellipsis: String { ascii ? "..." : "…" }

  /// A line of box drawing.
  func rule(_ cells: Int) -> String { String(repeating: ascii ? "-" : "─", count: max(0, cells)) }

  func bold(_ text: String) -> String { color && !text.isEmpty ? "\u{1B}[1m\(text)\u{1B}[0m" : text }

  func dim(_ text: String) -> String { color && !text.isEmpty ? "\u{1B}[2m\(text)\u{1B}[0m" : text }
}
