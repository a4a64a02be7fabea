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
      draw(stops, isMarked: isMarked || stops.count == 1)
    }
  }

  private mutating func draw(_ stops: [Stop], isMarked: Bool) {
    var entry: Double?
    for (index, stop) in stops.enumerated() {
      guard index + 1 < stops.count else {
        pass(stop, from: entry, to: nil, isMarked)
        break
      }
      let next = stops[index + 1]
      let length = Double(next.column - stop.column)
      for column in stop.column..<next.column {
        // The line leaves a column half way to the next.
        let share = (Double(column - stop.column) + 0.5) / length
        let exit = stop.last + (next.first - stop.last) * share
        if column > stop.column {
          step(column, from: entry ?? exit, to: exit)
        } else {
          pass(stop, from: entry, to: exit, isMarked)
        }
        entry = exit
      }
    }
  }

  /// A column between two points.
  private mutating func step(_ column: Int, from start: Double, to end: Double) {
    join(column, start, end)
    add(Side.left, column, Int(start.rounded()))
    add(Side.right, column, Int(end.rounded()))
  }

  /// The column of a point, or of several. The line goes over the point itself, unless that is the next row to it: rounding
  /// alone would make a thorn.
  private mutating func pass(_ stop: Stop, from entry: Double?, to exit: Double?, _ isMarked: Bool) {
    let ends = [entry, exit].compactMap { $0 }
    var (low, high) = (ends.min() ?? stop.low, ends.max() ?? stop.high)
    let isWithin = stop.low.rounded() >= low.rounded() - 1 && stop.high.rounded() <= high.rounded() + 1
    if ends.count < 2 || !isWithin { (low, high) = (min(low, stop.low), max(high, stop.high)) }
    join(stop.column, low, high)
    // The mark stands on the line.
    if isMarked { add(Side.point, stop.column, Int(stop.last.clamped(to: low...high).rounded())) }
    if let entry { add(Side.left, stop.column, Int(entry.rounded())) }
    if let exit { add(Side.right, stop.column, Int(exit.rounded())) }
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
