import Book
import Diagnostics
import Foundation
import Interchange
import Testing

@testable import Session

/// Somebody who asks to be forgotten is nowhere any more, and does not come back with the next import.
@Suite struct ForgetTests {
  /// A book file of the tiny shop, in a folder of its own.
  private final class Shop {
    let folder: String
    var path: String { folder + "/shop.kenal" }

    init() throws {
      let url = FileManager.default.temporaryDirectory.appendingPathComponent("kenal-forget-\(UUID().uuidString)")
      try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
      folder = url.path
      let book = try TinyShop.session().book
      try BookStore.create(path: path, book: book).close()
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    func talk(_ text: String) throws -> (messages: [String], codes: [String]) {
      let store = try BookStore.open(path: path, access: .writing)
      defer { store.close() }
      var session = Session(store: store, clock: .fixed(20_634))
      var (messages, codes): ([String], [String]) = ([], [])
      session.run(SourceText(text)) { outcome in
        if case .message(let text) = outcome.content { messages.append(text) }
        codes += outcome.diagnostics.map(\.code)
      }
      return (messages, codes)
    }

    func holds(_ text: String) throws -> Bool {
      try FileManager.default.contentsOfDirectory(atPath: folder).contains { name in
        try Data(contentsOf: URL(fileURLWithPath: folder + "/" + name)).range(of: Data(text.utf8)) != nil
      }
    }

    func write(_ name: String, _ text: String) throws -> String {
      try Data(text.utf8).write(to: URL(fileURLWithPath: folder + "/" + name))
      return folder + "/" + name
    }
  }

  private static let traces = ["budi@example.id", "Budi", "+628123456789", "1989"]

  @Test func nothingOfAPersonStaysInTheFile() throws {
    let shop = try Shop()
    #expect(try shop.holds("budi@example.id"))
    let first = try shop.talk(
      """
      add interactions for C1 channel = "phone", note = "asks for Teh melati"
      segment d = customers where city = "Depok"
      snapshot d
      update customers for C2 set memberOf = "C1"
      forget budi@example.id
      """)
    #expect(first.codes == [])
    #expect(
      first.messages.last?.hasPrefix("Forgot 1 customer. Gone too: 2 purchases and 1 interaction. customers: 4 → 3.")
        == true)
    #expect(first.messages.last?.contains("Emptied: 1 of customers.memberOf.") == true)
    #expect(first.messages.last?.contains("Taken out of 1 record of segments.") == true)
    #expect(first.messages.last?.contains("Receipt: 2026-06-30") == true)
    for trace in Self.traces + ["asks for Teh melati"] { #expect(try !shop.holds(trace), "\(trace) is still there") }
    let after = try shop.talk("undo; select customers where id = \"C1\" show count; card C1")
    #expect(after.codes == ["nothing-to-undo"])
  }

  @Test func theOldFileIsOverwritten() throws {
    let shop = try Shop()
    let old = open(shop.path, O_RDONLY)
    defer { close(old) }
    _ = try shop.talk("forget C1")
    var bytes = [UInt8](repeating: 1, count: 1 << 20)
    let count = pread(old, &bytes, bytes.count, 0)
    #expect(count > 4096)
    #expect(bytes[..<max(0, count)].allSatisfy { $0 == 0 })
  }

  @Test func aReaderKeepsTheOldFileAndThatIsSaid() throws {
    let shop = try Shop()
    let reader = try BookStore.open(path: shop.path, access: .reading)
    let done = try shop.talk("forget C1")
    #expect(done.codes == ["not-overwritten"])
    #expect(reader.book.tables[0].rowCount == 4)
  }

  @Test func importsLeaveTheirRowsOut() throws {
    let shop = try Shop()
    let people = try shop.write(
      "people.csv",
      """
      id,name,email,phone,memberOf
      C1,Budi,,,
      C9,Budi again,BUDI@example.id,,
      C10,Budi by phone,,0812-3456-789,
      C11,His child,child@example.id,0812-3456-789,C1
      """)
    let orders = try shop.write("purchases.csv", "id,customer,date,amount\nP8,C1,2026-06-01,5\nP9,C2,2026-06-01,5\n")
    #expect(try shop.talk("forget C1").codes == [])
    let done = try shop.talk("import \"\(people)\" as customers\nimport \"\(orders)\" as purchases")
    #expect(done.codes == [])
    #expect(done.messages[0].contains("Read 4 rows = 1 added + 0 updated + 0 unchanged + 3 rejected."))
    #expect(done.messages[1].contains("Read 2 rows = 1 added + 0 updated + 0 unchanged + 1 rejected."))
    for name in ["people.csv", "purchases.csv", "people.rejects.csv", "purchases.rejects.csv"] {
      try? FileManager.default.removeItem(atPath: shop.folder + "/" + name)
    }
    for trace in Self.traces { #expect(try !shop.holds(trace), "\(trace) came back") }
  }

  @Test func whoIsAddedByHandIsTakenInAgain() throws {
    let shop = try Shop()
    let people = try shop.write("people.csv", "id,name,email\nC1,Budi,budi@example.id\n")
    let done = try shop.talk(
      "forget C1\nadd customers id = \"C1\", name = \"Budi\", email = \"budi@example.id\"\nimport \"\(people)\"")
    #expect(done.codes == ["was-forgotten"])
    #expect(done.messages.last?.contains("1 unchanged + 0 rejected") == true)
  }

  @Test func aMergedKeyGoesToo() throws {
    let shop = try Shop()
    let done = try shop.talk("merge C2 into C1\nforget C1\nselect customers where id = \"C2\" show count")
    #expect(done.codes == [])
    for trace in Self.traces + ["siti@example.id", "Siti"] { #expect(try !shop.holds(trace)) }
  }

  @Test func whatIsSavedAboutThemComesFirst() throws {
    let shop = try Shop()
    let done = try shop.talk("segment vip = customers where id in (\"C1\", \"C2\")\nforget C1")
    #expect(done.codes == ["still-named"])
    #expect(try shop.holds("budi@example.id"))
    #expect(try shop.talk("drop vip\nforget C1").codes == [])
  }

  @Test func textsElsewhereAreTold() throws {
    let shop = try Shop()
    let done = try shop.talk("add interactions for C2 note = \"friend of budi@example.id\"\nforget C1")
    #expect(done.messages.last?.contains("Still named in 1 cell of interactions.note") == true)
  }

  @Test func aBookInMemoryForgetsToo() {
    var talk = Conversation()
    talk.run("forget C000012\nselect customers where id = \"C000012\" show count\ncard C000012")
    #expect(talk.codes == ["unknown-key"])
    #expect(talk.messages[0].contains("customers: 300 → 299."))
    #expect(talk.messages[0].contains("This book lives in memory only."))
  }
}
