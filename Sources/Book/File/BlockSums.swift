import Columns

/// The checksums of the blocks of a section whose bytes come in parts of any length.
struct BlockSums {
  private var finished: [UInt32] = []
  private var sum: UInt32 = 0
  /// How many bytes the last block has so far.
  private var filled = 0

  /// The checksum of each block, the last of which may be shorter.
  var all: [UInt32] { filled == 0 ? finished : finished + [sum] }

  mutating func add(_ part: Buffer<UInt8>) {
    add(count: part.count) { range, before in CRC32C.of(part[range], after: before) }
  }

  mutating func add(_ part: ByteView) {
    add(count: part.count) { range, before in part[range].sum(after: before) }
  }

  private mutating func add(count: Int, sum: (Range<Int>, UInt32) -> UInt32) {
    var start = 0
    while start < count {
      let end = min(count, start + FileLayout.blockSize - filled)
      self.sum = sum(start..<end, self.sum)
      filled += end - start
      start = end
      if filled == FileLayout.blockSize { finishBlock() }
    }
  }

  private mutating func finishBlock() {
    finished.append(sum)
    (sum, filled) = (0, 0)
  }
}
