import Columns

@testable import Book

/// Cuts the power at every moment of histories, and again at every moment of what follows, and looks at what is left.
struct CrashProof {
  var habits = StorageHabits.sound
  var cut = PowerCut()
  /// How many outcomes of a second power cut are tried at most for one moment.
  var mostSecond = 6
  private(set) var histories = 0
  /// Different worlds that a power cut left and in which the book was opened.
  private(set) var states = 0
  private(set) var violations: [String] = []
  private var seen: Set<UInt64> = []
  private var lots: Lots

  init(seed: UInt64, habits: StorageHabits = .sound) {
    lots = Lots(seed: seed)
    self.habits = habits
  }

  /// Tries one history with all that may happen to it. Stops at the first violation.
  mutating func tryHistory(_ steps: [Step]) {
    histories += 1
    seen.removeAll(keepingCapacity: true)
    let run = HistoryRun(World(), habits, allowed: [nil])
    run.run(steps)
    note(run.violations, "history \(steps)")
    for (number, moment) in run.moments.enumerated() where violations.isEmpty {
      // Not the power is gone here, but the program; the power goes later.
      tryState(moment.world, moment.allowed, "history \(steps), killed at \(number)")
      for world in cut.outcomes(of: moment.world, lots: &lots) where violations.isEmpty && isNew(world, moment) {
        tryState(world, moment.allowed, "history \(steps), cut at \(number)")
      }
    }
  }

  /// Opens the book that a power cut left, commits something, and cuts the power again on the way.
  private mutating func tryState(_ world: World, _ allowed: [Content?], _ place: String) {
    states += 1
    checkSlots(world, allowed, place)
    let run = HistoryRun(world, habits, allowed: allowed, fresh: 1000)
    run.open()
    if run.book == nil, run.allowed.contains(nil), run.violations.isEmpty { run.create() }
    run.append(lots.next(8))
    run.recordEnd()
    note(run.violations, place)
    var second = cut
    second.most = mostSecond
    for (number, moment) in run.moments.enumerated() {
      for world in second.outcomes(of: moment.world, lots: &lots) where violations.isEmpty && isNew(world, moment) {
        states += 1
        let again = HistoryRun(world, habits, allowed: moment.allowed, isRecording: false)
        again.open()
        note(again.violations, "\(place), again at \(number)")
        checkSlots(world, moment.allowed, "\(place), again at \(number)")
      }
    }
  }

  private mutating func note(_ found: [String], _ place: String) {
    violations += found.map { "\(place): \($0)" }
  }

  /// Whether this world, with these promises, was not tried in this history before.
  private mutating func isNew(_ world: World, _ moment: Moment) -> Bool {
    let last = moment.allowed.last.flatMap { $0 }
    var key = UInt64(moment.allowed.count) << 60 ^ UInt64(last?.commits.last ?? 0) << 32
    for (name, inode) in world.names {
      key ^= world.inodes[inode].visible.fingerprint &* (name == HistoryRun.path ? 0x9E37_79B9_7F4A_7C15 : 3)
    }
    return seen.insert(key).inserted
  }

  /// At every moment the slots vouch for all acknowledged commits but the last one.
  private mutating func checkSlots(_ world: World, _ allowed: [Content?], _ place: String) {
    guard let image = world[HistoryRun.path]?.visible, image.size >= FileLayout.baseStart else { return }
    let disk = SimulatedDisk(world)
    guard let file = try? disk.open(HistoryRun.path, for: .reading),
      let page = try? BookBytes(file: file, path: "").view(at: 0, count: FileLayout.pageSize),
      let header = try? FileHeader(page: page, fileSize: image.size, path: "", habits: .sound),
      let slots = try? AcknowledgementSlots(BookBytes(file: file, path: ""), header.fileID, .sound)
    else { return }
    guard let book = allowed.first.flatMap({ $0 }), allowed.allSatisfy({ $0?.base == book.base }) else { return }
    let promised = header.baseSequence + UInt64(max(0, book.commits.count - 1))
    let vouched = slots.best?.sequence ?? 0
    let isVouched = slots.best != nil && vouched >= promised
    if !isVouched { violations.append("\(place): slots vouch for \(vouched), and \(promised) was acknowledged") }
  }
}
