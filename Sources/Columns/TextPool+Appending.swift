import Synchronization

/// The entries of a dictionary by their text, for those who add to it: built when first asked for, shared by every pool
/// that grew out of the same one.
final class PoolLookup: Sendable {
  /// Beyond so many entries a text is added without a look whether it is there: finding out would cost more than it saves.
  static let limit = 1 << 16

  private let entries = Mutex<[[UInt8]: Int32]?>(nil)

  /// The entry that has these bytes; nil if none of the first `pool.count` has.
  func entry(_ text: [UInt8], in pool: TextPool) -> Int32? {
    let found = entries.withLock { known -> Int32? in
      if known == nil { known = PoolLookup.entries(of: pool) }
      return known?[text]
    }
    guard let found, Int(found) < pool.count, pool.withBytes(Int(found), { Array($0) }) == text else { return nil }
    return found
  }

  func note(_ text: [UInt8], _ entry: Int32) { entries.withLock { $0?[text] = entry } }

  private static func entries(of pool: TextPool) -> [[UInt8]: Int32] {
    var result: [[UInt8]: Int32] = [:]
    for entry in 0..<pool.count {
      result[pool.withBytes(entry) { Array($0) }] = Int32(truncatingIfNeeded: entry)
    }
    return result
  }
}

extension TextPool {
  /// The pool with the texts that it lacks behind its own, and the entry of each text.
  ///
  /// Entries keep their numbers. A large dictionary takes texts without a look whether it has them, and is no longer
  /// distinct then. Complexity: O(bytes added), amortised; the first time O(entries) for a small dictionary.
  func appending(_ texts: [[UInt8]]) -> (pool: TextPool, entries: [Int32]) {
    let looksUp = count <= PoolLookup.limit
    var added: [[UInt8]] = []
    var places: [[UInt8]: Int32] = [:]
    let entries = texts.map { text -> Int32 in
      if let place = places[text] { return place }
      if looksUp, let known = lookup.entry(text, in: self) { return known }
      let place = Int32(truncatingIfNeeded: count + added.count)
      added.append(text)
      places[text] = place
      return place
    }
    guard !added.isEmpty else { return (self, entries) }
    let pool = grown(by: added, isDistinct: isDistinct && looksUp)
    if looksUp { for (text, entry) in places { lookup.note(text, entry) } }
    return (pool, entries)
  }

  /// The pool with more entries behind its own, whatever they are.
  func grown(by texts: [[UInt8]], isDistinct: Bool) -> TextPool {
    var end = offsets[count]
    var ends: [UInt32] = []
    for text in texts {
      end &+= UInt32(truncatingIfNeeded: text.count)
      ends.append(end)
    }
    return TextPool(
      bytes: bytes[0..<Int(offsets[count])].appending(texts.flatMap { $0 }), offsets: offsets.appending(ends),
      isDistinct: isDistinct, growingFrom: self)
  }
}
