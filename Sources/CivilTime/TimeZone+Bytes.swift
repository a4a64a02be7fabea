// The files of the tz database, as RFC 9636 tells them: a block with times of 32 bits, for old readers, then one with times
// of 64 bits, then the rule by which the changes go on, on a line of its own.

extension TimeZone {
  /// Reads a zone from the bytes of its file; nil where they are no such file, or an old one without times of 64 bits.
  public init?(name: String, bytes: [UInt8]) {
    var reader = ZoneReader(bytes)
    guard let old = reader.header(), old.version >= 2 else { return nil }
    reader.skip(old.blockSize(timeSize: 4))
    guard let header = reader.header(), let block = reader.block(header) else { return nil }
    let rule = reader.rule().flatMap(ZoneRule.init)
    var changes = block.changes
    if let rule {
      let last = changes.last?.instant ?? .min
      changes += rule.changes.filter { $0.instant > last }
    }
    self.init(name: name, first: block.first, changes: changes)
  }
}

/// Walks through the bytes of a zone's file.
private struct ZoneReader {
  struct Header {
    var version: UInt8
    var isUTCs, isStandards, leaps, times, types, characters: Int

    func blockSize(timeSize: Int) -> Int {
      times * timeSize + times + types * 6 + characters + leaps * (timeSize + 4) + isStandards + isUTCs
    }
  }

  private let bytes: [UInt8]
  private var at = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  mutating func skip(_ count: Int) { at = min(bytes.count, at + count) }

  mutating func header() -> Header? {
    guard at + 44 <= bytes.count, bytes[at..<at + 4].elementsEqual("TZif".utf8) else { return nil }
    // The version is a digit; the first files had none.
    let version = bytes[at + 4] == 0 ? 1 : bytes[at + 4] &- 48
    at += 20
    let counts = (0..<6).map { _ in Int(integer(4)) }
    guard counts.allSatisfy({ (0...bytes.count).contains($0) }) else { return nil }
    return Header(
      version: version, isUTCs: counts[0], isStandards: counts[1], leaps: counts[2], times: counts[3],
      types: counts[4], characters: counts[5])
  }

  /// The changes of a block of 64 bits; leaves the reader behind it.
  mutating func block(_ header: Header) -> (first: Int64, changes: [TimeZone.Change])? {
    let end = at + header.blockSize(timeSize: 8)
    guard end <= bytes.count, header.types > 0 else { return nil }
    let times = (0..<header.times).map { _ in integer(8) }
    let indices = (0..<header.times).map { _ in Int(integer(1)) & 0xFF }
    let offsets = (0..<header.types).map { _ in
      defer { at += 2 }
      return integer(4) * Microseconds.second
    }
    at = end
    // Before the year 1 no book asks.
    let earliest = Int64(-62_135_596_800)
    var changes: [TimeZone.Change] = []
    for (time, index) in zip(times, indices) {
      guard offsets.indices.contains(index), time < 253_402_300_800 else { return nil }
      changes.append(TimeZone.Change(instant: max(time, earliest) * Microseconds.second, offset: offsets[index]))
    }
    let isAscending = zip(changes, changes.dropFirst()).allSatisfy { $0.instant <= $1.instant }
    return isAscending ? (offsets[0], changes) : nil
  }

  /// The rule between the last line breaks.
  func rule() -> [UInt8]? {
    guard at < bytes.count, bytes[at] == UInt8(ascii: "\n"), bytes.last == UInt8(ascii: "\n"), bytes.count - at > 2
    else { return nil }
    return Array(bytes[(at + 1)..<(bytes.count - 1)])
  }

  /// A number with its sign, the most significant byte first; 0 beyond the end.
  private mutating func integer(_ size: Int) -> Int64 {
    guard at + size <= bytes.count else { return 0 }
    defer { at += size }
    let value = bytes[at..<at + size].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    let unused = UInt64(64 - size * 8)
    return Int64(bitPattern: value << unused) >> Int64(unused)
  }
}
