import Columns
import Text

/// A table drawn for a terminal or a text file.
///
///     name       city      spent
///     ─────────  ────  ─────────
///     Zoë Tan    東京   1,234.50
///     Ani        ·          0.00
///     first 2 rows of 2,446
///
/// Nothing in it is wider than the style's width (but a record of a line narrower than 16 cells); a cut cell ends in `…`,
/// and rows left out are said. Every line is ended.
public enum TableRenderer {
  /// A result, of which no more rows are read than are shown.
  public static func text(_ result: ResultTable, style: TableStyle) -> String {
    text(TableText(result, maxRows: style.maxRows), style: style)
  }

  /// A table of texts; they need not be safe to show, the result is.
  public static func text(_ table: TableText, style: TableStyle) -> String {
    let table = table.limited(to: style.maxRows).escaped()
    let footer = style.dim(footer(shown: table.rows.count, of: table.rowCount)) + "\n"
    guard !table.columns.isEmpty else { return footer }
    if style.layout != .record, let layout = TableLayout(table, width: style.layout == .table ? nil : style.width) {
      return grid(table, layout, style) + footer
    }
    return RecordRenderer.text(table, style) + footer
  }

  /// How many rows there are and, if not all are shown, how many are: `1 row`, `first 40 rows of 2,446`.
  public static func footer(shown: Int, of total: Int) -> String {
    if total == 0 { return "no rows" }
    let all = NumberText.whole(Int64(total))
    if shown < total { return "first \(NumberText.whole(Int64(shown))) \(shown == 1 ? "row" : "rows") of \(all)" }
    return total == 1 ? "1 row" : "\(all) rows"
  }

  private static func grid(_ table: TableText, _ layout: TableLayout, _ style: TableStyle) -> String {
    let headers = table.columns.indices.map { index in
      cell(table.columns[index].header, table.columns[index], layout.widths[index], style, style.bold)
    }
    var text =
      line(headers) + line(layout.widths.map { Cell(text: style.dim(style.rule($0)), space: 0, onRight: true) })
    for row in table.rows {
      text += line(
        row.indices.map { index in
          let paint = row[index] == nil ? style.dim : { $0 }
          return cell(row[index] ?? style.missing, table.columns[index], layout.widths[index], style, paint)
        })
    }
    return text
  }

  /// A painted text and the spaces that fill its column, which must not be counted from the painted text.
  private struct Cell {
    var text: String
    var space: Int
    var onRight: Bool
  }

  private static func cell(
    _ text: String, _ column: TableText.Column, _ width: Int, _ style: TableStyle, _ paint: (String) -> String
  ) -> Cell {
    let cut = DisplayWidth.cut(text, toWidth: width, mark: style.ellipsis)
    return Cell(text: paint(cut), space: width - DisplayWidth.of(cut), onRight: column.isRightAligned)
  }

  /// Cells side by side, without spaces at the end.
  private static func line(_ cells: [Cell]) -> String {
    var line = ""
    var pending = 0
    for (index, cell) in cells.enumerated() {
      if index > 0 { pending += TableLayout.gap }
      if cell.onRight { pending += cell.space }
      if !cell.text.isEmpty {
        line += String(repeating: " ", count: pending) + cell.text
        pending = 0
      }
      if !cell.onRight { pending += cell.space }
    }
    return line + "\n"
  }
}
