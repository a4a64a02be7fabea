import Book
import Columns
import Glibc

/// Commits numbers to a book until the disk goes away: “kenal-storage-probe PATH FIRST”. Each commit is told on standard
/// output once it is acknowledged, so that a test can compare what was promised with what is there afterwards.
@main struct StorageProbe {
  static func main() {
    let arguments = CommandLine.arguments
    guard arguments.count == 3, let first = UInt32(arguments[2]) else { exit(2) }
    do {
      try commit(to: opened(arguments[1]), from: first)
    } catch {
      say("failed \(error)")
      exit(1)
    }
  }

  private static func opened(_ path: String) throws -> BookFile {
    if access(path, F_OK) == 0 { return try BookFile.open(path: path, access: .writing) }
    return try BookFile.create(path: path, sections: [])
  }

  private static func commit(to book: BookFile, from first: UInt32) throws {
    var number = first
    while true {
      say("try \(number)")
      if number % 40 == 39 {
        // All commits so far become the base: here, one section with the last number.
        _ = try book.replace(sections: [BookSection(name: "upTo", bytes: SectionBytes(payload(number)))])
      } else {
        _ = try book.append(payload(number))
      }
      say("done \(number)")
      number += 1
    }
  }

  /// The payload of a number: the number, and up to 2,047 bytes more, so that commits cross pages at every place.
  private static func payload(_ number: UInt32) -> [UInt8] {
    let tag = (0..<4).map { UInt8(truncatingIfNeeded: number >> (8 * UInt32($0))) }
    return tag + [UInt8](repeating: UInt8(truncatingIfNeeded: number), count: Int(number &* 2_654_435_761 >> 21))
  }

  private static func say(_ line: String) {
    let bytes = Array((line + "\n").utf8)
    _ = bytes.withUnsafeBytes { write(STDOUT_FILENO, $0.baseAddress, $0.count) }
  }
}
