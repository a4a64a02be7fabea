/// A table of the shop, ready to be written row by row.
protocol SampleTable: SendableMetatype {
  static var name: String { get }
  /// The columns in the order of the file, comma-separated.
  static var header: String { get }

  init(_ floor: Shopfloor)

  /// How many rows there are, without the header.
  var rowCount: Int { get }

  /// Writes the cells of one row and its end.
  func write(_ row: Int, to sheet: inout CsvSheet)
}

extension SampleTable {
  /// Writes the header and all rows, handing the bytes on whenever the sheet is full.
  static func write(_ floor: Shopfloor, on sheet: inout CsvSheet, to sink: (ArraySlice<UInt8>) throws -> Void) rethrows
  {
    let table = Self(floor)
    sheet.clear()
    sheet.text(header)
    sheet.end()
    for row in 0..<table.rowCount {
      table.write(row, to: &sheet)
      if sheet.isFull {
        try sink(sheet.written)
        sheet.clear()
      }
    }
    if sheet.count > 0 { try sink(sheet.written) }
    sheet.clear()
  }
}

/// A record of something that happened at a time.
protocol Dated {
  /// Days since the book's first day.
  var day: UInt16 { get }
  /// Minutes since midnight; 0 for a table of dates.
  var minute: UInt16 { get }
}

extension Dated {
  var minute: UInt16 { 0 }
}

extension Array where Element: Dated {
  /// The elements in the order of their times; ties keep their order. Two counting sorts of places, then one gathering, which is far
  /// cheaper than to look for each element only when its row is written.
  func chronological(withMinutes: Bool = true) -> [Element] {
    var order = [UInt32](repeating: 0, count: count)
    for index in indices { order[index] = UInt32(index) }
    if withMinutes { order = sorted(order, keys: 1_440) { Int($0.minute) } }
    order = sorted(order, keys: Season.dayCount) { Int($0.day) }
    return order.map { self[Int($0)] }
  }

  @inline(__always)
  private func sorted(_ order: [UInt32], keys: Int, by key: (Element) -> Int) -> [UInt32] {
    var places = [Int](repeating: 0, count: keys + 1)
    for element in self { places[key(element) + 1] += 1 }
    for index in 0..<keys { places[index + 1] += places[index] }
    var result = [UInt32](repeating: 0, count: count)
    for index in order {
      let value = key(self[Int(index)])
      result[places[value]] = index
      places[value] += 1
    }
    return result
  }
}

extension Purchase: Dated {}
