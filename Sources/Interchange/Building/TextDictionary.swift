import CKernels
import Columns
import Glibc

/// What a text is found by: a text of at most eight bytes by itself, a longer one by its hash.
///
/// Two short texts are equal if their keys are; two long ones with equal keys have yet to be compared.
struct TextKey: Sendable {
  /// The text itself, zeros after it, or the hash of a longer one.
  var word: UInt64
  /// The bytes of the text.
  var count: UInt32
  /// Where the text is looked for first.
  var home: UInt32

  /// The seed differs from run to run, so that no file can be made to collide on purpose; nothing that is seen from
  /// outside depends on it.
  static let seed = UInt64.random(in: .min ... .max)

  /// The key of no text.
  static let none = TextKey(word: 0, count: 0, home: 0)

  /// The key of a text, and a word in which every bit is set that is set in any of its bytes.
  @inline(__always)
  static func of(
    _ text: UnsafeBufferPointer<UInt8>, seed: UInt64 = TextKey.seed
  ) -> (key: TextKey, anyBits: UInt64) {
    let count = UInt32(truncatingIfNeeded: text.count)
    if text.count <= 8 {
      let word = csv_word(text.baseAddress, text.count)
      return (TextKey(word: word, count: count, home: home(word, count, seed)), word)
    }
    var anyBits: UInt64 = 0
    let hash = csv_hash(text.baseAddress, text.count, seed, &anyBits)
    return (TextKey(word: hash, count: count, home: UInt32(truncatingIfNeeded: hash)), anyBits)
  }

  /// A hash of a text, the same for equal ones as long as the program runs.
  static func hash(_ text: Bytes) -> UInt32 { text.withUnsafeBufferPointer { of($0).key.home } }

  /// The same, by the first eight bytes of the text, or all of it and zeros behind it.
  @inline(__always)
  static func of(
    _ text: UnsafeBufferPointer<UInt8>, startingWith word: UInt64, seed: UInt64
  ) -> (key: TextKey, anyBits: UInt64) {
    if text.count > 8 { return of(text, seed: seed) }
    let count = UInt32(truncatingIfNeeded: text.count)
    return (TextKey(word: word, count: count, home: home(word, count, seed)), word)
  }

  @inline(__always)
  static func home(_ word: UInt64, _ count: UInt32, _ seed: UInt64) -> UInt32 {
    count > 8
      ? UInt32(truncatingIfNeeded: word)
      : UInt32(truncatingIfNeeded: csv_mix(word, seed &+ UInt64(count)))
  }
}

/// Texts, each once, numbered from 0 in the order of their first appearance; found by their bytes.
///
/// Open addressing with linear probing, at most five eighths full, but for texts that are numbers (`NumberedKeys`). As long as each new text comes after the last one, by
/// length and then by bytes, as the numbers and keys of most exports do, nothing is looked up and no table is kept.
struct TextDictionary: Sendable {
  private struct Slot {
    var word: UInt64 = 0
    var count: UInt32 = 0
    /// The number of the text plus one; 0 is free.
    var number: UInt32 = 0
  }

  private(set) var builder = TextPoolBuilder()
  /// Where all texts are a common beginning and a number, none is kept: the number of each is its code, and all numbers
  /// below the limit are taken for codes, whether there is such a text or not.
  private(set) var pattern: NumberPattern?
  private var patternLimit = 0
  private var slots: [Slot] = []
  /// The texts that are numbers below its limit; all others are in `slots`, and some of these, too.
  private var numbered = NumberedKeys.none
  /// How many texts are in `slots`.
  private var slotsTaken = 0
  /// The key of the last new text while the texts ascend; nil once they do not.
  private var last: TextKey? = TextKey.none

  var count: Int { pattern == nil ? builder.offsets.count - 1 : patternLimit }
  var byteCount: Int { builder.bytes.count }
  /// How many lookups are prepared at a time: few enough that what was brought near is still there.
  static let window = 256

  /// Whether a lookup mostly waits for memory.
  var isLarge: Bool { slots.count > 1 << 14 || numbered.limit > 1 << 16 }

  /// The number of a text, which is new if it was not there.
  @inline(__always)
  mutating func code(_ text: UnsafeBufferPointer<UInt8>, _ key: TextKey) -> Int32 {
    if let last {
      if isAfter(last, text, key) { return add(text, key) }
      if count > 0, key.word == last.word, key.count == last.count, isLast(text) { return Int32(count - 1) }
      prepareLookups()
    }
    let number = numbered.number(key)
    if number >= 0, number < numbered.limit || makeRoom(for: number) {
      let code = numbered.code(number)
      return code >= 0 ? code : insert(text, number)
    }
    let slot = place(text, key)
    let found = slots[slot].number
    return found > 0 ? Int32(truncatingIfNeeded: found - 1) : insert(text, key, slot)
  }

  mutating func code(_ text: Bytes) -> Int32 {
    text.withUnsafeBufferPointer { code($0, TextKey.of($0).key) }
  }

  /// A dictionary of the numbers below a limit behind a common beginning.
  init(_ pattern: NumberPattern, limit: Int) {
    self.pattern = pattern
    patternLimit = limit
    last = nil
  }

  init() {}

  /// An empty dictionary in which texts can be looked up at any time.
  static var searchable: TextDictionary {
    var dictionary = TextDictionary()
    dictionary.prepareLookups()
    return dictionary
  }

  /// The number of a text, or nil if it is not there. Lookups have been prepared.
  func find(_ text: Bytes) -> Int32? {
    text.withUnsafeBufferPointer { text in
      let code = lookUp(text, TextKey.of(text).key)
      return code >= 0 ? code : nil
    }
  }

  /// The number of a text, −1 if it is not there. Lookups have been prepared.
  @inline(__always)
  private func lookUp(_ text: UnsafeBufferPointer<UInt8>, _ key: TextKey) -> Int32 {
    if let pattern {
      let number = pattern.number(key.word, count: key.count)
      return number < patternLimit ? Int32(truncatingIfNeeded: number) : -1
    }
    let number = numbered.number(key)
    if number >= 0, number < numbered.limit { return numbered.code(number) }
    return Int32(truncatingIfNeeded: Int(slots[place(text, key)].number) - 1)
  }

  // MARK: Ascending texts

  /// Whether a text comes after the last one.
  @inline(__always)
  private func isAfter(_ last: TextKey, _ text: UnsafeBufferPointer<UInt8>, _ key: TextKey) -> Bool {
    if key.count != last.count { return key.count > last.count }
    if key.count <= 8 { return key.word.byteSwapped > last.word.byteSwapped }
    return builder.bytes.withUnsafeBufferPointer { all in
      guard let left = all.baseAddress, let right = text.baseAddress else { return false }
      return memcmp(left + Int(builder.offsets[count - 1]), right, text.count) < 0
    }
  }

  private func isLast(_ text: UnsafeBufferPointer<UInt8>) -> Bool { text.count <= 8 || isEqual(count - 1, text) }

  private mutating func add(_ text: UnsafeBufferPointer<UInt8>, _ key: TextKey) -> Int32 {
    builder.append(text)
    last = key
    return Int32(truncatingIfNeeded: count - 1)
  }

  /// Makes the table of all texts, if there is none yet.
  mutating func prepareLookups() {
    guard last != nil, pattern == nil else { return }
    last = nil
    slots = [Slot](repeating: Slot(), count: 64)
    guard count > 0 else { return }
    numbered = .like(key(0))
    for first in stride(from: 0, to: count, by: TextDictionary.window) {
      let codes = first..<min(first + TextDictionary.window, count)
      let keys = codes.map { key($0) }
      for key in keys { prefetchSlot(key) }
      // Ascending texts are different ones.
      for (code, key) in zip(codes, keys) { place(key, code) }
    }
  }

  private func key(_ code: Int) -> TextKey {
    builder.bytes.withUnsafeBufferPointer { TextKey.of(UnsafeBufferPointer(rebasing: $0[range(code)])).key }
  }

  /// Writes a text down where it will be found; it is there nowhere yet.
  private mutating func place(_ key: TextKey, _ code: Int) {
    let number = numbered.number(key)
    if number >= 0, number < numbered.limit || makeRoom(for: number) {
      numbered.set(number, to: Int32(truncatingIfNeeded: code))
    } else {
      take(freePlace(key), key, code)
    }
  }

  /// Makes room for a number in `numbered`, which then knows all texts below its new limit.
  @inline(never)
  private mutating func makeRoom(for number: Int) -> Bool {
    let known = numbered.limit
    guard numbered.makeRoom(for: number, texts: count) else { return false }
    for code in 0..<count {
      let number = numbered.number(key(code))
      if number >= known, number < numbered.limit { numbered.set(number, to: Int32(truncatingIfNeeded: code)) }
    }
    return true
  }

  /// Gives the table up; from now on texts are only asked for by number.
  mutating func forgetLookups() {
    slots = []
    numbered = .none
    last = nil
  }

  private func freePlace(_ key: TextKey) -> Int {
    var place = Int(key.home) & (slots.count - 1)
    while slots[place].number != 0 { place = (place &+ 1) & (slots.count - 1) }
    return place
  }

  /// For each text of another dictionary its number here, −1 where it is not. Lookups have been prepared.
  func codes(of other: TextDictionary) -> [Int32] {
    if let pattern = other.pattern { return codes(of: pattern, below: other.patternLimit) }
    var codes: [Int32] = []
    codes.reserveCapacity(other.count)
    var keys: [TextKey] = []
    other.builder.bytes.withUnsafeBufferPointer { bytes in
      for first in stride(from: 0, to: other.count, by: TextDictionary.window) {
        let range = first..<min(first + TextDictionary.window, other.count)
        keys.removeAll(keepingCapacity: true)
        for code in range {
          keys.append(TextKey.of(UnsafeBufferPointer(rebasing: bytes[other.range(code)])).key)
          prefetchSlot(keys[keys.count - 1])
        }
        if isLarge { prefetchTexts(keys[...]) }
        for code in range {
          codes.append(lookUp(UnsafeBufferPointer(rebasing: bytes[other.range(code)]), keys[code - first]))
        }
      }
    }
    return codes
  }

  private func codes(of other: NumberPattern, below limit: Int) -> [Int32] {
    if other == pattern { return (0..<limit).map { $0 < patternLimit ? Int32(truncatingIfNeeded: $0) : -1 } }
    return (0..<limit).map { number in
      other.text(Int32(truncatingIfNeeded: number)).withUnsafeBufferPointer { lookUp($0, TextKey.of($0).key) }
    }
  }

  func string(_ code: Int) -> String {
    if let pattern { return String(decoding: pattern.text(Int32(truncatingIfNeeded: code)), as: UTF8.self) }
    return String(decoding: builder.bytes[range(code)], as: UTF8.self)
  }

  private func range(_ code: Int) -> Range<Int> { Int(builder.offsets[code])..<Int(builder.offsets[code + 1]) }

  /// Lends the bytes of a text.
  func withBytes<R>(_ code: Int, _ body: (Bytes) throws -> R) rethrows -> R {
    if let pattern { return try body(pattern.text(Int32(truncatingIfNeeded: code)).span) }
    return try body(builder.bytes.span.extracting(range(code)))
  }

  /// Makes room for as many texts as a column of so many rows will have, judged by its first `rows`.
  mutating func reserve(_ expectedRows: Int, after rows: Int) {
    guard pattern == nil, rows > 0, expectedRows > rows, count * 4 > rows else { return }
    let scale = Double(expectedRows) / Double(rows)
    builder.offsets.reserveCapacity(Int(Double(count) * scale))
    builder.bytes.reserveCapacity(Int(Double(byteCount) * scale))
  }

  // MARK: Looking ahead

  /// Brings the place of a key near, some time before it is looked up: nearly all of a lookup is waiting for it.
  @inline(__always)
  func prefetchSlot(_ key: TextKey) {
    let number = numbered.number(key)
    if number >= 0, number < numbered.limit { return numbered.prefetch(number) }
    slots.withUnsafeBufferPointer { slots in
      if let base = slots.baseAddress { csv_prefetch(base + (Int(key.home) & (slots.count - 1))) }
    }
  }

  /// Brings near the texts with which long keys will be compared.
  func prefetchTexts(_ keys: ArraySlice<TextKey>) {
    builder.offsets.withUnsafeBufferPointer { offsets in
      guard let base = offsets.baseAddress else { return }
      for key in keys where key.count > 8 {
        let slot = slots[Int(key.home) & (slots.count - 1)]
        if slot.word == key.word, slot.number > 0 { csv_prefetch(base + Int(slot.number - 1)) }
      }
    }
    builder.bytes.withUnsafeBufferPointer { bytes in
      guard let base = bytes.baseAddress else { return }
      for key in keys where key.count > 8 {
        let slot = slots[Int(key.home) & (slots.count - 1)]
        if slot.word == key.word, slot.number > 0 {
          csv_prefetch(base + Int(builder.offsets[Int(slot.number - 1)]))
        }
      }
    }
  }

  // MARK: Places

  /// Where a text is, or the free place where it would be.
  @inline(__always)
  private func place(_ text: UnsafeBufferPointer<UInt8>, _ key: TextKey) -> Int {
    let mask = slots.count - 1
    var place = Int(key.home) & mask
    return slots.withUnsafeBufferPointer { slots in
      while slots[place].number != 0 {
        if slots[place].word == key.word, slots[place].count == key.count,
          key.count <= 8 || isEqual(Int(slots[place].number) - 1, text)
        {
          return place
        }
        place = (place &+ 1) & mask
      }
      return place
    }
  }

  private mutating func insert(_ text: UnsafeBufferPointer<UInt8>, _ key: TextKey, _ slot: Int) -> Int32 {
    if count == 0 { numbered = .like(key) }
    builder.append(text)
    take(slot, key, count - 1)
    return Int32(truncatingIfNeeded: count - 1)
  }

  private mutating func insert(_ text: UnsafeBufferPointer<UInt8>, _ number: Int) -> Int32 {
    builder.append(text)
    numbered.set(number, to: Int32(truncatingIfNeeded: count - 1))
    return Int32(truncatingIfNeeded: count - 1)
  }

  private mutating func take(_ slot: Int, _ key: TextKey, _ code: Int) {
    slots[slot] = Slot(word: key.word, count: key.count, number: UInt32(truncatingIfNeeded: code + 1))
    slotsTaken += 1
    if slotsTaken * 8 > slots.count * 5 { grow() }
  }

  private mutating func grow() {
    let mask = slots.count * 2 - 1
    let seed = TextKey.seed
    var larger = [Slot](repeating: Slot(), count: slots.count * 2)
    larger.withUnsafeMutableBufferPointer { larger in
      for slot in slots where slot.number != 0 {
        var place = Int(TextKey.home(slot.word, slot.count, seed)) & mask
        while larger[place].number != 0 { place = (place &+ 1) & mask }
        larger[place] = slot
      }
    }
    slots = larger
  }

  /// Whether a text that is longer than eight bytes is the one of this number, which is as long.
  @inline(__always)
  private func isEqual(_ code: Int, _ text: UnsafeBufferPointer<UInt8>) -> Bool {
    builder.bytes.withUnsafeBufferPointer { all in
      guard let left = all.baseAddress, let right = text.baseAddress else { return false }
      return csv_equal(left + Int(builder.offsets[code]), right, text.count) != 0
    }
  }
}
