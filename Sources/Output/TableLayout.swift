import Text

/// The widths of a table's columns, fitted to a line.
///
/// A column wants its widest cell or header. If they do not all fit, the widest that may be cut give way first, down to a
/// common cap: text columns to no less than six cells, columns that are not cut to their widest cell (only their headers
/// are cut). If even that is too wide there is no layout, and records are the better form.
struct TableLayout {
  static let gap = 2
  /// Less than this of a text says too little.
  static let least = 6

  var widths: [Int]

  /// - Parameters:
  ///   - table: escaped.
  ///   - width: the cells of a line; nil for as many as it takes.
  /// - Returns: nil if the columns do not fit.
  init?(_ table: TableText, width: Int?) {
    let headers = table.columns.map { DisplayWidth.of($0.header) }
    var cells = [Int](repeating: 1, count: headers.count)
    for row in table.rows {
      for (index, cell) in row.enumerated() { cells[index] = max(cells[index], DisplayWidth.of(cell ?? "")) }
    }
    widths = zip(headers, cells).map { max($0, $1) }
    guard let width, TableLayout.total(widths) > width else { return }
    let floors = table.columns.indices.map { index in
      let floor = min(widths[index], TableLayout.least)
      return table.columns[index].isUncut ? max(floor, cells[index]) : floor
    }
    guard TableLayout.total(floors) <= width else { return nil }
    shrink(to: width, floors)
  }

  /// The largest cap under which the columns fit; what is left over goes to capped columns from the left.
  private mutating func shrink(to width: Int, _ floors: [Int]) {
    let wanted = widths
    func capped(_ cap: Int) -> [Int] { zip(wanted, floors).map { min($0, max($1, cap)) } }
    var low = 0
    var high = width
    while low < high {
      let middle = (low + high + 1) / 2
      if TableLayout.total(capped(middle)) <= width { low = middle } else { high = middle - 1 }
    }
    widths = capped(low)
    var spare = width - TableLayout.total(widths)
    for index in widths.indices where spare > 0 && widths[index] == low && wanted[index] > low {
      widths[index] += 1
      spare -= 1
    }
  }

  private static func total(_ widths: [Int]) -> Int {
    widths.reduce(0, +) + gap * max(0, widths.count - 1)
  }
}
