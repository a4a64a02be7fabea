import CKernels
import Columns
import Testing

/// The loops that use special instructions give what the portable ones give.
@Suite(.serialized) struct ChecksumKernelTests {
  @Test func bothWaysAgreeAtEveryLength() {
    let bytes = (0..<300).map { UInt8(truncatingIfNeeded: $0 &* 167 ^ $0 >> 3) }
    for count in 0...bytes.count {
      for start in 0..<min(8, bytes.count - count + 1) {
        let part = Array(bytes[start..<start + count])
        #expect(answers(part, level: 0) == answers(part, level: 2), "at \(count) bytes from \(start)")
      }
    }
  }

  private struct Answers: Equatable {
    var sum: UInt32
    var digest: SHA256
  }

  private func answers(_ bytes: [UInt8], level: Int32) -> Answers {
    let best = kernels_level()
    kernels_limit_level(level)
    defer { kernels_limit_level(best) }
    return bytes.withUnsafeBytes { Answers(sum: CRC32C.of($0), digest: SHA256(of: $0)) }
  }
}
