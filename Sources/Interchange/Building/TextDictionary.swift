import CKernels
import Columns
import Glibc

/// Texts, each once, numbered from 0 in the order of their first appearance; found by their bytes.
///
/// Open addressing with linear probing, at most half full. The seed differs from run to run, so that no file can be made
/// to collide on purpose; nothing that is seen from outside depends on it.
struct TextDictionary {
  private(set) var builder = TextPoolBuilder()
  /// Each slot holds a text's hash in its upper half and its number plus one in its lower; 0 is free.
  private var slots = [UInt64](repeating: 0, count: 64)
  private var previous: Int32 = -1
  private static let seed = UInt64.random(in: .min ... .max)

  var count: Int { builder.count }
  var byteCount: Int { builder.bytes.count }

  /// The number of a text, which is new if it was not there.
  @inline(__always)
  mutating func code(_ text: Bytes) -> Int32 { code(text, hash: TextDictionary.hash(text)) }

  /// The same for a text whose hash is known.
  @inline(__always)
  mutating func code(_ text: Bytes, hash: UInt32) -> Int32 {
    // Neighbouring cells are often the same.
    if previous >= 0, isEqual(Int(previous), text) { return previous }
    let (slot, found) = probe(text, hash)
    previous = found ?? insert(text, hash, slot)
    return previous
  }

  /// The number of a text, or nil if it is not there.
  func find(_ text: Bytes) -> Int32? { probe(text, TextDictionary.hash(text)).code }

  @inline(__always)
  private func probe(_ text: Bytes, _ hash: UInt32) -> (slot: Int, code: Int32?) {
    var slot = Int(hash) & (slots.count - 1)
    while slots[slot] != 0 {
      let entry = slots[slot]
      let code = Int32(truncatingIfNeeded: entry & 0xFFFF_FFFF) - 1
      if UInt32(truncatingIfNeeded: entry >> 32) == hash, isEqual(Int(code), text) { return (slot, code) }
      slot = (slot + 1) & (slots.count - 1)
    }
    return (slot, nil)
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
    let code = Int32(truncatingIfNeeded: builder.count)
    text.withUnsafeBufferPointer { builder.append($0) }
    slots[slot] = UInt64(hash) << 32 | UInt64(UInt32(bitPattern: code) + 1)
    if builder.count * 2 > slots.count { grow() }
    return code
  }

  private mutating func grow() {
    let old = slots
    slots = [UInt64](repeating: 0, count: old.count * 2)
    for entry in old where entry != 0 {
      var slot = Int(entry >> 32) & (slots.count - 1)
      while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = entry
    }
  }

  /// Brings the place of a hash near, some time before it is looked up: nearly all of a lookup is waiting for it.
  @inline(__always)
  func prefetch(_ hash: UInt32) {
    slots.withUnsafeBufferPointer { slots in
      if let base = slots.baseAddress { csv_prefetch(base + (Int(hash) & (slots.count - 1))) }
    }
  }

  @inline(__always)
  static func hash(_ text: Bytes) -> UInt32 {
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
