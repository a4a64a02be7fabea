import Columns
import Diagnostics

/// How a text file separates its cells.
struct Dialect: Equatable {
  var delimiter: UInt8
  var lineBreak: UInt8
  /// Where the header begins.
  var start = 0

  var delimiterName: String {
    switch delimiter {
    case UInt8(ascii: ";"): "semicolon"
    case UInt8(ascii: "\t"): "tab"
    case UInt8(ascii: "|"): "vertical bar"
    default: "comma"
    }
  }

  private static let candidates = [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t"), UInt8(ascii: "|")]
  static let sampleLength = 1 << 16

  /// Decides by the file's first 64 KiB: the delimiter that cuts the most lines like the first one, then the most cells.
  /// A first line `sep=;`, which Excel writes and reads, decides by itself.
  static func detect(_ bytes: Buffer<UInt8>, isWhole: Bool = true) -> Dialect {
    let sample = bytes[0..<min(bytes.count, sampleLength)]
    let hasLineFeed = sample.withSpan { span in
      span.indices.contains { span[$0] == UInt8(ascii: "\n") }
    }
    let lineBreak = hasLineFeed ? UInt8(ascii: "\n") : UInt8(ascii: "\r")
    if let announced = announced(sample, lineBreak) { return announced }
    var best = (score: 0.0, cells: 1, dialect: Dialect(delimiter: candidates[0], lineBreak: lineBreak))
    for delimiter in candidates {
      let (score, cells) = fit(sample, delimiter, lineBreak, isWhole: isWhole && sample.count == bytes.count)
      if cells > 1, score > best.score + 0.001 || (score > best.score - 0.001 && cells > best.cells) {
        best = (score, cells, Dialect(delimiter: delimiter, lineBreak: lineBreak))
      }
    }
    return best.dialect
  }

  private static func announced(_ sample: Buffer<UInt8>, _ lineBreak: UInt8) -> Dialect? {
    let head = sample.prefix(8)
    guard head.starts(with: Array("sep=".utf8)), head.count > 5 else { return nil }
    var end = 5
    if end < head.count, head[end] == UInt8(ascii: "\r"), lineBreak != UInt8(ascii: "\r") { end += 1 }
    guard end < head.count, head[end] == lineBreak else { return nil }
    return Dialect(delimiter: head[4], lineBreak: lineBreak, start: end + 1)
  }

  /// The share of the sample's rows that have as many cells as its first, and that number.
  private static func fit(
    _ sample: Buffer<UInt8>, _ delimiter: UInt8, _ lineBreak: UInt8, isWhole: Bool
  ) -> (score: Double, cells: Int) {
    var scanner = DelimitedScanner(sample, delimiter: delimiter, lineBreak: lineBreak)
    guard let header = scanner.header(), header.count > 1 else { return (0, 1) }
    let block = CellBlock(columnCount: header.count)
    var rows = 0
    var fitting = 0
    while scanner.fill(block) {
      rows += block.rowCount + block.broken.count
      fitting += block.rowCount
    }
    // The sample's last line may be cut off in its middle.
    if !isWhole, rows > fitting { rows -= 1 }
    return (rows == 0 ? 1 : Double(fitting) / Double(rows), header.count)
  }

  /// Refuses what is no table of text: workbooks, archives, databases, pictures.
  static func refuseBinary(_ bytes: Buffer<UInt8>, name: String) throws {
    let head = bytes.prefix(16)
    let kinds: [([UInt8], String, String)] = [
      (
        [0x50, 0x4B, 3, 4], "an Excel workbook or a zip archive", "Save the sheet as CSV, or unpack the archive first."
      ),
      ([0xD0, 0xCF, 0x11, 0xE0], "an old Excel workbook", "Save the sheet as CSV first."),
      (Array("PAR1".utf8), "a Parquet file", "Export it to CSV first."),
      (Array("%PDF".utf8), "a PDF document", "Export the table it shows to CSV first."),
    ]
    for (magic, kind, advice) in kinds where head.starts(with: magic) {
      throw Diagnostic("not-a-table", "\(name) is \(kind), not a table of text.", notes: [advice])
    }
  }
}
