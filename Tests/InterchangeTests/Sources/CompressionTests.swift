import Book
import Columns
import Diagnostics
import Testing

@testable import Interchange

@Suite struct CompressionTests {
  private static let text = Array("id,name\nc1,Ani\nc2,Budi\n".utf8)

  private func load(_ name: String, _ bytes: [UInt8]) throws -> (book: Book, report: LoadReport) {
    try Loader.load(name: "t", files: [SourceFile(name: name, content: .bytes(bytes))])
  }

  @Test func packedFilesAreReadByWhatTheyHold() throws {
    let text = CompressionTests.text
    for (name, bytes) in [
      ("customers.csv.gz", Packing.gzip(text)), ("customers.csv.zst", Packing.zstd(text)),
      ("customers.csv", Packing.gzip(text)), ("Customers.CSV.GZ", Packing.gzip(text)),
      ("customers.csv.gz", text),
      ("customers.csv.gz", Packing.gzip(Array(text[..<10])) + Packing.gzip(Array(text[10...]))),
      ("customers.csv.zst", Packing.zstd(Array(text[..<10])) + Packing.zstd(Array(text[10...]))),
      ("customers.json.gz", Packing.gzip(Array(#"[{"id":"c1","name":"Ani"},{"id":"c2","name":"Budi"}]"#.utf8))),
    ] {
      let (book, report) = try load(name, bytes)
      #expect(try values(book, "customers", "name") == [.text("Ani"), .text("Budi")], "\(name)")
      #expect(report.tables[0].file == name)
    }
  }

  @Test func longFilesComeInPieces() throws {
    let text = Array(("id,n\n" + (0..<200_000).map { "c\($0),\($0)\n" }.joined()).utf8)
    for packed in [Packing.gzip(text), Packing.zstd(text)] {
      #expect(try Array(Compression.unpacked(Buffer(packed), name: "x").array) == text)
    }
  }

  @Test func everyCutAndMostFlippedBytesAreAnError() throws {
    for packed in [Packing.gzip(CompressionTests.text), Packing.zstd(CompressionTests.text)] {
      for length in 4..<packed.count {
        let error = #expect(throws: Diagnostic.self, "\(length) of \(packed.count)") {
          try Compression.unpacked(Buffer(Array(packed[..<length])), name: "x.gz")
        }
        #expect(error?.code == "broken-archive")
      }
      for index in packed.indices {
        var damaged = packed
        damaged[index] ^= 0x10
        _ = try? load("customers.csv.gz", damaged)
      }
    }
  }

  @Test func aBombIsRefusedBeforeItFillsTheMemory() throws {
    let zeros = [UInt8](repeating: 32, count: 64 << 20)
    let small = Packing.gzip(zeros)
    let bomb = (0..<6).flatMap { _ in small }
    let error = #expect(throws: Diagnostic.self) { try Compression.unpacked(Buffer(bomb), name: "bomb.gz") }
    #expect(error?.code == "archive-bomb")
    #expect(try Compression.unpacked(Buffer(small), name: "small.gz").count == zeros.count)
  }

  @Test func namesLoseTheirPacking() {
    #expect(Compression.nameUnpacked("a.csv.gz") == "a.csv" && Compression.nameUnpacked("a.ZST") == "a")
    #expect(Compression.nameUnpacked(".gz") == ".gz" && Compression.nameUnpacked("gz") == "gz")
    #expect(SourceFile(name: "customers.csv.gz", text: "").stem == "customers")
  }
}
