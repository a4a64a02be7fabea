import Text

/// The columns on the left of a drawing that say which row is which, cut to the room that they get.
struct LabelColumns {
  static let gap = 2
  /// Less than this of a name says too little.
  static let least = 4

  private let headers: [String]
  private let rows: [[String?]]
  private let isRightAligned: [Bool]
  private(set) var widths: [Int]
  private let style: TableStyle

  /// - Parameter room: the cells that all of them may take, with the gaps between them.
  init(_ labels: ChartLabels, room: Int, _ style: TableStyle) {
    let headers = labels.headers.map(TableText.safe)
    let rows = labels.rows.map { row in row.map { $0.map(TableText.safe) } }
    (self.headers, self.rows) = (headers, rows)
    isRightAligned = labels.isRightAligned
    self.style = style
    widths = headers.indices.map { column in
      rows.reduce(DisplayWidth.of(headers[column])) { max($0, DisplayWidth.of($1[column] ?? style.missing)) }
    }
    // The widest give way first.
    while width > room, let widest = widths.indices.max(by: { widths[$0] < widths[$1] }), widths[widest] > Self.least {
      widths[widest] -= 1
    }
  }

  /// The cells of all columns with the gaps between them.
  var width: Int { widths.reduce(0, +) + Self.gap * max(0, widths.count - 1) }

  var count: Int { rows.count }

  func addHeader(to line: inout ChartLine) { add(headers, to: &line, style.bold) }

  func add(_ row: Int, to line: inout ChartLine) { add(rows[row], to: &line) { $0 } }

  private func add(_ texts: [String?], to line: inout ChartLine, _ paint: (String) -> String) {
    for (column, text) in texts.enumerated() {
      if column > 0 { line.space(Self.gap) }
      let cut = DisplayWidth.cut(text ?? style.missing, toWidth: widths[column], mark: style.ellipsis)
      line.add(cut, toWidth: widths[column], onRight: isRightAligned[column], paint: text == nil ? style.dim : paint)
    }
  }
}
