import Columns
import Diagnostics
import Text

/// Reads texts. Stored in Normalization Form C.
///
/// A column whose texts hardly repeat gives up its dictionary after the first 65,536 rows and keeps one entry a row.
struct TextReader: ColumnReader {
  let failures = CellFailures()
  private(set) var known = KnownBits()
  /// The texts; complete for keys and references, whose dictionary is never given up.
  private(set) var dictionary = TextDictionary()
  /// The text of each row; −1 for a missing one.
  private(set) var codes: [Int32] = []
  private let keepsDictionary: Bool
  private var plain: TextPoolBuilder?
  private var scratch = Scratch()
  private var composed = ComposedTexts()

  init(keepsDictionary: Bool) { self.keepsDictionary = keepsDictionary }

  mutating func read(_ block: CellBlock, column: Int) throws {
    let first = codes.count
    composed.clear()
    if plain == nil, keepsDictionary, dictionary.count == 0 || dictionary.pattern != nil {
      if readNumbers(block, column) {
        known.append(count: block.rowCount) { codes[first + $0] >= 0 }
        return
      }
      spellOut()
    }
    if plain != nil {
      readPlain(block, column)
    } else if dictionary.isLarge {
      readDistinct(block, column)
    } else {
      readFew(block, column)
    }
    known.append(count: block.rowCount) { codes[first + $0] >= 0 }
    try checkSize()
    if plain == nil, !keepsDictionary, codes.count >= 65_536, dictionary.count * 5 > codes.count * 3 {
      giveUpDictionary()
    }
  }

  private func checkSize() throws {
    guard max(dictionary.byteCount, plain?.bytes.count ?? 0) < Int(UInt32.max) else {
      throw Diagnostic(
        "too-much-text", "A column holds more than 4 GiB of text.",
        notes: ["Leave out the column, or split the file."])
    }
  }

  mutating func reserve(rows: Int) {
    dictionary.reserve(rows, after: codes.count)
    codes.reserveCapacity(rows)
  }

  mutating func endReading() {
    scratch = Scratch()
    if !keepsDictionary { dictionary.forgetLookups() }
  }

  // MARK: Texts that are numbers

  /// Numbers of so many rows may be so great; greater ones would leave most codes unused.
  private static func mostNumbers(rows: Int) -> Int { 65_536 + 4 * rows }

  /// Reads keys that are numbers behind a common beginning, which need not be looked up; false, and nothing is read, where
  /// one of the block's cells is otherwise.
  private mutating func readNumbers(_ block: CellBlock, _ column: Int) -> Bool {
    var scratch = Scratch()
    swap(&scratch, &self.scratch)
    defer { swap(&scratch, &self.scratch) }
    scratch.fit(block.rowCount)
    guard let pattern = dictionary.pattern ?? TextReader.firstPattern(block, column) else { return false }
    var greatest = dictionary.count - 1
    var isNumbered = true
    block.forEachWord(column: column) { row, word, cell, marks in
      if marks.contains(.missing) {
        scratch.codes[row] = -1
      } else {
        let number = pattern.number(word, count: UInt32(truncatingIfNeeded: cell.count))
        if number < 0 { isNumbered = false }
        greatest = max(greatest, number)
        scratch.codes[row] = Int32(truncatingIfNeeded: number)
      }
    }
    guard isNumbered, greatest < TextReader.mostNumbers(rows: codes.count + block.rowCount) else { return false }
    codes.append(contentsOf: scratch.codes[..<block.rowCount])
    dictionary = TextDictionary(pattern, limit: greatest + 1)
    return true
  }

  /// The pattern of a column's first text.
  private static func firstPattern(_ block: CellBlock, _ column: Int) -> NumberPattern? {
    var pattern: NumberPattern?
    var isFirst = true
    block.forEachWord(column: column) { _, word, cell, marks in
      guard isFirst, !marks.contains(.missing) else { return }
      isFirst = false
      pattern = NumberPattern(like: word, count: UInt32(clamping: cell.count))
    }
    return pattern.flatMap { $0.isASCII ? $0 : nil }
  }

  /// Makes texts of keys that were numbers so far.
  mutating func spellOut() {
    guard let pattern = dictionary.pattern else { return }
    var texts = TextDictionary()
    for row in codes.indices where codes[row] >= 0 { codes[row] = texts.code(pattern.text(codes[row]).span) }
    dictionary = texts
  }

  /// The rows' texts as numbers, where each row has one and so many differ that a dictionary would not pay.
  func numbered(_ order: RowOrder) -> NumberedTexts? {
    guard let pattern = dictionary.pattern else { return nil }
    if case .joined = order { return nil }
    let numbers = gather(codes, order, filler: -1)
    guard numbers.count > 0, numbers.isWithin(0...Int32.max) else { return nil }
    var isTaken = [Bool](repeating: false, count: dictionary.count)
    var distinct = 0
    for index in 0..<numbers.count where !isTaken[Int(numbers[index])] {
      isTaken[Int(numbers[index])] = true
      distinct += 1
    }
    guard distinct > numbers.count / 2 else { return nil }
    return NumberedTexts(prefix: pattern.beginning, leastWidth: pattern.width, numbers: numbers)
  }

  // MARK: Texts that repeat

  /// Looks each text up at once, as long as the dictionary is near.
  private mutating func readFew(_ block: CellBlock, _ column: Int) {
    // The scratch is held apart from the dictionary, so that writing to it needs no further checks.
    var scratch = Scratch()
    swap(&scratch, &self.scratch)
    scratch.fit(block.rowCount)
    let seed = TextKey.seed
    block.forEachWord(column: column) { row, word, cell, marks in
      if marks.contains(.missing) {
        scratch.codes[row] = -1
        return
      }
      scratch.codes[row] = cell.withUnsafeBufferPointer { text in
        let (key, anyBits) = TextKey.of(text, startingWith: word, seed: seed)
        if anyBits & 0x8080_8080_8080_8080 != 0, needsComposing(cell) {
          let key = composed.add(cell, row: row)
          return composed.takeNext { dictionary.code($0, key) }
        }
        return dictionary.code(text, key)
      }
    }
    codes.append(contentsOf: scratch.codes[..<block.rowCount])
    swap(&scratch, &self.scratch)
  }

  /// Hashes the whole block before it looks anything up, so that the memory of the lookups is on its way meanwhile.
  private mutating func readDistinct(_ block: CellBlock, _ column: Int) {
    // The scratch is held apart from the dictionary, so that writing to it needs no further checks.
    var scratch = Scratch()
    swap(&scratch, &self.scratch)
    scratch.fit(block.rowCount)
    let seed = TextKey.seed
    block.forEachWord(column: column) { row, word, cell, marks in
      if marks.contains(.missing) {
        scratch.keys[row] = TextKey.none
      } else {
        let (key, anyBits) = cell.withUnsafeBufferPointer { TextKey.of($0, startingWith: word, seed: seed) }
        scratch.keys[row] = key
        if anyBits & 0x8080_8080_8080_8080 != 0, needsComposing(cell) {
          scratch.keys[row] = composed.add(cell, row: row)
        }
      }
    }
    block.forEach(column: column) { row, cell, marks in
      if row & (TextDictionary.window - 1) == 0 { lookAhead(scratch.keys, row, block.rowCount) }
      let key = scratch.keys[row]
      if marks.contains(.missing) {
        scratch.codes[row] = -1
      } else if composed.isNext(row) {
        scratch.codes[row] = composed.takeNext { dictionary.code($0, key) }
      } else {
        scratch.codes[row] = cell.withUnsafeBufferPointer { dictionary.code($0, key) }
      }
    }
    codes.append(contentsOf: scratch.codes[..<block.rowCount])
    swap(&scratch, &self.scratch)
  }

  /// Brings the memory near that the next lookups need.
  @inline(never)
  private func lookAhead(_ keys: [TextKey], _ row: Int, _ end: Int) {
    guard dictionary.isLarge else { return }
    let window = keys[row..<min(row + TextDictionary.window, end)]
    for key in window { dictionary.prefetchSlot(key) }
    dictionary.prefetchTexts(window)
  }

  /// The keys and codes of a block's rows.
  private struct Scratch: Sendable {
    var keys: [TextKey] = []
    var codes: [Int32] = []

    mutating func fit(_ rows: Int) {
      guard keys.count < rows else { return }
      keys = [TextKey](repeating: .none, count: rows)
      codes = [Int32](repeating: -1, count: rows)
    }
  }

  // MARK: Texts that do not

  private mutating func readPlain(_ block: CellBlock, _ column: Int) {
    guard var pool = plain.take() else { return }
    block.forEach(column: column) { _, cell, marks in
      if marks.contains(.missing) {
        codes.append(-1)
      } else {
        codes.append(Int32(truncatingIfNeeded: pool.count))
        if needsComposing(cell) {
          Normalization.nfc(cell, into: &pool.bytes)
          pool.finishEntry()
        } else {
          cell.withUnsafeBufferPointer { pool.append($0) }
        }
      }
    }
    plain = pool
  }

  private mutating func giveUpDictionary() {
    var builder = TextPoolBuilder()
    let scale = Double(codes.capacity) / Double(max(1, codes.count)) * 1.05
    builder.bytes.reserveCapacity(Int(Double(dictionary.byteCount) * scale))
    builder.offsets.reserveCapacity(codes.capacity + 1)
    for (row, code) in codes.enumerated() where code >= 0 {
      codes[row] = Int32(truncatingIfNeeded: builder.count)
      dictionary.withBytes(Int(code)) { bytes in bytes.withUnsafeBufferPointer { builder.append($0) } }
    }
    plain = builder
    dictionary = TextDictionary()
  }

  // MARK: Building

  func column(_ order: RowOrder) throws -> Column {
    if dictionary.pattern != nil {
      var spelt = self
      spelt.spellOut()
      return try spelt.column(order)
    }
    let count = order.count(of: codes.count)
    let storage = try repeated(order, count) ?? .text(try pool(order, count), codes: nil)
    return Column(type: .text, storage: storage, known: known.bitmap(order), count: count)
  }

  /// Whether for certain more than half of those rows have a text of their own: each row that is not among them takes
  /// away one text at most.
  private func hardlyRepeats(_ order: RowOrder) -> Bool {
    if case .joined = order { return false }
    let count = order.count(of: codes.count)
    return dictionary.count - (codes.count - count) > count / 2
  }

  /// A dictionary in order of first appearance, if texts repeat enough.
  private func repeated(_ order: RowOrder, _ count: Int) throws -> Column.Storage? {
    if plain != nil || hardlyRepeats(order) { return nil }
    var numbering = Numbering(dictionary.count, limit: count / 2)
    let entries = Buffer<Int32>(count: count) { target in
      switch order {
      case .all: for row in 0..<count { target[row] = numbering.number(codes[row]) }
      case .rows(let rows): for row in 0..<count { target[row] = numbering.number(codes[Int(rows[row])]) }
      case .joined(let rows):
        for row in 0..<count { target[row] = rows[row] < 0 ? 0 : numbering.number(codes[Int(rows[row])]) }
      }
    }
    if numbering.isBeyondLimit { return nil }
    return .text(try texts(numbering.used), codes: entries)
  }

  /// Codes as entries of a pool that holds each of their texts once, in order of first appearance.
  func renumbered(_ codes: [Int32]) throws -> (entries: Buffer<Int32>, texts: TextPool) {
    if let pattern = dictionary.pattern {
      var texts = TextDictionary()
      let entries = codes.map { texts.code(pattern.text($0).span) }
      return (Buffer(entries), TextPool(texts.builder))
    }
    var numbering = Numbering(dictionary.count, limit: codes.count)
    let entries = Buffer<Int32>(count: codes.count) { target in
      for index in codes.indices { target[index] = numbering.number(codes[index]) }
    }
    return (entries, try texts(numbering.used))
  }

  /// Numbers codes anew, in the order in which they come.
  private struct Numbering {
    private var numbers: [Int32]
    private(set) var used: [Int32] = []
    private let limit: Int

    init(_ count: Int, limit: Int) {
      numbers = [Int32](repeating: -1, count: count)
      self.limit = limit
    }

    var isBeyondLimit: Bool { used.count > limit }

    /// The new number of a code; 0 for none. Beyond the limit the numbers are of no use.
    @inline(__always)
    mutating func number(_ code: Int32) -> Int32 {
      if code < 0 { return 0 }
      let known = numbers[Int(code)]
      return known >= 0 ? known : add(code)
    }

    private mutating func add(_ code: Int32) -> Int32 {
      if isBeyondLimit { return 0 }
      let number = Int32(truncatingIfNeeded: used.count)
      numbers[Int(code)] = number
      used.append(code)
      return number
    }
  }

  /// The texts of some codes; the empty one alone if there are none.
  private func texts(_ codes: [Int32]) throws -> TextPool {
    let codes = codes.isEmpty ? [-1] : codes
    return try TextReader.pool(codes.count, plain ?? dictionary.builder) { codes[$0] }
  }

  /// The text of each row, the empty one where there is none.
  private func pool(_ order: RowOrder, _ count: Int) throws -> TextPool {
    let source = plain ?? dictionary.builder
    return switch order {
    case .all: try TextReader.pool(count, source) { codes[$0] }
    case .rows(let rows): try TextReader.pool(count, source) { codes[Int(rows[$0])] }
    case .joined(let rows): try TextReader.pool(count, source) { rows[$0] < 0 ? -1 : codes[Int(rows[$0])] }
    }
  }

  /// The named texts of `source`, one after the other; −1 is the empty text.
  @inline(__always)
  private static func pool(_ count: Int, _ source: TextPoolBuilder, _ code: (Int) -> Int32) throws -> TextPool {
    var total = 0
    let offsets = Buffer<UInt32>(count: count + 1) { offsets in
      for index in 0..<count {
        let code = code(index)
        offsets[index] = UInt32(truncatingIfNeeded: total)
        if code >= 0 { total += Int(source.offsets[Int(code) + 1] - source.offsets[Int(code)]) }
      }
      offsets[count] = UInt32(truncatingIfNeeded: total)
    }
    guard total < Int(UInt32.max) else {
      throw Diagnostic("too-much-text", "A column holds more than 4 GiB of text.")
    }
    let bytes = Buffer<UInt8>(count: total) { target in
      source.bytes.withUnsafeBufferPointer { bytes in
        for index in 0..<count {
          let code = code(index)
          if code < 0 { continue }
          let length = Int(offsets[index + 1] - offsets[index])
          let start = Int(source.offsets[Int(code)])
          copy(bytes[start..<(start + length)], to: target, at: Int(offsets[index]))
        }
      }
    }
    return TextPool(bytes: bytes, offsets: offsets)
  }

  @inline(__always)
  private static func copy(
    _ text: Slice<UnsafeBufferPointer<UInt8>>, to target: UnsafeMutableBufferPointer<UInt8>, at place: Int
  ) {
    guard let base = target.baseAddress, place + text.count <= target.count else { return }
    let source = UnsafeBufferPointer(rebasing: text)
    if let start = source.baseAddress { (base + place).update(from: start, count: source.count) }
  }
}
