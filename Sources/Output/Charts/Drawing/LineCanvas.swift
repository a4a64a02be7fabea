/// A line out of box-drawing characters: each cell knows to which of its sides the line goes on.
///
/// Where several points share a column, the line runs from the least of them to the greatest, so that no peak is lost.
struct LineCanvas {
  private enum Side {
    static let left: UInt8 = 1
    static let right: UInt8 = 2
    static let up: UInt8 = 4
    static let down: UInt8 = 8
    static let point: UInt8 = 16
  }

  /// What one column holds of the points: their rows.
  private struct Stop {
    var column: Int
    var first: Double
    var last: Double
    var low: Double
    var high: Double
  }

  /// More than one point in so many columns is shown as a line alone.
  private static let columnsPerPoint = 4

  private let width: Int
  private let height: Int
  private var cells: [UInt8]

  init(width: Int, height: Int) {
    (self.width, self.height) = (width, height)
    cells = Array(repeating: 0, count: width * height)
  }

  /// A missing value breaks the line.
  mutating func draw(_ points: [LineFigure.Point], _ places: PlaceScale, _ values: ValueScale) {
    let isMarked = points.count * Self.columnsPerPoint <= width
    for run in points.split(whereSeparator: { $0.number == nil }) {
      var stops: [Stop] = []
      for point in run {
        guard let number = point.number else { continue }
        let (column, row) = (places.cell(point.place), values.row(number))
        if let last = stops.last, last.column == column {
          stops[stops.count - 1].last = row
          stops[stops.count - 1].low = min(last.low, row)
          stops[stops.count - 1].high = max(last.high, row)
        } else {
          stops.append(Stop(column: column, first: row, last: row, low: row, high: row))
        }
      }
      draw(stops)
      for stop in stops where isMarked || stops.count == 1 { add(Side.point, stop.column, Int(stop.last.rounded())) }
    }
  }

  private mutating func draw(_ stops: [Stop]) {
    guard stops.count > 1 else {
      for stop in stops where stop.low < stop.high { join(stop.column, stop.low, stop.high) }
      return
    }
    for (stop, next) in zip(stops, stops.dropFirst()) {
      let length = Double(next.column - stop.column)
      var row = stop.last
      for column in stop.column..<next.column {
        // The line leaves a column half way to the next.
        let share = (Double(column - stop.column) + 0.5) / length
        let exit = stop.last + (next.first - stop.last) * share
        if column > stop.column { step(column, from: row, to: exit) } else { leave(stop, to: exit) }
        row = exit
      }
      arrive(next, from: row)
    }
  }

  /// A column between two points.
  private mutating func step(_ column: Int, from start: Double, to end: Double) {
    join(column, start, end)
    add(Side.left, column, Int(start.rounded()))
    add(Side.right, column, Int(end.rounded()))
  }

  private mutating func leave(_ stop: Stop, to exit: Double) {
    join(stop.column, min(stop.low, exit), max(stop.high, exit))
    add(Side.right, stop.column, Int(exit.rounded()))
  }

  private mutating func arrive(_ stop: Stop, from entry: Double) {
    join(stop.column, min(stop.low, entry), max(stop.high, entry))
    add(Side.left, stop.column, Int(entry.rounded()))
  }

  /// A vertical line between two rows of a column.
  private mutating func join(_ column: Int, _ one: Double, _ other: Double) {
    let (low, high) = (Int(min(one, other).rounded()), Int(max(one, other).rounded()))
    for row in low..<high {
      add(Side.up, column, row)
      add(Side.down, column, row + 1)
    }
  }

  private mutating func add(_ side: UInt8, _ column: Int, _ row: Int) {
    guard (0..<width).contains(column), (0..<height).contains(row) else { return }
    cells[row * width + column] |= side
  }

  private static let signs: [Character] = Array(" ───│╯╰┴│╮╭┬│┤├┼")
  private static let asciiSigns: [Character] = Array(" ---|''+|..+||||")

  /// One row, counted from below.
  func text(_ row: Int, _ ascii: Bool) -> String {
    let line = cells[row * width..<(row + 1) * width].map { cell -> Character in
      if cell & Side.point != 0 { return ascii ? "o" : "●" }
      return (ascii ? Self.asciiSigns : Self.signs)[Int(cell)]
    }
    return String(line.reversed().drop { $0 == " " }.reversed())
  }
}
