import Text

/// A chart drawn for a terminal or a text file, no wider than the style's width.
///
///     city           spent
///     Jakarta   120,748.98 │████████████████████████████████
///     Denpasar   60,786.29 │████████████████▏
///     Depok       9,100.00 │██▍
///                          ├──────────┬──────────┬─────────┬
///                          0        40,000     80,000  120,000
///     3 rows
///
/// With `ascii`, nothing is drawn with anything but ASCII; the data stay their own. Every line is ended.
public enum ChartRenderer {
  /// What a page is wide where nobody says.
  public static let usualWidth = 80

  /// The lines of a chart. What is in the data is escaped.
  public static func text(_ chart: Chart, style: TableStyle) -> String {
    let width = style.width ?? usualWidth
    let lines =
      switch chart.figure {
      case _ where chart.rowCount == 0: [String]()
      case .bars(let figure): BarDrawing(figure, width, style).lines
      case .lines(let figure): LineDrawing(figure, width, style).lines
      case .sparks(let figure): SparkDrawing(figure, width, style).lines
      case .cells(let figure): CellDrawing(figure, width, style).lines
      }
    let remarks = ([TableRenderer.footer(shown: chart.rowsDrawn, of: chart.rowCount)] + chart.remarks)
      .map(TableText.safe).flatMap { WordWrap.lines($0, width: width) }.map(style.dim)
    return (lines + remarks).map { $0 + "\n" }.joined()
  }
}
