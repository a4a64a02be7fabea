import Book
import CivilTime
import Columns
import Diagnostics
import Glibc
import Testing

@testable import Interchange

private func written(_ format: OutputFormat, _ table: ResultTable, raw: Bool = false) throws -> (String, OutputSummary)
{
  var bytes: [UInt8] = []
  let summary = try format.write(table, options: OutputOptions(isRaw: raw)) { bytes += $0 }
  #expect(summary.bytes == bytes.count)
  return (String(decoding: bytes, as: UTF8.self), summary)
}

private func texts(_ values: [String]) -> Column {
  Column(type: .text, storage: .text(TextPool(values), codes: nil), count: values.count)
}

/// One column of each type; the second row is missing everywhere but in the key.
private var sample: ResultTable {
  let known = Bitmap([true, false])
  let day = CivilDate(year: 2026, month: 1, day: 31)?.days ?? 0
  func field(_ name: String, _ type: ValueType, _ storage: Column.Storage) -> ResultTable.Field {
    .init(name: name, column: Column(type: type, storage: storage, known: known, count: 2))
  }
  return ResultTable(
    fields: [
      .init(name: "id", column: texts(["a,\"b\"", ""])),
      field("amount", .money, .int32(Buffer([-5, 0]))), field("count", .whole, .int64(Buffer([.min, 0]))),
      field("rate", .number, .double(Buffer([0.1, .nan]))), field("on", .date, .int32(Buffer([day, 0]))),
      field("at", .time, .int64(Buffer([Int64(day) * Microseconds.day + Microseconds.hour, 0]))),
      field("for", .duration, .int64(Buffer([90 * Microseconds.minute, 0]))),
      field("is", .truth, .truth(Bitmap([true, false]))),
      field(
        "tags", .textSet,
        .textSet(TextPool(["x", "y"]), offsets: Buffer([0, 2, 2]), codes: Buffer([0, 1]))),
    ], rowCount: 2)
}

@Suite struct TargetTests {
  @Test func csv() throws {
    #expect(
      try written(.csv, sample).0 == """
        id,amount,count,rate,on,at,for,is,tags
        "a,""b""\u{22},-0.05,-9223372036854775808,0.1,2026-01-31,2026-01-31T01:00,PT1H30M,true,x|y
        "",,,,,,,,

        """)
  }

  @Test func jsonAndLines() throws {
    let row =
      #"{"id":"a,\"b\"","amount":-0.05,"count":-9223372036854775808,"rate":0.1,"on":"2026-01-31","#
      + #""at":"2026-01-31T01:00","for":"PT1H30M","is":true,"tags":["x","y"]}"#
    let empty =
      #"{"id":"","amount":null,"count":null,"rate":null,"on":null,"at":null,"for":null,"is":null,"tags":null}"#
    #expect(try written(.jsonLines, sample).0 == row + "\n" + empty + "\n")
    #expect(try written(.json, sample).0 == "[\n  " + row + ",\n  " + empty + "\n]\n")
    #expect(try written(.json, ResultTable(fields: [], rowCount: 0)).0 == "[]\n")
  }

  @Test func markdown() throws {
    let table = ResultTable(
      fields: [
        .init(name: "a|b", column: texts(["x\ny", "<b>"])),
        .init(
          name: "mean", column: Column(type: .inexactMoney, storage: .double(Buffer([1.005, -2])), count: 2)),
        .init(name: "share", column: Column(type: .percent, storage: .double(Buffer([0.125, 1])), count: 2)),
      ], rowCount: 2)
    #expect(
      try written(.markdown, table).0 == """
        | a\\|b | mean | share |
        | --- | ---: | ---: |
        | x<br>y | 1.00 | 12.5% |
        | &lt;b> | -2.00 | 100% |

        """)
  }

  @Test(arguments: [
    ("=1+1", true), ("@x", true), ("+cmd", true), ("-2+3", true), ("\tx", true), ("+62 812-3456 (home)", true),
    ("+62 812-3456", false), ("(021) 5", false), ("-5.20", false), ("x=1", false), ("", false), ("+", true),
    ("-", true),
  ])
  func formulas(_ text: String, _ isNeutralised: Bool) throws {
    let table = ResultTable(fields: [.init(name: "x", column: texts([text]))], rowCount: 1)
    let (output, summary) = try written(.csv, table)
    #expect(summary.neutralised == (isNeutralised ? 1 : 0))
    #expect(output.contains("'") == isNeutralised)
    #expect(try written(.csv, table, raw: true).1.neutralised == 0)
  }

  @Test func formatsAreFound() {
    #expect(OutputFormat.forPath("a.b/x.JSONL")?.name == "jsonl")
    #expect(OutputFormat.forPath("x.md")?.name == "markdown")
    #expect(OutputFormat.forPath("x.exe") == nil)
    #expect(OutputFormat.named("CSV")?.name == "csv")
    let endings = OutputFormat.all.flatMap(\.extensions)
    #expect(Set(endings).count == endings.count)
  }
}

@Suite struct AtomicFileTests {
  private func withFolder(_ body: (String) throws -> Void) throws {
    var template = Array("/tmp/kenal-test-XXXXXX".utf8CString)
    let folder = try #require(mkdtemp(&template).map { String(cString: $0) })
    defer {
      for name in ["out.csv", "link", "customers.csv", "purchases.csv"] { unlink("\(folder)/\(name)") }
      rmdir(folder)
    }
    try body(folder)
    // Whatever happened, no temporary file is left.
    let handle = try #require(opendir(folder))
    defer { closedir(handle) }
    while let entry = readdir(handle) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
      #expect(!name.hasSuffix(".part"))
    }
  }

  private func read(_ path: String) throws -> String {
    let bytes = try SourceFile(path: path).read()
    return String(decoding: bytes.array, as: UTF8.self)
  }

  private func code(_ body: () throws -> Void) -> String? {
    do { try body() } catch let diagnostic as Diagnostic { return diagnostic.code } catch { return "\(error)" }
    return nil
  }

  @Test func writesWholeFilesOnly() throws {
    try withFolder { folder in
      let path = folder + "/out.csv"
      try AtomicFile.write(path: path) { sink in try sink(Array("one".utf8)) }
      #expect(try read(path) == "one")
      var status = stat()
      #expect(stat(path, &status) == 0 && status.st_mode & 0o777 == 0o600)
      #expect(code { try AtomicFile.write(path: path) { try $0([1]) } } == "file-exists")
      struct Stop: Error {}
      #expect(throws: Stop.self) {
        try AtomicFile.write(path: path, force: true) { sink in
          try sink([1])
          throw Stop()
        }
      }
      #expect(try read(path) == "one")
      try AtomicFile.write(path: path, force: true) { try $0(Array("two".utf8)) }
      #expect(try read(path) == "two")
    }
  }

  @Test func neverThroughALink() throws {
    try withFolder { folder in
      #expect(symlink("/etc/nothing", folder + "/link") == 0)
      #expect(code { try AtomicFile.write(path: folder + "/link", force: true) { try $0([1]) } } == "is-link")
      #expect(code { try AtomicFile.write(path: folder) { try $0([1]) } } == "cannot-write")
      #expect(code { try AtomicFile.write(path: folder + "/no/out.csv") { try $0([1]) } } == "cannot-write")
    }
  }

  @Test func aBookComesBackAsItWas() throws {
    let (book, _) = try load([
      "customers.csv": "id,name,birthDate,tags,memberOf\na,\"Ani, \"\"A\"\"\",1990-02-03,x|y,\nb,,,,a\n",
      "purchases.csv": "customer,date,amount,at\nb,2026-01-02,-1.5,2026-01-02T10:00\nz,2026-01-03,2,2026-01-03\n",
    ])
    try withFolder { folder in
      let exported = try NormalisedExport.write(book, to: folder)
      #expect(exported.map(\.name) == ["customers", "purchases"])
      #expect(
        try read(folder + "/customers.csv") == """
          _row,id,name,birthDate,tags,memberOf
          0,a,"Ani, ""A""\u{22},1990-02-03,x|y,
          1,b,,,,a

          """)
      #expect(
        try read(folder + "/purchases.csv") == """
          _row,customer,customer_orphan,date,amount,at
          0,b,,2026-01-02,-1.50,2026-01-02T10:00:00
          1,,z,2026-01-03,2.00,2026-01-03T00:00:00

          """)
      #expect(exported[1].columns.map(\.type) == [.whole, .text, .text, .date, .money, .time])
    }
  }
}
