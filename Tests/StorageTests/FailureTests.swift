import Testing

@testable import Book

/// The disk fails at every operation, once and for good.
@Suite struct FailureTests {
  @Test func whatIsNotSavedIsSaidAndNothingElseIsLost() {
    let proof = Self.proof(seed: 1, histories: 12)
    Figures.say(
      "\(proof.failures) failed operations, \(proof.states) states after them: \(proof.violations.count) violations")
    #expect(proof.failures >= 2000)
    #expect(proof.violations == [])
  }

  static func proof(seed: UInt64, histories: Int, habits: StorageHabits = .sound) -> FailureProof {
    var lots = Lots(seed: seed)
    var proof = FailureProof(seed: seed &+ 1000, habits: habits)
    for steps in Step.scripts where proof.violations.isEmpty { proof.tryHistory(steps) }
    for _ in 0..<histories where proof.violations.isEmpty { proof.tryHistory(Step.random(&lots)) }
    return proof
  }
}
