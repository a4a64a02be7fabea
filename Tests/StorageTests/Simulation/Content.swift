import Columns
import Glibc

@testable import Book

/// What a book holds, as far as the proofs look: which base, and which commits in which order. Nil is no book at all.
struct Content: Equatable {
  var base: Int
  var commits: [Int]

  /// The same with one commit more.
  func adding(_ commit: Int) -> Content { Content(base: base, commits: commits + [commit]) }

  /// The sections of a base, which tell which one it is.
  static func sections(_ base: Int) -> [BookSection] {
    [
      BookSection(name: "tag", bytes: SectionBytes(Payload.bytes(base * 8 + 1))),
      BookSection(name: "filler", bytes: SectionBytes([UInt8](repeating: UInt8(base & 0xFF), count: 70))),
    ]
  }

  /// What an open book holds; nil if something in it was never written by the proofs.
  init?(_ book: BookFile) {
    guard let tag = try? book.section("tag").array, let number = Payload.number(of: tag), number % 8 == 1,
      let filler = try? book.section("filler"), filler.count == 70,
      filler[0] == UInt8((number / 8) & 0xFF), filler[69] == filler[0]
    else { return nil }
    base = number / 8
    commits = []
    for frame in book.frames {
      guard let number = Payload.number(of: frame.payload) else { return nil }
      commits.append(number)
    }
  }

  init(base: Int, commits: [Int]) {
    self.base = base
    self.commits = commits
  }
}

/// The bytes of the commits: each number has its own, of lengths from 4 to some hundreds.
enum Payload {
  private static let lengths = [4, 9, 40, 64, 130, 333, 600, 1300]

  static func bytes(_ number: Int) -> [UInt8] {
    let length = lengths[number & 7]
    return [UInt8](unsafeUninitializedCapacity: length) { target, count in
      let bytes = UnsafeMutableRawBufferPointer(target)
      if let start = bytes.baseAddress { memset(start, Int32(truncatingIfNeeded: number &* 31 &+ 7), length) }
      bytes.storeBytes(of: UInt32(number), as: UInt32.self)
      count = length
    }
  }

  /// The number whose bytes these are.
  static func number(of bytes: [UInt8]) -> Int? {
    guard bytes.count >= 4 else { return nil }
    let number = bytes.withUnsafeBytes { Int($0.loadUnaligned(as: UInt32.self)) }
    guard bytes.count == lengths[number & 7] else { return nil }
    let expected = self.bytes(number)
    return memcmp(expected, bytes, bytes.count) == 0 ? number : nil
  }
}
