import Foundation
import Glibc
import Testing

@testable import Book

/// A real file system whose power is cut: ext4 on a loop device, shut down while a program commits, and mounted again.
@Suite(.serialized) struct ShutdownTests {
  private static let rounds = 12

  /// Asks ext4 to stop at once, and to forget what it has not written (`EXT4_IOC_SHUTDOWN`, `…_NOLOGFLUSH`).
  private static let shutdownRequest: UInt = 0x8004_587D

  @Test func acknowledgedCommitsSurvive() throws {
    guard let disk = try LoopDisk() else {
      Figures.say("no real file system was shut down: that takes root, losetup and mkfs.ext4")
      return
    }
    var lots = Lots(seed: 7)
    var acknowledged: UInt32 = 0
    var total = 0
    var lost = 0
    for round in 0..<Self.rounds {
      let probe = try Probe(path: disk.path("shop.kenal"), first: acknowledged + 1)
      usleep(UInt32(20_000 + lots.next(180_000)))
      try probe.pause()
      try disk.shutDown(Self.shutdownRequest)
      let said = probe.finish()
      total += said.done.count
      if let last = said.done.last { acknowledged = last }
      try disk.mountAgain()
      guard acknowledged > 0 else { continue }
      let book = try BookFile.open(path: disk.path("shop.kenal"), access: .writing)
      let found = try numbers(of: book)
      let last = found.last ?? 0
      #expect(found == Array(1...max(1, last)), "round \(round)")
      #expect(
        last == acknowledged || last == said.tried,
        "round \(round): \(acknowledged) acknowledged, \(said.tried) tried, \(last) found")
      #expect(try book.check().isSound)
      lost += max(0, Int(acknowledged) - Int(last))
      acknowledged = last
      book.close()
    }
    #expect(total > 0)
    Figures.say("\(total) commits, ext4 shut down \(Self.rounds) times between them: \(lost) acknowledged ones lost")
  }

  /// The numbers that a book holds, those in its base among them.
  private func numbers(of book: BookFile) throws -> [UInt32] {
    func number(_ bytes: [UInt8]) -> UInt32 { (0..<4).reduce(0) { $0 | UInt32(bytes[$1]) << (8 * UInt32($1)) } }
    var numbers: [UInt32] = []
    if book.sectionNames == ["upTo"] { numbers = Array(1...number(try book.section("upTo").array)) }
    return numbers + book.frames.map { number($0.payload) }
  }
}

/// The helper program that commits.
private final class Probe {
  private let process = Process()
  private let output = Pipe()

  init(path: String, first: UInt32) throws {
    let own = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    process.executableURL = URL(fileURLWithPath: own).deletingLastPathComponent()
      .appendingPathComponent("kenal-storage-probe")
    process.arguments = [path, "\(first)"]
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
  }

  /// Stops it between two calls of the system. A sync that is under way while ext4 is shut down may report success
  /// and lose what it was to save, which no power cut can do.
  func pause() throws {
    kill(process.processIdentifier, SIGSTOP)
    for _ in 0..<2000 {
      let status = try String(contentsOfFile: "/proc/\(process.processIdentifier)/stat", encoding: .utf8)
      // The state follows the name, which is in parentheses.
      if ["T", "Z"].contains(status.split(separator: ")").last?.split(separator: " ").first) { return }
      usleep(1000)
    }
    throw PauseFailed()
  }

  private struct PauseFailed: Error {}

  /// Lets it go on, and reads to the end what it said: which number it tried last, and which were acknowledged.
  func finish() -> (tried: UInt32, done: [UInt32]) {
    kill(process.processIdentifier, SIGCONT)
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    var tried: UInt32 = 0
    var done: [UInt32] = []
    for line in text.split(separator: "\n") {
      let words = line.split(separator: " ")
      guard words.count == 2, let number = UInt32(words[1]) else { continue }
      if words[0] == "try" { tried = number } else { done.append(number) }
    }
    return (tried, done)
  }
}

/// A small ext4 in a file, mounted through a loop device.
private final class LoopDisk {
  private let folder: ScratchFolder
  private let device: String
  private var isMounted = false

  private var mountPoint: String { folder.file("mounted") }

  /// Nil where this machine does not allow it.
  init?() throws {
    folder = try ScratchFolder()
    guard getuid() == 0, Self.run("truncate", "-s", "32M", folder.file("disk")) != nil,
      Self.run("mkfs.ext4", "-q", "-F", folder.file("disk")) != nil,
      let device = Self.run("losetup", "-f", "--show", folder.file("disk")), !device.isEmpty
    else { return nil }
    self.device = device
    try FileManager.default.createDirectory(atPath: folder.file("mounted"), withIntermediateDirectories: false)
    guard Self.run("mount", "-t", "ext4", device, mountPoint) != nil else {
      _ = Self.run("losetup", "-d", device)
      return nil
    }
    isMounted = true
  }

  deinit {
    if isMounted { _ = Self.run("umount", mountPoint) }
    _ = Self.run("losetup", "-d", device)
  }

  func path(_ name: String) -> String { mountPoint + "/" + name }

  func shutDown(_ request: UInt) throws {
    let descriptor = Glibc.open(mountPoint, O_RDONLY | O_DIRECTORY)
    defer { close(descriptor) }
    var noLogFlush: UInt32 = 2
    try #require(ioctl(descriptor, request, &noLogFlush) == 0, "ext4 did not shut down: \(errno)")
  }

  func mountAgain() throws {
    try #require(Self.run("umount", mountPoint) != nil)
    isMounted = false
    try #require(Self.run("mount", "-t", "ext4", device, mountPoint) != nil)
    isMounted = true
  }

  /// What a command printed; nil if it failed or is not there.
  private static func run(_ command: String...) -> String? {
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = command
    process.environment = ["PATH": "/usr/sbin:/sbin:/usr/bin:/bin"]
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return nil }
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return process.terminationStatus == 0 ? text.trimmingCharacters(in: .whitespacesAndNewlines) : nil
  }
}
