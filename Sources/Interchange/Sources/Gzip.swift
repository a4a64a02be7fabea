import CZlib
import Columns

extension Compression {
  /// RFC 1952, by zlib. A file may be several archives one after the other.
  static let gzip = Compression(name: "gzip", extensions: ["gz", "gzip"], magic: [0x1F, 0x8B]) { packed, target in
    var stream = z_stream()
    // 15 bits of window, and 16 for the gzip header.
    guard inflateInit2_(&stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
      throw Compression.broken(target.name, "there is not enough memory")
    }
    defer { inflateEnd(&stream) }
    var piece = [UInt8](repeating: 0, count: UnpackedBytes.pieceLength)
    var offset = 0
    while offset < packed.count {
      let (taken, made, status) = step(&stream, packed[offset..<packed.count], &piece)
      offset += taken
      try target.append(piece[0..<made])
      if status == Z_STREAM_END {
        if offset == packed.count || packed[offset] != 0x1F { return }
        guard inflateReset(&stream) == Z_OK else { break }
      } else if status != Z_OK || (taken == 0 && made == 0) {
        throw Compression.broken(target.name, status == Z_BUF_ERROR ? "it is cut off" : "it is damaged")
      }
    }
    throw Compression.broken(target.name, "it is cut off")
  }

  /// Unpacks as much as fits into `piece`.
  private static func step(
    _ stream: inout z_stream, _ source: Buffer<UInt8>, _ piece: inout [UInt8]
  ) -> (taken: Int, made: Int, status: Int32) {
    let given = min(source.count, 1 << 30)
    return source.withUnsafe { source in
      piece.withUnsafeMutableBufferPointer { target in
        stream.next_in = UnsafeMutablePointer(mutating: source.baseAddress)
        stream.avail_in = UInt32(given)
        stream.next_out = target.baseAddress
        stream.avail_out = UInt32(target.count)
        let status = inflate(&stream, Z_NO_FLUSH)
        return (given - Int(stream.avail_in), target.count - Int(stream.avail_out), status)
      }
    }
  }
}
