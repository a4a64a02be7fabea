/// Records of one table, read in the order of their times.
struct Chronicle<Record: Dated>: Sendable {
  private let records: [Record]

  /// Keeps the records that `draw` appends for each customer.
  init(_ floor: Shopfloor, withMinutes: Bool = true, draw: (_ row: Int, _ records: inout [Record]) -> Void) {
    var records: [Record] = []
    for row in floor.lives.indices { draw(row, &records) }
    self.records = records.chronological(withMinutes: withMinutes)
  }

  var count: Int { records.count }

  subscript(row: Int) -> Record { records[row] }
}

extension SeededRandom {
  /// A minute of the shop's working day.
  mutating func workingMinute() -> UInt16 {
    UInt16(8 * 60 + below(9 * 60))
  }

  /// A minute at which customers do things: from seven in the morning until eleven at night.
  mutating func wakingMinute() -> UInt16 {
    UInt16(7 * 60 + below(16 * 60))
  }
}
