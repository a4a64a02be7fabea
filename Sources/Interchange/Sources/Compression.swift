import Columns
import Diagnostics

/// A way in which files are packed: how it is recognised, and how it is undone.
struct Compression: Sendable {
  var name: String
  /// Endings of file names, which come after the ending of the packed file: `customers.csv.gz`.
  var extensions: [String]
  /// The bytes with which every packed file begins.
  var magic: [UInt8]
  var unpack: @Sendable (Buffer<UInt8>, inout UnpackedBytes) throws -> Void

  static let all: [Compression] = [.gzip, .zstd]

  /// Whether a file that begins with these bytes is packed.
  static func isPacked(_ head: Buffer<UInt8>) -> Bool {
    let head = head.prefix(4)
    return all.contains { head.starts(with: $0.magic) }
  }

  /// The bytes as they were before they were packed; the same ones if they were not.
  static func unpacked(_ bytes: Buffer<UInt8>, name: String) throws -> Buffer<UInt8> {
    let head = bytes.prefix(4)
    guard let compression = all.first(where: { head.starts(with: $0.magic) }) else { return bytes }
    var target = UnpackedBytes(packedCount: bytes.count, name: name)
    try compression.unpack(bytes, &target)
    return Buffer(target.bytes)
  }

  /// A file's name without the ending that says how it is packed.
  static func nameUnpacked(_ name: String) -> String {
    let lower = name.lowercased()
    for ending in all.flatMap(\.extensions) where lower.hasSuffix("." + ending) && lower.count > ending.count + 1 {
      return String(name.dropLast(ending.count + 1))
    }
    return name
  }

  /// A packed file that cannot be unpacked.
  static func broken(_ name: String, _ reason: String) -> Diagnostic {
    Diagnostic("broken-archive", "\(name) cannot be unpacked: \(reason).", notes: ["Fetch or export the file again."])
  }
}

/// What comes out of a packed file, within limits: a few bytes can be made to unpack to more than any machine holds.
struct UnpackedBytes {
  /// Beyond this many bytes, a file may be no more than `ratioLimit` times as long as it is packed.
  static let freeCount = 256 << 20
  static let ratioLimit = 100
  static let countLimit = 64 << 30
  /// How much is unpacked between two looks at the limits.
  static let pieceLength = 1 << 20

  let name: String
  private let packedCount: Int
  private(set) var bytes: [UInt8] = []

  init(packedCount: Int, name: String) {
    self.packedCount = packedCount
    self.name = name
    bytes.reserveCapacity(min(packedCount * 4, UnpackedBytes.freeCount))
  }

  mutating func append(_ piece: some Collection<UInt8>) throws {
    bytes.append(contentsOf: piece)
    let (limit, isTooLarge) = packedCount.multipliedReportingOverflow(by: UnpackedBytes.ratioLimit)
    guard bytes.count <= UnpackedBytes.countLimit,
      bytes.count <= UnpackedBytes.freeCount || isTooLarge || bytes.count <= limit
    else {
      throw Diagnostic(
        "archive-bomb",
        "\(name) would unpack to more than \(bytes.count >> 20) MiB, over \(UnpackedBytes.ratioLimit) times its size, so it was not read.",
        notes: [
          "Tables of people do not shrink that much. If the file is sound, unpack it yourself and load what comes out."
        ])
    }
  }
}
