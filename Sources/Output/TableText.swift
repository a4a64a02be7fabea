import Text

/// A table as texts, ready to be laid out: what is drawn, whatever it came from.
public struct TableText: Sendable {
  /// How a column is headed and set.
  public struct Column: Sendable {
    public var header: String
    public var isRightAligned: Bool
    /// Numbers, dates and the like: half of one would be another, so they are never cut.
    public var isUncut: Bool

    public init(_ header: String, isRightAligned: Bool = false, isUncut: Bool? = nil) {
      self.header = header
      self.isRightAligned = isRightAligned
      self.isUncut = isUncut ?? isRightAligned
    }
  }

  public var columns: [Column]
  /// The rows shown, each with one text a column; nil is a missing value.
  public var rows: [[String?]]
  /// The rows that there are, of which `rows` may be only the first.
  public var rowCount: Int

  /// - Parameter rowCount: nil if `rows` is all there is.
  public init(columns: [Column], rows: [[String?]], rowCount: Int? = nil) {
    self.columns = columns
    self.rows = rows
    self.rowCount = rowCount ?? rows.count
  }

  /// The first rows of the table.
  func limited(to rows: Int?) -> TableText {
    guard let rows, rows < self.rows.count else { return self }
    return TableText(columns: columns, rows: Array(self.rows.prefix(max(0, rows))), rowCount: rowCount)
  }

  /// The table with all text made safe to show; after this, widths can be measured.
  func escaped() -> TableText {
    let safeColumns = columns.map { column in
      Column(TableText.safe(column.header), isRightAligned: column.isRightAligned, isUncut: column.isUncut)
    }
    let safeRows = rows.map { row in
      columns.indices.map { index in index < row.count ? row[index].map(TableText.safe) : nil }
    }
    return TableText(columns: safeColumns, rows: safeRows, rowCount: rowCount)
  }

  /// No more of a cell is looked at than could be shown, so that a cell of a megabyte costs nothing.
  static func safe(_ text: String) -> String {
    guard text.utf8.count > 4096 else { return TerminalSafe.escape(text) }
    return TerminalSafe.escape(String(text.unicodeScalars.prefix(4096))) + "…"
  }
}
