/// Writes the tables of a shop: other threads draw up tables and fill sheets ahead, the caller's hands the sheets on in the order of the
/// files.
struct Press {
  typealias Sink = (_ file: String, _ sheet: borrowing CsvSheet) throws -> Void

  /// Rows that are written as one piece: about 300 KB.
  private static let rowsOfPiece = 4_096
  /// How many tables are drawn up while another is written.
  private static let tablesAhead = 2

  /// The pieces that are under way or waiting, oldest first, each with its file.
  private var waiting: [(file: String, piece: Piece)] = []

  /// Writes all tables, handing every sheet to `sink` with the file's name.
  mutating func write(_ tables: [any SampleTable.Type], of floor: Shopfloor, to sink: Sink) rethrows {
    var drawn: [Promised<any SampleTable>] = []
    var begun = 0
    for index in tables.indices {
      while begun < min(index + Self.tablesAhead + 1, tables.count) {
        let table = tables[begun]
        drawn.append(Promised { table.init(floor) })
        begun += 1
      }
      try write(drawn.removeFirst().value, to: "\(tables[index].name).csv", sink)
    }
    while !waiting.isEmpty { _ = try handOn(sink) }
  }

  private mutating func write(_ table: any SampleTable, to file: String, _ sink: Sink) rethrows {
    let count = table.rowCount
    for first in stride(from: 0, through: max(count - 1, 0), by: Self.rowsOfPiece) {
      let rows = first..<min(first + Self.rowsOfPiece, count)
      let piece = waiting.count < Ahead.count ? Piece() : try handOn(sink)
      piece.begin { sheet in table.write(rows, to: &sheet) }
      waiting.append((file, piece))
    }
  }

  /// Hands the oldest sheet on, and answers its piece, free to be filled again.
  private mutating func handOn(_ sink: Sink) rethrows -> Piece {
    let (file, piece) = waiting.removeFirst()
    try piece.read { sheet in try sink(file, sheet) }
    return piece
  }
}
