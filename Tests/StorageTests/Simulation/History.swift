@testable import Book

/// Something that a program does with a book.
enum Step {
  /// Saves a commit; the number tells its length, see `Payload`.
  case append(length: Int)
  /// Replaces the base, with so many commits in the new file.
  case replace(commits: Int)
  /// Replaces the base and overwrites the old file with zeros.
  case erase
  /// The program ends and is started again.
  case restart
  /// The program is killed and started again; what it wrote is still in memory.
  case kill
}

extension Step {
  /// Histories that have everything in them.
  static let scripts: [[Step]] = [
    [.append(length: 0), .append(length: 2), .append(length: 5)],
    [.append(length: 3), .restart, .append(length: 6), .restart, .append(length: 1)],
    [.append(length: 1), .replace(commits: 0), .append(length: 4), .append(length: 4)],
    [.append(length: 7), .append(length: 7), .replace(commits: 2), .restart, .append(length: 7)],
    [.replace(commits: 1), .replace(commits: 0), .append(length: 5), .kill, .append(length: 0)],
    [.append(length: 2), .erase, .append(length: 2), .kill, .replace(commits: 3), .append(length: 0)],
  ]

  /// A history by lot.
  static func random(_ lots: inout Lots) -> [Step] {
    (0..<4 + lots.next(5)).map { _ in
      switch lots.next(12) {
      case 0: .replace(commits: lots.next(3))
      case 1: .erase
      case 2: .restart
      case 3: .kill
      default: .append(length: lots.next(8))
      }
    }
  }
}

/// A moment of a history at which the power may be cut, with everything that a book may hold afterwards.
struct Moment {
  var world: World
  var allowed: [Content?]
}

/// Runs a history on a simulated disk, keeps every moment, and knows at each what has been promised.
final class HistoryRun {
  static let path = "shop.kenal"

  let disk: SimulatedDisk
  let habits: StorageHabits
  private(set) var moments: [Moment] = []
  /// What a book may hold if the power is cut now.
  private(set) var allowed: [Content?]
  private(set) var book: BookFile?
  /// What contradicts a promise, seen from within the program.
  private(set) var violations: [String] = []
  /// Numbers for bases and commits that were not there before.
  private var fresh: Int

  init(_ world: World, _ habits: StorageHabits, allowed: [Content?], fresh: Int = 1, isRecording: Bool = true) {
    disk = SimulatedDisk(world)
    self.habits = habits
    self.allowed = allowed
    self.fresh = fresh
    if isRecording {
      disk.beforeOperation = { [unowned self] world in moments.append(Moment(world: world, allowed: self.allowed)) }
    }
  }

  /// The moment after the last operation.
  func recordEnd() { moments.append(Moment(world: disk.world, allowed: allowed)) }

  func run(_ steps: [Step]) {
    create()
    for step in steps { take(step) }
    recordEnd()
  }

  func take(_ step: Step) {
    switch step {
    case .append(let length): append(length)
    case .replace(let commits): replace(commits, erasing: false)
    case .erase: replace(0, erasing: true)
    case .restart:
      book?.close()
      open()
    case .kill:
      book = nil
      open()
    }
  }

  func create() {
    fresh += 1
    let content = Content(base: fresh, commits: [])
    allowed.append(content)
    do {
      book = try BookFile.create(
        path: Self.path, sections: Content.sections(fresh), frames: [], disk: disk, habits: habits)
      allowed = [content]
    } catch {
      if disk.failure == nil { violations.append("create: \(error)") }
    }
  }

  /// Opens the book for writing; whatever it holds is promised from then on.
  func open() {
    book = nil
    do {
      let opened = try BookFile.open(path: Self.path, access: .writing, disk: disk, habits: habits)
      if case .damaged(let offset, let reason) = opened.condition {
        violations.append("damaged at \(offset): \(reason)")
        return
      }
      guard let content = Content(opened), allowed.contains(content) else {
        violations.append("it holds \(String(describing: Content(opened))), and one of \(allowed) is allowed")
        return
      }
      book = opened
      allowed = [content]
    } catch {
      let isNothing = error.code == .missing && allowed.contains(nil)
      if !isNothing, disk.failure == nil { violations.append("open: \(error)") }
    }
  }

  func append(_ length: Int) {
    guard let book, let before = allowed[0] else { return }
    fresh += 1
    let number = fresh * 8 + length
    allowed.append(before.adding(number))
    do {
      _ = try book.append(Payload.bytes(number))
      if allowed.count > 2 { violations.append("a commit was acknowledged after one that failed") }
      allowed = [before.adding(number)]
    } catch {
      if disk.failure == nil { violations.append("append: \(error)") }
      if error.code == .readOnly { allowed.removeLast() }
    }
  }

  private func replace(_ count: Int, erasing: Bool) {
    guard let book else { return }
    fresh += 1
    let numbers = (0..<count).map { fresh * 8 + $0 }
    let content = Content(base: fresh, commits: numbers)
    fresh += count
    allowed.append(content)
    do {
      _ = try book.replace(
        sections: Content.sections(content.base), frames: numbers.map(Payload.bytes), erasing: erasing)
      allowed = [content]
    } catch {
      if disk.failure == nil { violations.append("replace: \(error)") }
      // What failed before the new file took the name leaves the old content, and the book goes on.
      if error.code == .readOnly || book.refusal == nil { allowed.removeLast() }
    }
  }
}
