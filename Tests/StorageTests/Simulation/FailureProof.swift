@testable import Book

/// Lets every operation of histories fail, once or for good, and looks at what is left: after the program was started
/// again, and after a power cut.
struct FailureProof {
  var habits = StorageHabits.sound
  /// How many different failures were tried.
  private(set) var failures = 0
  /// How many worlds that they left were opened.
  private(set) var states = 0
  private(set) var violations: [String] = []
  private var lots: Lots

  init(seed: UInt64, habits: StorageHabits = .sound) {
    lots = Lots(seed: seed)
    self.habits = habits
  }

  /// Tries one history with all its failures. Stops at the first violation.
  mutating func tryHistory(_ steps: [Step]) {
    let whole = HistoryRun(World(), habits, allowed: [nil], isRecording: false)
    whole.run(steps)
    for operation in 0..<whole.disk.operations {
      for kind in PlannedFailure.Kind.allCases {
        for isForGood in [false, true] where violations.isEmpty {
          tryFailure(PlannedFailure(operation: operation, kind: kind, isForGood: isForGood), steps)
        }
      }
    }
  }

  private mutating func tryFailure(_ failure: PlannedFailure, _ steps: [Step]) {
    failures += 1
    let place = "history \(steps), \(failure)"
    let run = HistoryRun(World(), habits, allowed: [nil], isRecording: false)
    run.disk.failure = failure
    run.disk.lots = Lots(seed: lots.next())
    run.run(steps)
    note(run.violations, place)
    tryPowerCut(run.disk.world, run.allowed, place)
    // The disk is in order again, and the program is started anew without a power cut before.
    let again = HistoryRun(run.disk.world, habits, allowed: run.allowed, fresh: 1000)
    again.open()
    again.append(lots.next(8))
    again.append(lots.next(8))
    again.recordEnd()
    note(again.violations, "\(place), started again")
    for moment in again.moments { tryPowerCut(moment.world, moment.allowed, "\(place), started again") }
  }

  private mutating func tryPowerCut(_ world: World, _ allowed: [Content?], _ place: String) {
    var cut = PowerCut()
    cut.most = 6
    for world in cut.outcomes(of: world, lots: &lots) where violations.isEmpty {
      states += 1
      let run = HistoryRun(world, habits, allowed: allowed, isRecording: false)
      run.open()
      note(run.violations, "\(place), then a power cut")
    }
  }

  private mutating func note(_ found: [String], _ place: String) {
    violations += found.map { "\(place): \($0)" }
  }
}
