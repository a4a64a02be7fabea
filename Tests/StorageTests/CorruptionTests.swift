import Testing

@testable import Book

/// The bytes of a sound file are changed in every way.
@Suite struct CorruptionTests {
  static let steps: [Step] = [.append(length: 1), .append(length: 3), .append(length: 0), .append(length: 5)]

  @Test func everyBit() throws {
    var proof = try CorruptionProof(Self.steps)
    proof.flipEveryBit()
    report(proof, "flipped bits")
    #expect(proof.files == proof.image.size * 8)
  }

  @Test func everyLength() throws {
    var proof = try CorruptionProof(Self.steps)
    proof.cutEverywhere()
    report(proof, "truncations")
    #expect(proof.files == proof.image.size)
  }

  @Test func misplacedSectors() throws {
    var proof = try CorruptionProof([.append(length: 7), .replace(commits: 3), .append(length: 7), .append(length: 6)])
    proof.misplaceSectors(of: 512)
    proof.misplaceSectors(of: 256)
    report(proof, "exchanged, repeated and overwritten sectors")
    #expect(proof.files > 1000)
  }

  private func report(_ proof: CorruptionProof, _ what: String) {
    Figures.say(
      "\(proof.files) \(what), of which \(proof.noticed) mattered and were noticed: \(proof.violations.count) violations"
    )
    #expect(proof.violations == [])
  }
}
