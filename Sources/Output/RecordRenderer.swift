import Text

/// A table as records: a numbered rule for each row, then a line for each column.
///
///     ─ 1 ──────────────────
///     name   Zoë Tan
///     city   東京
///     spent  1,234.50
///
/// A long text runs over at most four lines and ends in `…` if it is longer.
enum RecordRenderer {
  private static let mostLines = 4

  /// - Parameter table: escaped, with at least one column.
  static func text(_ table: TableText, _ style: TableStyle) -> String {
    let width = max(16, style.width ?? 80)
    let widest = table.columns.map { DisplayWidth.of($0.header) }.max() ?? 0
    let label = min(widest, max(TableLayout.least, width / 3))
    let room = style.width == nil ? Int.max : width - label - TableLayout.gap
    var text = ""
    for (number, row) in table.rows.enumerated() {
      let title = style.rule(1) + " \(NumberText.whole(Int64(number + 1))) "
      text += style.dim(title + style.rule(min(width, 40) - DisplayWidth.of(title))) + "\n"
      for (column, cell) in zip(table.columns, row) { text += field(column, cell, label, room, style) }
    }
    return text
  }

  private static func field(
    _ column: TableText.Column, _ cell: String?, _ label: Int, _ room: Int, _ style: TableStyle
  ) -> String {
    let header = DisplayWidth.cut(column.header, toWidth: label, mark: style.ellipsis)
    let indent = String(repeating: " ", count: label + TableLayout.gap)
    let lead = style.bold(header) + indent.dropFirst(DisplayWidth.of(header))
    guard let cell else { return lead + style.dim(style.missing) + "\n" }
    guard !cell.isEmpty else { return style.bold(header) + "\n" }
    let lines = value(cell, room, style)
    return lead + lines.joined(separator: "\n" + indent) + "\n"
  }

  private static func value(_ cell: String, _ room: Int, _ style: TableStyle) -> [String] {
    let lines = WordWrap.lines(cell, width: room)
    guard lines.count > mostLines else { return lines }
    let last = DisplayWidth.cut(lines[mostLines - 1], toWidth: room - DisplayWidth.of(style.ellipsis), mark: "")
    return Array(lines.prefix(mostLines - 1)) + [last + style.ellipsis]
  }
}
