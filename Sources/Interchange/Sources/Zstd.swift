import CZstd
import Columns

extension Compression {
  /// RFC 8878, by libzstd. A file may be several frames one after the other.
  static let zstd = Compression(name: "zstd", extensions: ["zst", "zstd"], magic: [0x28, 0xB5, 0x2F, 0xFD]) {
    packed, target in
    guard let stream = ZSTD_createDStream() else {
      throw Compression.broken(target.name, "there is not enough memory")
    }
    defer { ZSTD_freeDStream(stream) }
    var piece = [UInt8](repeating: 0, count: UnpackedBytes.pieceLength)
    var offset = 0
    var wanted = 1
    while offset < packed.count || wanted > 0 {
      let (taken, made, status) = step(stream, packed[offset..<packed.count], &piece)
      guard ZSTD_isError(status) == 0 else { throw Compression.broken(target.name, "it is damaged") }
      offset += taken
      wanted = status
      try target.append(piece[0..<made])
      // Nothing goes in and nothing comes out: the end of the last frame, or a frame without its end.
      if taken == 0, made == 0 { break }
    }
    guard wanted == 0 else { throw Compression.broken(target.name, "it is cut off") }
  }

  /// Unpacks as much as fits into `piece`; `status` is 0 at the end of a frame.
  private static func step(
    _ stream: OpaquePointer, _ source: Buffer<UInt8>, _ piece: inout [UInt8]
  ) -> (taken: Int, made: Int, status: Int) {
    source.withUnsafe { source in
      piece.withUnsafeMutableBytes { target in
        var input = ZSTD_inBuffer(src: source.baseAddress, size: source.count, pos: 0)
        var output = ZSTD_outBuffer(dst: target.baseAddress, size: target.count, pos: 0)
        let status = ZSTD_decompressStream(stream, &output, &input)
        return (input.pos, output.pos, status)
      }
    }
  }
}
