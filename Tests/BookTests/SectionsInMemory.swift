import Columns

@testable import Book

/// The sections of a book as a file would lend them.
struct SectionsInMemory: SectionSource {
  var sections: [String: Buffer<UInt8>]

  init(_ sections: [BookSection]) {
    self.sections = [:]
    for section in sections { self.sections[section.name] = section.bytes.parts[0] }
  }

  func length(of name: String) -> Int? { sections[name]?.count }

  func bytes(of name: String) throws(SectionDamage) -> Buffer<UInt8> {
    guard let bytes = sections[name] else {
      throw SectionDamage(content: "", section: name, reason: "there is no such section")
    }
    return bytes
  }

  func bytes(of name: String, in range: Range<Int>) throws(SectionDamage) -> Buffer<UInt8> {
    let bytes = try bytes(of: name)
    guard range.lowerBound >= 0, range.upperBound <= bytes.count else {
      throw SectionDamage(content: "", section: name, reason: "it is too short")
    }
    return bytes[range]
  }
}

extension Book {
  /// The book after a way through its sections.
  func relaid(_ compactness: Compactness = Compactness()) throws -> Book {
    try BookDecoder.book(from: SectionsInMemory(BookEncoder.sections(of: self, compactness)))
  }

  /// Everything of the book that can be seen from outside, as text.
  var description: String {
    var lines = ["\(name) \(currency)"]
    for table in tables {
      let roles = "\(table.keyColumn ?? -1) \(table.parentColumn ?? -1) \(table.eventColumn ?? -1)"
      lines.append("\(table.name) \(table.rowCount) \(roles)")
      for column in table.columns {
        let values = column.column
        let cells = (0..<table.rowCount).map { "\(values.value($0))" }
        lines.append("\(column.name) \(column.type) \(values.count) \(column.values.isComplete) \(cells)")
        lines.append("\(column.unmatched.count) \(column.orphans.sorted { $0.key < $1.key })")
      }
      if let origin = table.origin {
        lines.append("\((0..<table.rowCount).map { origin.batches.column.value($0) })")
        lines.append("\((0..<table.rowCount).map { origin.lines.column.value($0) })")
      }
    }
    for way in waysBack {
      lines.append("\(way.name) \(way.target) \(way.source) \(way.sourceColumn)")
      for row in 0..<tables[way.target].rowCount {
        let segments = way.link.segments(of: .range(row..<row + 1))
        lines.append("\((0..<segments.children.count).map { segments.children.row($0) })")
      }
    }
    return lines.joined(separator: "\n")
  }
}

/// Numbers that come out the same for the same seed.
struct Lots: RandomNumberGenerator {
  private var state: UInt64

  init(_ seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1 }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
    return value ^ value >> 31
  }

  mutating func below(_ count: Int) -> Int { Int.random(in: 0..<max(1, count), using: &self) }

  mutating func happens(_ percent: Int) -> Bool { below(100) < percent }

  mutating func one<Element>(of elements: [Element]) -> Element? {
    elements.isEmpty ? nil : elements[below(elements.count)]
  }
}
