/// A table of the shop, ready to be written row by row.
protocol SampleTable: Sendable, SendableMetatype {
  static var name: String { get }
  /// The columns in the order of the file, comma-separated.
  static var header: String { get }

  init(_ floor: Shopfloor)

  /// How many rows there are, without the header.
  var rowCount: Int { get }

  /// Writes the cells of one row and its end.
  func write(_ row: Int, to sheet: inout CsvSheet)

  /// Writes some rows, and the header before the first of all.
  func write(_ rows: Range<Int>, to sheet: inout CsvSheet)
}

extension SampleTable {
  func write(_ rows: Range<Int>, to sheet: inout CsvSheet) {
    if rows.lowerBound == 0 {
      sheet.text(Self.header)
      sheet.end()
    }
    for row in rows {
      sheet.makeRoom()
      write(row, to: &sheet)
    }
  }
}

/// A record of something that happened at a time.
protocol Dated: Sendable {
  /// Days since the book's first day.
  var day: UInt16 { get }
  /// Minutes since midnight; 0 for a table of dates.
  var minute: UInt16 { get }
}

extension Dated {
  var minute: UInt16 { 0 }
}

extension Array where Element: Dated {
  /// The elements in the order of their times; ties keep their order. Two counting sorts: of places by the minute, then of the elements
  /// themselves by the day.
  func chronological(withMinutes: Bool = true) -> [Element] {
    guard let first else { return [] }
    var places = starts(keys: Season.dayCount) { Int($0.day) }
    var result = [Element](repeating: first, count: count)
    func lay(_ element: Element) {
      let day = Int(element.day)
      result[places[day]] = element
      places[day] += 1
    }
    if withMinutes {
      for index in placesByMinute() { lay(self[Int(index)]) }
    } else {
      for element in self { lay(element) }
    }
    return result
  }

  private func placesByMinute() -> [UInt32] {
    var places = starts(keys: 1_440) { Int($0.minute) }
    var result = [UInt32](repeating: 0, count: count)
    for index in indices {
      let minute = Int(self[index].minute)
      result[places[minute]] = UInt32(index)
      places[minute] += 1
    }
    return result
  }

  /// Where the elements of each key begin, were they sorted by it.
  @inline(__always)
  private func starts(keys: Int, by key: (Element) -> Int) -> [Int] {
    var places = [Int](repeating: 0, count: keys + 1)
    for element in self { places[key(element) + 1] += 1 }
    for index in 0..<keys { places[index + 1] += places[index] }
    return places
  }
}

extension Purchase: Dated {}
