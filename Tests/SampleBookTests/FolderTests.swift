import Glibc
import SampleBook
import Testing

/// Writing a folder: whole, private, and never over what is there.
@Suite struct FolderTests {
  private func withFolder(_ body: (String) throws -> Void) throws {
    var template = Array("/tmp/sample-book-XXXXXX".utf8CString)
    _ = try #require(mkdtemp(&template))
    let folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    defer {
      for name in names(in: folder) { unlink("\(folder)/\(name)") }
      rmdir(folder)
    }
    try body(folder)
  }

  private func names(in folder: String) -> Set<String> {
    var found: Set<String> = []
    guard let stream = opendir(folder) else { return found }
    defer { closedir(stream) }
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
      if name != ".", name != ".." { found.insert(name) }
    }
    return found
  }

  private func content(_ path: String) -> [UInt8] {
    guard let file = fopen(path, "r") else { return [] }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 65_536)
    while case let count = fread(&piece, 1, piece.count, file), count > 0 { bytes += piece[..<count] }
    return bytes
  }

  @Test func writesWhatItStreams() throws {
    try withFolder { folder in
      let shop = SampleShop(customers: 50, seed: 2)
      try shop.writeFolder(folder)
      #expect(names(in: folder) == Set(SampleShop.tableNames.map { "\($0).csv" }))
      for (file, bytes) in WrittenShop(shop).bytes {
        #expect(content("\(folder)/\(file)") == bytes, "\(file)")
        var status = stat()
        #expect(stat("\(folder)/\(file)", &status) == 0)
        #expect(status.st_mode & 0o777 == 0o600)
      }
    }
  }

  @Test func refusesToReplaceUnlessTold() throws {
    try withFolder { folder in
      let path = "\(folder)/rates.csv"
      let descriptor = open(path, O_CREAT | O_WRONLY, 0o600)
      close(descriptor)
      let shop = SampleShop(customers: 5, seed: 2)
      let error = #expect(throws: SampleFolderError.self) { try shop.writeFolder(folder) }
      #expect(error?.message.contains("rates.csv is there already") == true)
      #expect(names(in: folder) == ["rates.csv"])
      #expect(content(path).isEmpty)
      try shop.writeFolder(folder, isReplacing: true)
      #expect(!content(path).isEmpty)
    }
  }

  @Test func replacesALinkAndNotWhatItPointsAt() throws {
    try withFolder { folder in
      let target = "\(folder)/precious"
      close(open(target, O_CREAT | O_WRONLY, 0o600))
      symlink(target, "\(folder)/offers.csv")
      try SampleShop(customers: 5, seed: 2).writeFolder(folder, isReplacing: true)
      #expect(content(target).isEmpty)
      #expect(!content("\(folder)/offers.csv").isEmpty)
    }
  }

  @Test func saysWhyAFolderCannotBeMade() {
    let error = #expect(throws: SampleFolderError.self) {
      try SampleShop(customers: 1, seed: 1).writeFolder("/proc/no/such/place")
    }
    #expect(error?.message.contains("/proc/no/such/place") == true)
  }
}
