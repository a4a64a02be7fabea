/// A list of texts as UTF-8, ready to be copied into a sheet eight bytes at a time.
struct Phrases: Sendable {
  /// Where a text lies.
  struct Place: Sendable {
    let words: Range<Int>
    /// In bytes.
    let length: Int
  }

  /// Each text and a comma, from the beginning of a word; a word's first byte is its lowest.
  let words: [UInt64]
  private let places: [Place]

  /// How many texts there are.
  var count: Int { places.count }

  /// Texts that are parts of cells: kept as they are.
  init(parts: [String]) {
    var words: [UInt64] = []
    var places: [Place] = []
    for part in parts {
      let bytes = Array(part.utf8) + [0x2C]
      let first = words.count
      for start in stride(from: 0, to: bytes.count, by: 8) {
        words.append(bytes[start...].prefix(8).reversed().reduce(0) { $0 << 8 | UInt64($1) })
      }
      places.append(Place(words: first..<words.count, length: bytes.count - 1))
    }
    self.words = words
    self.places = places
  }

  /// Texts that are whole cells: quoted where CSV asks for it.
  init(cells: [String]) {
    self.init(parts: cells.map(Self.quoted))
  }

  /// Comma-separated parts.
  init(list: String) {
    self.init(parts: list.split(separator: ",").map(String.init))
  }

  subscript(index: Int) -> Place { places[index] }

  /// The last byte of a text that is not empty.
  func lastByte(of index: Int) -> UInt8 {
    let place = places[index]
    let last = place.length - 1
    return UInt8(truncatingIfNeeded: words[place.words.lowerBound + last / 8] >> UInt64(last % 8 * 8))
  }

  /// The cell as CSV writes it: in quotes, with quotes doubled, where it holds a comma, a quote or a line break.
  static func quoted(_ cell: String) -> String {
    guard cell.utf8.contains(where: { $0 == 0x22 || $0 == 0x2C || $0 == 0x0A || $0 == 0x0D }) else { return cell }
    var text = "\""
    for character in cell.unicodeScalars {
      if character == "\"" { text.unicodeScalars.append("\"") }
      text.unicodeScalars.append(character)
    }
    return text + "\""
  }
}
