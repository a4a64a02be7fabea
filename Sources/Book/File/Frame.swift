import Columns

/// The end of a chain of frames: what the next one has to follow.
struct ChainEnd: Equatable, Sendable {
  var sequence: UInt64
  /// The offset behind the last frame.
  var offset: Int
  /// The digest of the last frame, or of the header page.
  var digest: SHA256
}

/// A commit as it was found in a book's file.
public struct BookFrame: Equatable, Sendable {
  public var sequence: UInt64
  /// Where the frame begins in the file, in bytes.
  public var offset: Int
  public var payload: [UInt8]
}

/// The header of a frame: magic, length of the payload, sequence, file id, digest of the frame before, CRC, four zeros.
struct FrameHeader {
  var length: Int
  var sequence: UInt64
  var fileID: FileID
  var previous: SHA256

  /// The header at the beginning of some bytes; nil if its magic or its checksum is wrong.
  init?(_ view: ByteView) {
    guard view.count >= FileLayout.frameHeaderSize, view.number(at: 0) == FileLayout.frameMagic,
      view[0..<72].sum == view.short(at: 72), view.short(at: 76) == 0, let length = view.offset(at: 8)
    else { return nil }
    self.length = length
    sequence = view.number(at: 16)
    fileID = view.fileID(at: 24)
    previous = view.digest(at: 40)
  }

  /// The whole frame of a payload that follows a chain's end.
  static func frame(_ payload: [UInt8], _ fileID: FileID, after end: ChainEnd, _ habits: StorageHabits) -> [UInt8] {
    let size = FileLayout.frameSize(payload: payload.count)
    var writer = FieldWriter(capacity: size)
    writer.add(FileLayout.frameMagic)
    writer.add(UInt64(payload.count))
    writer.add(end.sequence + 1)
    writer.add(fileID)
    writer.add(end.digest)
    writer.addSum()
    writer.add(UInt32(0))
    writer.add(payload)
    writer.add(payload.withUnsafeBytes { CRC32C.of($0) })
    if habits.zeroesPadding {
      writer.fill(upTo: size)
    } else {
      writer.add([UInt8](repeating: 0xA5, count: size - writer.bytes.count))
    }
    return writer.bytes
  }
}

extension ChainEnd {
  /// The end of the chain once this frame belongs to it.
  func following(_ frame: [UInt8]) -> ChainEnd {
    ChainEnd(
      sequence: sequence + 1, offset: offset + frame.count, digest: frame.withUnsafeBytes { SHA256(of: $0) })
  }
}
