@testable import Book

/// Opens a sound file after its bytes were changed. It has to say that it is damaged and where, or to hold the same.
struct CorruptionProof {
  let image: Image
  let content: Content
  var habits = StorageHabits.sound
  /// How many different files were opened, and how many of them were noticed to be damaged.
  private(set) var files = 0
  private(set) var noticed = 0
  private(set) var violations: [String] = []

  /// Takes a book that a history leaves.
  init(_ steps: [Step], habits: StorageHabits = .sound) throws {
    let run = HistoryRun(World(), .sound, allowed: [nil], isRecording: false)
    run.run(steps)
    guard let inode = run.disk.world[HistoryRun.path], let content = run.allowed[0] else { throw DiskError(2) }
    image = inode.visible
    self.content = content
    self.habits = habits
  }

  /// The file of a history after the book was closed.
  mutating func tryImage(_ changed: Image, _ what: @autoclosure () -> String) {
    guard changed != image else { return }
    files += 1
    var world = World()
    world.inodes = [World.Inode(visible: changed, durable: changed)]
    world.names = [HistoryRun.path: 0]
    let disk = SimulatedDisk(world)
    do {
      let book = try BookFile.open(path: HistoryRun.path, access: .reading, disk: disk, habits: habits)
      look(at: book, what())
    } catch {
      noticed += 1
      if error.offset == nil { violations.append("\(what()): no place is named: \(error)") }
    }
    if disk.operations > 0 { violations.append("\(what()): a reader has changed the file") }
  }

  private mutating func look(at book: BookFile, _ what: String) {
    if case .damaged(let offset, _) = book.condition {
      noticed += 1
      let commits = book.frames.compactMap { Payload.number(of: $0.payload) }
      if offset > image.size || commits != Array(content.commits.prefix(book.frames.count)) {
        violations.append("\(what): damaged at \(offset), with the commits \(commits)")
      }
      return
    }
    for name in book.sectionNames {
      do {
        _ = try book.section(name)
      } catch {
        noticed += 1
        if error.offset == nil || error.section == nil { violations.append("\(what): no place is named: \(error)") }
        return
      }
    }
    if Content(book) != content { violations.append("\(what): \(String(describing: Content(book))) in silence") }
  }

  /// Every bit of the file is flipped.
  mutating func flipEveryBit() {
    for index in 0..<image.size {
      for bit in 0..<8 where violations.isEmpty {
        var changed = image
        changed.flip(index, bit)
        tryImage(changed, "bit \(bit) of byte \(index)")
      }
    }
  }

  /// The file ends at every byte.
  mutating func cutEverywhere() {
    for size in 0..<image.size where violations.isEmpty {
      var changed = image
      changed.resize(size)
      tryImage(changed, "cut at \(size)")
    }
  }

  /// Sectors are exchanged, overwritten with others, zeroed and filled.
  mutating func misplaceSectors(of size: Int) {
    let count = image.size / size
    for first in 0..<count {
      for filler: UInt8 in [0, 0xFF, 0xA7] where violations.isEmpty {
        var changed = image
        changed.fill(first * size..<(first + 1) * size, with: filler)
        tryImage(changed, "sector \(first) of \(size) filled with \(filler)")
      }
      for second in 0..<count where second != first && violations.isEmpty {
        var changed = image
        changed.copySector(first, onto: second, size, from: image)
        tryImage(changed, "sector \(first) of \(size) onto \(second)")
        changed.copySector(second, onto: first, size, from: image)
        if second > first { tryImage(changed, "sectors \(first) and \(second) of \(size) exchanged") }
      }
    }
  }
}

extension Image {
  mutating func flip(_ index: Int, _ bit: Int) { write([bytes[index] ^ 1 << UInt8(bit)], at: index) }

  mutating func copySector(_ first: Int, onto second: Int, _ size: Int, from other: Image) {
    write(Array(other.bytes[first * size..<(first + 1) * size]), at: second * size)
  }
}
