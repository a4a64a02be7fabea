import Foundation
import Testing

@testable import Book

/// The power is cut at every moment, and again while the book is opened afterwards.
@Suite struct CrashTests {
  /// Each seed has this many different states; together they are more than 400,000.
  private static let states = 102_000

  @Test(arguments: 1...4) func nothingAcknowledgedIsLost(_ seed: UInt64) {
    let proof = Self.proof(seed: seed, states: Self.states)
    Figures.say(
      "\(proof.states) states after power cuts and second power cuts, \(proof.histories) histories: "
        + "\(proof.violations.count) violations")
    #expect(proof.states >= Self.states)
    #expect(proof.violations == [])
  }

  static func proof(seed: UInt64, states: Int, habits: StorageHabits = .sound) -> CrashProof {
    var lots = Lots(seed: seed)
    var proof = CrashProof(seed: seed &+ 1000, habits: habits)
    // Sectors as they are, and sectors smaller than any disk has them, which is harder.
    let sectors = [512, 512, 64, 16]
    for steps in Step.scripts where proof.violations.isEmpty {
      proof.cut.sector = sectors[lots.next(4)]
      proof.tryHistory(steps)
    }
    while proof.states < states, proof.violations.isEmpty {
      proof.cut.sector = sectors[lots.next(4)]
      proof.tryHistory(Step.random(&lots))
    }
    return proof
  }
}

/// The figures of the proofs, in lines that are found in the log of all tests.
enum Figures {
  static func say(_ line: String) { print("Storage: \(line)") }
}
