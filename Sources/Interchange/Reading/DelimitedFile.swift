import CKernels
import Columns

/// Cuts a file of delimited text in UTF-8 into blocks of rows while it is being read.
///
/// Each block holds the piece of the file that its rows lie in, so that no more of the file than a few blocks is ever in
/// memory, and that memory is used again and again. The rows are those that `DelimitedScanner` cuts of the whole text.
struct DelimitedFile: BlockSource {
  /// Thrown where the file turns out to be other text than UTF-8.
  struct NotUTF8: Error {}

  private let file: OpenFile
  /// The fewest bytes to read at a time.
  private let pieceLength: Int
  private var cutter: RowCutter
  /// Where in the file the next bytes to be read are.
  private var offset: Int
  private var isAtEnd = false
  /// What has been read and not cut, and how many of its bytes are known to be UTF-8.
  private var rest: [UInt8] = []
  private var validCount = 0
  /// About how many bytes the rows of a block take.
  private var expectedCount = 0
  private var rowsSoFar = 0
  private var nulBytes = 0

  init(_ file: OpenFile, _ dialect: Dialect, from offset: Int, line: Int, pieceLength: Int) {
    self.file = file
    self.offset = offset
    self.pieceLength = max(1, pieceLength)
    cutter = RowCutter(delimiter: dialect.delimiter, lineBreak: dialect.lineBreak, line: line)
  }

  var facts: ScanFacts {
    var facts = cutter.facts
    facts.nulBytes = nulBytes
    return facts
  }

  mutating func fill(_ block: CellBlock) throws -> Bool {
    block.clear(firstRow: rowsSoFar)
    if !rest.isEmpty { _ = block.addText(atMost: rest.count) { $0.update(fromContentsOf: rest) } }
    cutter.moveToStart()
    var wanted = expectedCount - rest.count
    repeat {
      try read(max(pieceLength, wanted), into: block)
      cutter.cut(UnsafeBufferPointer(rebasing: block.text[..<validCount]), isLast: isAtEnd, into: block)
      wanted = block.text.count / 8
    } while !block.isFull && !isAtEnd
    let end = cutter.position
    rest = Array(block.text[end...])
    validCount -= end
    // At the end, what is left over may fill further blocks.
    isAtEnd = isAtEnd && rest.isEmpty
    expectedCount = end + end / 64
    rowsSoFar += block.rowCount
    block.end = offset - rest.count
    return !block.isEmpty
  }

  private mutating func read(_ count: Int, into block: CellBlock) throws {
    let added = try block.addText(atMost: count) { try file.read(into: $0, at: offset) }
    isAtEnd = added < count
    offset += added
    let new = UnsafeBufferPointer(rebasing: block.text[validCount...])
    let valid = csv_utf8_prefix(new.baseAddress, new.count)
    nulBytes += csv_count(new.baseAddress, valid, 0)
    validCount += valid
    // The last character may be one of which not all bytes have been read.
    if new.count - valid > (isAtEnd ? 0 : 3) { throw NotUTF8() }
  }
}
