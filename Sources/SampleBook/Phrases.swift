/// A list of texts as one run of UTF-8 bytes, ready to be copied into a sheet.
struct Phrases: Sendable {
  let bytes: [UInt8]
  private let starts: [Int]

  /// How many texts there are.
  var count: Int { starts.count - 1 }

  /// Texts that are parts of cells: kept as they are.
  init(parts: [String]) {
    var bytes: [UInt8] = []
    var starts = [0]
    for part in parts {
      bytes.append(contentsOf: part.utf8)
      starts.append(bytes.count)
    }
    self.bytes = bytes
    self.starts = starts
  }

  /// Texts that are whole cells: quoted where CSV asks for it.
  init(cells: [String]) {
    self.init(parts: cells.map(Self.quoted))
  }

  /// Comma-separated parts.
  init(list: String) {
    self.init(parts: list.split(separator: ",").map(String.init))
  }

  /// The place of a text's bytes.
  subscript(index: Int) -> Range<Int> { starts[index]..<starts[index + 1] }

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
