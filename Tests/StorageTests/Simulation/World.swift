/// All that a disk and the memory in front of it hold: files and names, as programs see them and as a power cut would
/// leave them.
struct World {
  struct Inode {
    /// What programs see.
    var visible = Image()
    /// What is on the disk.
    var durable = Image()
    /// What was done since the last sync; any part of it may be on the disk.
    var pending: [PendingOperation] = []
  }

  enum NameOperation {
    case set(String, Int)
    case remove(String)
  }

  var inodes: [Inode] = []
  var names: [String: Int] = [:]
  var durableNames: [String: Int] = [:]
  /// Renames and new names since the folder's last sync; a power cut keeps the first so many.
  var pendingNames: [NameOperation] = []

  /// The file of a name.
  subscript(_ name: String) -> Inode? { names[name].map { inodes[$0] } }

  mutating func apply(_ operation: NameOperation) {
    Self.apply(operation, to: &names)
    pendingNames.append(operation)
  }

  mutating func syncNames() {
    durableNames = names
    pendingNames = []
  }

  mutating func apply(_ operation: PendingOperation, to inode: Int) {
    operation.apply(to: &inodes[inode].visible)
    inodes[inode].pending.append(operation)
  }

  mutating func sync(_ inode: Int) {
    for operation in inodes[inode].pending { operation.apply(to: &inodes[inode].durable) }
    inodes[inode].pending = []
  }

  /// A sync that fails: each pending change reaches the disk or is forgotten, and programs go on seeing all of them.
  mutating func failSync(_ inode: Int, lots: inout Lots) {
    for operation in inodes[inode].pending where lots.next(2) == 0 { operation.apply(to: &inodes[inode].durable) }
    inodes[inode].pending = []
  }

  static func apply(_ operation: NameOperation, to names: inout [String: Int]) {
    switch operation {
    case .set(let name, let inode): names[name] = inode
    case .remove(let name): names[name] = nil
    }
  }
}

/// Numbers by lot, the same for the same seed.
struct Lots {
  private var state: UInt64

  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 ^ 0xD1B5_4A32_D192_ED03 }

  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return (state >> 29) ^ state >> 3
  }

  /// A number below the limit.
  mutating func next(_ limit: Int) -> Int { Int((next() >> 16) & 0xFFFF_FFFF) % limit }
}
