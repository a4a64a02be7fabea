import Book
import Columns
import Diagnostics
import Testing

@testable import Interchange

/// A small generator with a seed, so that a failure can be repeated.
private struct Seeded: RandomNumberGenerator {
  var state: UInt64
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var word = state
    word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
    return word ^ (word >> 31)
  }
}

@Suite struct HostileInputTests {
  private static let customers = Array(
    "id,name,email,birthDate,tags\na,Ani,a@x.id,1990-01-02,x|y\nb,\"Bu,\"\"di\"\n\",,3/4/1991,\n".utf8)
  private static let purchases = Array(
    "customer;date;amount;quantity\r\na;2026-01-02;12,50;1\r\nb;03.04.2026;1.000,00;2\r\nz;;;\r\na;2026-01-01;\"-3,5\";x\r\n"
      .utf8)

  /// Loads bytes as customers and purchases: an error is fine, a trap is not, and the counts always add up.
  private func check(_ customers: [UInt8], _ purchases: [UInt8], _ seed: UInt64) {
    let files = [
      SourceFile(name: "customers.csv", content: .bytes(customers)),
      SourceFile(name: "purchases.csv", content: .bytes(purchases)),
    ]
    guard let (book, report) = try? Loader.load(name: "fuzz", files: files) else { return }
    for (table, entry) in zip(book.tables, report.tables) {
      #expect(entry.read == entry.kept + entry.rejected + entry.repeated, "seed \(seed)")
      #expect(entry.kept == table.rowCount, "seed \(seed)")
      #expect(
        report.rejects.count { $0.file == entry.file } == min(entry.rejected, LoadReport.rejectLimit), "seed \(seed)")
      for column in table.columns {
        #expect(column.column.count == table.rowCount, "seed \(seed)")
        for row in 0..<table.rowCount { _ = column.column.value(row) }
      }
    }
    for way in book.waysBack {
      let offsets = way.link.offsets.array
      #expect(offsets.count == book.tables[way.target].rowCount + 1, "seed \(seed)")
      #expect(offsets == offsets.sorted(), "seed \(seed)")
    }
  }

  @Test func mutationsNeverTrap() {
    let dictionary: [[UInt8]] = [
      [0], [0xFF], [0xC3], [0x22], [0x22, 0x22], [10], [13, 10], [44], [59], Array("NULL".utf8),
      Array("99999999999999999999".utf8),
      Array("-9223372036854775808".utf8), Array("1e999".utf8), Array("2026-02-30".utf8), Array("0000-00-00".utf8),
      Array("9999-12-31T23:59:59.999999999999999999999999Z".utf8), Array("%".utf8), Array("(".utf8),
      [0xEF, 0xBB, 0xBF],
      Array("Rp".utf8), Array("\u{301}".utf8), Array("-".utf8), Array("92233720368547758.08".utf8),
    ]
    for seed in 0..<1500 {
      var random = Seeded(state: UInt64(seed))
      var files = [HostileInputTests.customers, HostileInputTests.purchases]
      for _ in 0..<Int.random(in: 1...6, using: &random) {
        let file = Int.random(in: 0...1, using: &random)
        let place = Int.random(in: 0...files[file].count, using: &random)
        switch Int.random(in: 0...3, using: &random) {
        case 0: files[file].insert(contentsOf: dictionary.randomElement(using: &random) ?? [], at: place)
        case 1 where place < files[file].count: files[file].remove(at: place)
        case 2 where place < files[file].count: files[file][place] = UInt8.random(in: 0...255, using: &random)
        default: files[file].removeSubrange(place...)
        }
      }
      check(files[0], files[1], UInt64(seed))
    }
  }

  @Test func randomBytesNeverTrap() {
    for seed in 0..<300 {
      var random = Seeded(state: UInt64(seed) &+ 1_000_000)
      let noise = (0..<Int.random(in: 0...400, using: &random)).map { _ in
        Bool.random(using: &random)
          ? UInt8.random(in: 0...255, using: &random) : Array("a1,;\"\n\t|-./ ".utf8).randomElement(using: &random) ?? 0
      }
      check(noise, HostileInputTests.purchases, UInt64(seed))
      check(Array("id,name\n".utf8) + noise, noise, UInt64(seed))
    }
  }

  @Test func longLinesAndManyColumns() throws {
    let header = "id," + (0..<3000).map { "c\($0)" }.joined(separator: ",")
    let row = "a," + (0..<3000).map { "\($0)" }.joined(separator: ",")
    let (book, _) = try load(["customers.csv": header + "\n" + row + "\n"])
    #expect(book.tables[0].columns.count == 3001)
    #expect(try values(book, "customers", "c2999") == [.whole(2999)])
  }

  @Test func headersMayRepeatOrBeEmpty() throws {
    let (book, report) = try load(["customers.csv": "id,x,x,,X\na,1,2,3,4\n"])
    #expect(book.tables[0].columns.map(\.name) == ["id", "x", "x_2", "column4", "X_3"])
    #expect(report.tables[0].notes.count { $0.contains("it is called") } == 3)
  }

  @Test func emptyAndUnreadableFiles() {
    for (files, code) in [
      ([SourceFile(name: "customers.csv", text: "")], "empty-file"), ([], "no-tables"),
      ([SourceFile(path: "/nowhere/customers.csv")], "unreadable-file"), ([SourceFile(path: "/")], "no-customers"),
    ] {
      let error = #expect(throws: DiagnosticList.self) { try Loader.load(name: "x", files: files) }
      #expect(error?.all.first?.code == code)
    }
    #expect(throws: Diagnostic.self) { try SourceFile.list(folder: "/nowhere") }
  }

  @Test func cancelling() {
    let error = #expect(throws: DiagnosticList.self) {
      try Loader.load(
        name: "x", files: [SourceFile(name: "customers.csv", text: "id\na\n")], isCancelled: { true })
    }
    #expect(error?.all.first?.code == "cancelled")
  }
}
