import Columns
import Glibc

@testable import Book

/// What goes wrong with one operation of the disk, or with all from there on.
struct PlannedFailure {
  enum Kind: CaseIterable {
    case ioError, full, shortWrite
  }

  /// The number of the operation, counted from 0.
  var operation: Int
  var kind: Kind
  var isForGood: Bool
}

/// A disk in memory that keeps only what was synced, and fails as planned. Used from one thread.
final class SimulatedDisk: Disk, @unchecked Sendable {
  var world: World
  /// How many operations changed something, or tried to.
  private(set) var operations = 0
  var failure: PlannedFailure?
  /// Called before each operation that changes something.
  var beforeOperation: ((World) -> Void)?
  /// Decides what a failed sync leaves.
  var lots = Lots(seed: 1)
  fileprivate(set) var locked: Set<String> = []
  /// How many bytes were written, or cut off, through files that were opened for reading.
  fileprivate(set) var readerChanges = 0

  init(_ world: World = World()) { self.world = world }

  /// Counts an operation; gives what it fails with.
  fileprivate func step() -> PlannedFailure.Kind? {
    beforeOperation?(world)
    defer { operations += 1 }
    guard let failure else { return nil }
    let isHit = failure.isForGood ? operations >= failure.operation : operations == failure.operation
    return isHit ? failure.kind : nil
  }

  fileprivate func stepOrFail() throws(DiskError) {
    switch step() {
    case nil: return
    case .full: throw DiskError(ENOSPC)
    default: throw DiskError(EIO)
    }
  }

  func resolved(_ path: String) -> String { path }

  func open(_ path: String, for purpose: OpeningPurpose) throws(DiskError) -> any DiskFile {
    if purpose == .creating {
      guard world.names[path] == nil else { throw DiskError(EEXIST) }
      try stepOrFail()
      world.inodes.append(World.Inode())
      world.apply(.set(path, world.inodes.count - 1))
    }
    guard let inode = world.names[path] else { throw DiskError(ENOENT) }
    return SimulatedFile(self, inode, isReader: purpose == .reading)
  }

  func identity(of path: String) throws(DiskError) -> FileIdentity? {
    world.names[path].map { FileIdentity(device: 0, number: UInt64($0)) }
  }

  func rename(_ path: String, to newPath: String, replacing: Bool) throws(DiskError) {
    guard let inode = world.names[path] else { throw DiskError(ENOENT) }
    guard replacing || world.names[newPath] == nil else { throw DiskError(EEXIST) }
    try stepOrFail()
    // One operation of the file system's journal.
    world.apply(.set(newPath, inode))
    World.apply(.remove(path), to: &world.names)
    world.pendingNames.append(.remove(path))
  }

  func remove(_ path: String) throws(DiskError) {
    guard world.names[path] != nil else { return }
    try stepOrFail()
    world.apply(.remove(path))
  }

  func syncFolder(of path: String) throws(DiskError) {
    try stepOrFail()
    world.syncNames()
  }

  func tryLock(_ path: String) throws(DiskError) -> LockAttempt {
    guard locked.insert(path).inserted else { return .taken(by: "process 1 (test)") }
    return .held(SimulatedLock(self, path))
  }

  fileprivate func unlock(_ path: String) { locked.remove(path) }
}

private final class SimulatedLock: DiskLock, @unchecked Sendable {
  private let path: String
  private var disk: SimulatedDisk?

  init(_ disk: SimulatedDisk, _ path: String) {
    self.disk = disk
    self.path = path
  }

  func release() {
    disk?.unlock(path)
    disk = nil
  }

  deinit { release() }
}

private final class SimulatedFile: DiskFile, @unchecked Sendable {
  private let disk: SimulatedDisk
  private let inode: Int
  private let isReader: Bool

  init(_ disk: SimulatedDisk, _ inode: Int, isReader: Bool) {
    self.disk = disk
    self.inode = inode
    self.isReader = isReader
  }

  var identity: FileIdentity { FileIdentity(device: 0, number: UInt64(inode)) }
  func size() throws(DiskError) -> Int { disk.world.inodes[inode].visible.size }
  func tryShare() throws(DiskError) -> Bool { true }
  func tryKeepAlone() throws(DiskError) -> Bool { true }

  func read(at offset: Int, into target: UnsafeMutableRawBufferPointer) throws(DiskError) -> Int {
    disk.world.inodes[inode].visible.read(at: offset, into: target)
  }

  func write(_ bytes: UnsafeRawBufferPointer, at offset: Int) throws(DiskError) -> Int {
    if isReader { disk.readerChanges += 1 }
    var taken = bytes.count
    switch disk.step() {
    case nil: break
    case .ioError: throw DiskError(EIO)
    case .full: throw DiskError(ENOSPC)
    case .shortWrite: taken /= 2
    }
    let copy = [UInt8](unsafeUninitializedCapacity: taken) { target, count in
      if let to = target.baseAddress, let from = bytes.baseAddress { memcpy(to, from, taken) }
      count = taken
    }
    if taken > 0 { disk.world.apply(.write(copy, at: offset), to: inode) }
    return taken
  }

  func truncate(to size: Int) throws(DiskError) {
    if isReader { disk.readerChanges += 1 }
    try disk.stepOrFail()
    disk.world.apply(.truncate(size), to: inode)
  }

  func sync() throws(DiskError) {
    do throws(DiskError) {
      try disk.stepOrFail()
    } catch {
      disk.world.failSync(inode, lots: &disk.lots)
      throw error
    }
    disk.world.sync(inode)
  }

  func map(_ range: Range<Int>, room: Int) throws(DiskError) -> MappedBytes {
    let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: range.count + room, alignment: 64)
    let part = UnsafeMutableRawBufferPointer(rebasing: copy[..<range.count])
    let count = disk.world.inodes[inode].visible.read(at: range.lowerBound, into: part)
    return MappedBytes(UnsafeRawBufferPointer(rebasing: part[..<count]), room: count < range.count ? 0 : room) {
      UnsafeMutableRawBufferPointer(mutating: $0).deallocate()
    }
  }
}
