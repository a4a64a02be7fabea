import Testing

@testable import Book

/// A habit that keeps a book safe, and a proof that finds out when it is missing.
struct PlantedBug: CustomTestStringConvertible, Sendable {
  var name: String
  var habit: WritableKeyPath<StorageHabits, Bool> & Sendable
  /// What the proof has to say of these habits; nothing of sound ones.
  var violations: @Sendable (StorageHabits) throws -> [String]

  var testDescription: String { name }

  /// The sound habits but for this one.
  var habits: StorageHabits {
    var habits = StorageHabits.sound
    habits[keyPath: habit] = false
    return habits
  }

  init(
    _ name: String, _ habit: WritableKeyPath<StorageHabits, Bool> & Sendable,
    _ violations: @escaping @Sendable (StorageHabits) throws -> [String]
  ) {
    self.name = name
    self.habit = habit
    self.violations = violations
  }
}

extension PlantedBug {
  private static let crash: @Sendable (StorageHabits) -> [String] = {
    CrashTests.proof(seed: 5, states: $0.isSound ? 2000 : 60_000, habits: $0).violations
  }

  private static let failure: @Sendable (StorageHabits) -> [String] = {
    FailureTests.proof(seed: 6, histories: 0, habits: $0).violations
  }

  static let all: [PlantedBug] = [
    PlantedBug("a commit is acknowledged before it is synced", \.syncsBeforeAcknowledging, crash),
    PlantedBug("a slot names a commit before that is synced", \.writesSlotAfterSync, crash),
    PlantedBug("the slot is chosen by the sequence's parity", \.keepsBestSlot, crash),
    PlantedBug("a failed sync is asked for again", \.neverRetries, failure),
    PlantedBug("commits go on after one that failed", \.stopsAfterFailure, failure),
    PlantedBug("what was not saved is left in the file", \.cutsFailedCommit, Scene.failedCommit),
    PlantedBug("a new file takes the name before it is synced", \.syncsBeforeRename, crash),
    PlantedBug("the folder is not synced after the rename", \.syncsFolderAfterRename, crash),
    PlantedBug("a commit trusts a name that nobody has synced", \.securesName, crash),
    PlantedBug("a torn tail is cut off without a sync", \.syncsTruncation, crash),
    PlantedBug("what lies only in the system's memory is believed", \.securesUnvouchedFrames, crash),
    PlantedBug("the slots are ignored when opening", \.heedsSlots, Scene.missingLastCommit),
    PlantedBug("nobody looks behind a break", \.looksBehindBreak, Scene.damageBehindOldSlots),
    PlantedBug("a reader cuts off a tail", \.onlyWriterTruncates, Scene.readerBesideTornTail),
    PlantedBug("the chain is not checked", \.checksChain, Scene.commitOfADivergedCopy),
    PlantedBug("a former file's slot is accepted", \.checksFileID, Scene.slotOfAnotherFile),
    PlantedBug("the first page's checksum is not checked", \.checksHeaderSum, Scene.flippedHeader),
    PlantedBug("a slot's checksum is not checked", \.checksSlotSum, crash),
    PlantedBug("a commit's checksum is not checked", \.checksPayloadSum, crash),
    PlantedBug("a section's checksum is not checked", \.checksSectionSum, Scene.flippedSection),
    PlantedBug("places and lengths are trusted", \.checksBounds, Scene.absurdSection),
    PlantedBug("a frame is filled up with anything", \.zeroesPadding, crash),
  ]
}

extension StorageHabits {
  fileprivate var isSound: Bool { PlantedBug.all.allSatisfy { self[keyPath: $0.habit] } }
}

/// The proofs are worth something: each finds the bug that it is there for.
@Suite struct PlantedBugTests {
  @Test(arguments: PlantedBug.all) func isCaught(_ bug: PlantedBug) throws {
    #expect(try bug.violations(bug.habits) != [], "nobody noticed that \(bug.name)")
    #expect(try bug.violations(.sound) == [])
  }

  @Test func everyHabitIsTakenAwayOnce() {
    let count = Mirror(reflecting: StorageHabits.sound).children.count
    #expect(Set(PlantedBug.all.map(\.name)).count == count)
    #expect(PlantedBug.all.allSatisfy { bug in PlantedBug.all.count { $0.habit == bug.habit } == 1 })
    Figures.say("\(count) planted bugs, each caught by a test of its own")
  }
}
