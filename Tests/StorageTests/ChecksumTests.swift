import Columns
import Foundation
import Testing

@Suite struct ChecksumTests {
  /// The examples of FIPS 180-4, and the empty message.
  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
    (
      "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu",
      "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1"
    ),
    (String(repeating: "a", count: 1_000_000), "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"),
  ]) func digests(_ text: String, _ expected: String) {
    let digest = Array(text.utf8).withUnsafeBytes { SHA256(of: $0) }
    #expect(digest.bytes.map { String(format: "%02x", $0) }.joined() == expected)
  }

  /// The check value of the catalogue of CRCs, and those of RFC 3720.
  @Test func sums() {
    #expect(sum(Array("123456789".utf8)) == 0xE306_9283)
    #expect(sum([UInt8](repeating: 0, count: 32)) == 0x8A91_36AA)
    #expect(sum([UInt8](repeating: 0xFF, count: 32)) == 0x62A8_AB43)
    #expect(sum(Array(0..<32)) == 0x46DD_794E)
    #expect(sum([]) == 0)
  }

  @Test func aSumGoesOnWhereAnotherEnded() {
    let bytes = Array("a column of customers".utf8)
    for cut in 0...bytes.count {
      #expect(sum(Array(bytes[cut...]), after: sum(Array(bytes[..<cut]))) == sum(bytes))
    }
  }

  private func sum(_ bytes: [UInt8], after: UInt32 = 0) -> UInt32 { CRC32C.of(Buffer(bytes), after: after) }
}
