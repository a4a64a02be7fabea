import Text

/// An axis that lies below a drawing: a line with marks, and the texts of the marks.
struct AxisLine {
  /// Cells between two texts at least.
  static let gap = 2

  let ticks: [(cell: Int, text: String)]
  private let cells: Int

  /// As many marks as their texts leave room for.
  ///
  /// - Parameter cell: where a value lies, in cells from the left.
  init(_ range: ClosedRange<Double>, marks: (_ most: Int) -> [Tick], cells: Int, cell: (Double) -> Int) {
    self.cells = cells
    let most = max(4, min(11, cells / 5 + 1))
    let choices = stride(from: most, through: 2, by: -1).map { most in
      marks(most).map { (cell: cell($0.value), text: $0.text) }
    }
    if let all = choices.first(where: { $0.count > 1 && Self.fits($0, cells) }) {
      ticks = all
      return
    }
    // Where no set of marks has room for all its texts, those that have room say more than one alone.
    let some = choices.map { Self.thinned($0, cells) }
    ticks = some.first { $0.count > 1 } ?? some.last?.prefix(1).map { $0 } ?? []
  }

  /// Marks where they were said to be; those whose texts would run into the one before have none.
  init(_ marks: [(cell: Int, text: String)], cells: Int) {
    self.cells = cells
    ticks = Self.thinned(marks, cells)
  }

  /// The marks whose texts have room, from the left.
  private static func thinned(_ marks: [(cell: Int, text: String)], _ cells: Int) -> [(cell: Int, text: String)] {
    var shown: [(cell: Int, text: String)] = []
    var end = -gap
    for mark in marks {
      let start = start(mark, cells)
      guard start >= end + gap else { continue }
      shown.append(mark)
      end = start + DisplayWidth.of(mark.text)
    }
    return shown
  }

  /// Where a text begins: its middle at its mark, moved where it would leave the axis.
  private static func start(_ tick: (cell: Int, text: String), _ cells: Int) -> Int {
    let width = DisplayWidth.of(tick.text)
    return max(0, min(tick.cell - (width - 1) / 2, cells - width))
  }

  private static func fits(_ ticks: [(cell: Int, text: String)], _ cells: Int) -> Bool {
    var end = -gap
    for tick in ticks {
      let start = start(tick, cells)
      if start < end + gap || start + DisplayWidth.of(tick.text) > cells { return false }
      end = start + DisplayWidth.of(tick.text)
    }
    return true
  }

  /// The line itself; `corner` stands where the axis of the values meets it.
  func rule(at place: Int, corner: String, ascii: Bool) -> String {
    let marked = Set(ticks.map(\.cell))
    return (0..<cells).map { cell in
      if cell == place { return ascii ? "+" : corner }
      return marked.contains(cell) ? (ascii ? "+" : "┬") : ascii ? "-" : "─"
    }.joined()
  }

  /// The texts below their marks.
  var texts: String {
    var line = ChartLine()
    var end = 0
    for tick in ticks {
      let start = Self.start(tick, cells)
      line.space(start - end)
      line.add(tick.text)
      end = max(end, start) + DisplayWidth.of(tick.text)
    }
    return line.text
  }
}
