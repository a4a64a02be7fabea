import CKernels
import Columns
import Glibc

/// Texts, each once, numbered from 0 in the order of their first appearance; found by their bytes.
///
/// Open addressing with linear probing, at most half full. The seed differs from run to run, so that no file can be made
/// to collide on purpose; nothing that is seen from outside depends on it.
struct TextDictionary {
  private(set) var builder = TextPoolBuilder()
  private var hashes: [UInt32] = []
  private var slots = [Int32](repeating: -1, count: 64)
  private static let seed = UInt64.random(in: .min ... .max)

  var count: Int { hashes.count }
  var byteCount: Int { builder.bytes.count }

  /// The number of a text, which is new if it was not there.
  @inline(__always)
  mutating func code(_ text: Bytes) -> Int32 {
    let hash = TextDictionary.hash(text)
    var slot = Int(hash) & (slots.count - 1)
    while slots[slot] >= 0 {
      let code = slots[slot]
      if hashes[Int(code)] == hash, isEqual(Int(code), text) { return code }
      slot = (slot + 1) & (slots.count - 1)
    }
    return insert(text, hash, slot)
  }

  /// The number of a text, or nil if it is not there.
  func find(_ text: Bytes) -> Int32? {
    let hash = TextDictionary.hash(text)
    var slot = Int(hash) & (slots.count - 1)
    while slots[slot] >= 0 {
      let code = slots[slot]
      if hashes[Int(code)] == hash, isEqual(Int(code), text) { return code }
      slot = (slot + 1) & (slots.count - 1)
    }
    return nil
  }

  func string(_ code: Int) -> String {
    String(decoding: builder.bytes[range(code)], as: UTF8.self)
  }

  func range(_ code: Int) -> Range<Int> { Int(builder.offsets[code])..<Int(builder.offsets[code + 1]) }

  /// Lends the bytes of a text.
  func withBytes<R>(_ code: Int, _ body: (Bytes) throws -> R) rethrows -> R {
    try body(builder.bytes.span.extracting(range(code)))
  }

  private mutating func insert(_ text: Bytes, _ hash: UInt32, _ slot: Int) -> Int32 {
    let code = Int32(truncatingIfNeeded: hashes.count)
    hashes.append(hash)
    text.withUnsafeBufferPointer { builder.append($0) }
    slots[slot] = code
    if hashes.count * 2 > slots.count { grow() }
    return code
  }

  private mutating func grow() {
    slots = [Int32](repeating: -1, count: slots.count * 4)
    for code in hashes.indices {
      var slot = Int(hashes[code]) & (slots.count - 1)
      while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = Int32(truncatingIfNeeded: code)
    }
  }

  @inline(__always)
  private static func hash(_ text: Bytes) -> UInt32 {
    text.withUnsafeBufferPointer { bytes in
      bytes.baseAddress.map { UInt32(truncatingIfNeeded: csv_hash($0, bytes.count, seed)) } ?? 0
    }
  }

  @inline(__always)
  private func isEqual(_ code: Int, _ text: Bytes) -> Bool {
    let start = Int(builder.offsets[code])
    guard Int(builder.offsets[code + 1]) - start == text.count else { return false }
    return builder.bytes.withUnsafeBufferPointer { all in
      text.withUnsafeBufferPointer { own in
        guard let left = all.baseAddress, let right = own.baseAddress else { return own.isEmpty }
        return memcmp(left + start, right, own.count) == 0
      }
    }
  }
}
