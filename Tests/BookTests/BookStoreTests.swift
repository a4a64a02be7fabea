import Columns
import Glibc
import Testing

@testable import Book

@Suite("A book in its file")
final class BookStoreTests {
  let folder: String

  init() throws {
    var template = Array("/tmp/kenal-store-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw DiskError(errno) }
    folder = String(decoding: template.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  deinit {
    for name in ["shop.kenal", "shop.kenal.lock", "other.kenal", "other.kenal.lock"] { unlink("\(folder)/\(name)") }
    rmdir(folder)
  }

  var path: String { folder + "/shop.kenal" }

  func empty() -> Book { Book(name: "shop", tables: [], waysBack: []) }

  func customers(_ batch: Int32, _ names: [String]) -> Change {
    let cells = [
      RowAddition.Cells("id", names.map { .text("C-" + $0) }), RowAddition.Cells("name", names.map { .text($0) }),
    ]
    let lines = names.indices.map { Int32($0 + 1) }
    return Change(
      title: "add customers", at: 1,
      edits: [.add(RowAddition(table: "customers", batch: batch, lines: lines, columns: cells)), .batch(batch)])
  }

  func purchase(_ batch: Int32, of customer: String, _ day: Int32, _ amount: Int64) -> Change {
    let cells = [
      RowAddition.Cells("id", [.text("P\(batch)")]), RowAddition.Cells("customer", [.text("C-" + customer)]),
      RowAddition.Cells("date", [.date(day)]), RowAddition.Cells("amount", [.money(amount)]),
    ]
    return Change(
      title: "add purchases for \(customer)", at: 2,
      edits: [.add(RowAddition(table: "purchases", batch: batch, lines: [1], columns: cells)), .batch(batch)])
  }

  /// Every table's rows in its own order, as text.
  func contents(_ book: Book) -> [String] {
    let book = Arrangement.settled(book)
    return book.tables.indices.flatMap { table in
      (0..<book.tables[table].rowCount).map { row in
        let cells = book.tables[table].columns.indices.map { column in
          "\(book.readable(table: table, column: column).value(row))"
        }
        return book.tables[table].name + ": " + cells.joined(separator: " | ")
      }
    }
  }

  @Test("What was committed is there when the book is opened again, in its own order")
  func reopening() throws {
    let store = try BookStore.create(path: path, book: empty())
    try store.commit(customers(1, ["Siti", "Budi"]))
    for (index, day) in [(0, 30), (1, 10), (2, 20), (3, 10)] as [(Int32, Int32)] {
      try store.commit(purchase(2 + index, of: index % 2 == 0 ? "Siti" : "Budi", day, Int64(index)))
    }
    try store.commit(customers(9, ["Ayu"]))
    let before = contents(store.book)
    #expect(store.book.tables.map(\.rowCount).prefix(2) == [3, 4])
    store.close()
    let again = try BookStore.open(path: path, access: .writing)
    #expect(contents(again.book) == before)
    #expect(again.keepsakes == store.keepsakes)
    try again.compact()
    #expect(contents(again.book) == before)
    #expect(again.sizes.commits == 0)
    again.close()
    let compacted = try BookStore.open(path: path, access: .reading)
    #expect(contents(compacted.book) == before)
    #expect(compacted.keepsakes == store.keepsakes)
  }

  @Test("Undo takes changes back one by one, also after the book was opened again and compacted")
  func undoing() throws {
    var store = try BookStore.create(path: path, book: empty())
    var states = [contents(store.book)]
    try store.commit(customers(1, ["Siti", "Budi"]))
    states.append(contents(store.book))
    try store.commit(purchase(2, of: "Budi", 5, 100))
    states.append(contents(store.book))
    try store.commit(
      Change(title: "remove Budi", at: 3, edits: [.remove(table: "customers", rows: [.key("C-Budi")])]))
    #expect(try store.undo(at: 4)?.title == "remove Budi")
    #expect(contents(store.book) == states.popLast())
    store.close()
    store = try BookStore.open(path: path, access: .writing)
    #expect(try store.undo(at: 5)?.title == "add purchases for Budi")
    #expect(contents(store.book) == states.popLast())
    try store.compact()
    store.close()
    store = try BookStore.open(path: path, access: .writing)
    #expect(try store.undo(at: 6)?.title == "add customers")
    #expect(contents(store.book) == states.popLast())
    #expect(try store.undo(at: 7) == nil)
  }

  @Test("A change that cannot be made changes nothing, in memory or in the file")
  func refusing() throws {
    let store = try BookStore.create(path: path, book: empty())
    try store.commit(customers(1, ["Siti"]))
    let size = store.sizes.commits
    #expect(throws: BookStoreError.change(.keyInUse(table: "customers", key: "C-Siti"))) {
      try store.commit(customers(2, ["Ayu", "Siti"]))
    }
    #expect(store.sizes.commits == size)
    #expect(store.book.tables[0].rowCount == 1)
    #expect(store.keepsakes.batches.map(\.number) == [1])
  }

  @Test("A second writer is told who the first is, and can read")
  func secondWriter() throws {
    let store = try BookStore.create(path: path, book: empty())
    try store.commit(customers(1, ["Siti"]))
    let second = try BookStore.open(path: path, access: .writing)
    #expect(second.refusal?.code == .inUse)
    #expect(second.book.tables[0].rowCount == 1)
    #expect(throws: BookStoreError.self) { try second.commit(customers(2, ["Budi"])) }
    try store.commit(customers(2, ["Budi"]))
    #expect(second.book.tables[0].rowCount == 1)
    #expect(try BookStore.open(path: path, access: .reading).book.tables[0].rowCount == 2)
  }
}

extension Edit {
  fileprivate static func batch(_ number: Int32) -> Edit {
    .keep(
      .batch, name: String(number),
      .batch(ImportBatch(number: number, source: "add", at: 1, read: 1, added: 1)))
  }
}
