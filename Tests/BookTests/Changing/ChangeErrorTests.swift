import Columns
import Testing

@testable import Book

/// A change that cannot be made changes nothing, and says why.
@Suite struct ChangeErrorTests {
  private static func shop() throws -> (book: Book, keepsakes: Keepsakes, model: ChangeModel) {
    var model = ChangeModel()
    let edits: [Edit] =
      ChangeWriter.shapes.map { .addTable($0) } + [
        .add(
          RowAddition(
            table: "customers", batch: 1, lines: [1, 2, 3],
            columns: [
              .init("id", [.text("a"), .text("b"), .text("c")]), .init("score", [.number(1), .missing, .number(3)]),
            ])),
        .add(
          RowAddition(
            table: "interactions", batch: 1, lines: [1, 2],
            columns: [.init("customer", [.text("a"), .text("gone")]), .init("at", [.time(5), .time(3)])])),
      ]
    for edit in edits { model.make(edit) }
    let edited = try Editing.make(
      Change(title: "shop", at: 0, edits: edits), in: Book(name: "shop", tables: [], waysBack: []), Keepsakes())
    return (edited.book, edited.keepsakes, model)
  }

  private static func add(
    _ table: String, batch: Int32 = 2, lines: [Int32] = [1], _ columns: [RowAddition.Cells]
  ) -> Edit {
    .add(RowAddition(table: table, batch: batch, lines: lines, columns: columns))
  }

  private static func update(_ column: String, _ rows: [RowName], _ values: [Value]) -> Edit {
    .update(CellUpdate(table: "customers", column: column, rows: rows, values: values))
  }

  private static let failures: [(edit: Edit, error: ChangeError)] = [
    (add("people", []), .unknownTable("people")),
    (.remove(table: "people", rows: []), .unknownTable("people")),
    (.removeTable("people"), .unknownTable("people")),
    (.addColumn(table: "people", ColumnShape("x")), .unknownTable("people")),
    (.addColumn(table: "customers", ColumnShape("x", target: "people")), .unknownTable("people")),
    (.addTable(TableShape(name: "x", parent: "people", columns: [])), .unknownTable("people")),
    (update("shoe", [.key("a")], [.missing]), .unknownColumn(table: "customers", column: "shoe")),
    (
      add("customers", [.init("id", [.text("d")]), .init("shoe", [.missing])]),
      .unknownColumn(table: "customers", column: "shoe")
    ),
    (.removeColumn(table: "customers", name: "shoe"), .unknownColumn(table: "customers", column: "shoe")),
    (update("name", [.key("z")], [.missing]), .unknownRow(table: "customers", .key("z"))),
    (
      .remove(table: "interactions", rows: [.origin(batch: 1, line: 1), .origin(batch: 1, line: 9)]),
      .unknownRow(table: "interactions", .origin(batch: 1, line: 9))
    ),
    (.remove(table: "interactions", rows: [.key("a")]), .unknownRow(table: "interactions", .key("a"))),
    (add("customers", [.init("id", [.text("b")])]), .keyInUse(table: "customers", key: "b")),
    (
      add("customers", lines: [1, 2], [.init("id", [.text("d"), .text("d")])]),
      .keyInUse(table: "customers", key: "d")
    ),
    (update("id", [.key("a")], [.text("b")]), .keyInUse(table: "customers", key: "b")),
    (update("id", [.key("a"), .key("b")], [.text("d"), .text("d")]), .keyInUse(table: "customers", key: "d")),
    (add("customers", []), .keyMissing(table: "customers")),
    (add("customers", [.init("id", [.text("")])]), .keyMissing(table: "customers")),
    (update("id", [.key("a")], [.missing]), .keyMissing(table: "customers")),
    (.addColumn(table: "customers", ColumnShape("x", target: "interactions")), .keyMissing(table: "interactions")),
    (
      update("score", [.key("a")], [.text("much")]),
      .wrongType(table: "customers", column: "score", .text("much"))
    ),
    (
      add("interactions", [.init("customer", [.reference(row: 0)])]),
      .wrongType(table: "interactions", column: "customer", .reference(row: 0))
    ),
    (.addTable(TableShape(name: "customers", columns: [])), .nameInUse("customers")),
    (.addColumn(table: "customers", ColumnShape("NAME")), .nameInUse("customers.NAME")),
    (.removeTable("customers"), .notEmpty("customers")),
    (.removeTable("interactions"), .notEmpty("interactions")),
    (.removeColumn(table: "customers", name: "name"), .notEmpty("customers.name")),
    (
      add("interactions", lines: [1, 2], [.init("channel", [.missing])]),
      .malformed("the columns of an addition to interactions differ in length")
    ),
    (
      add("interactions", [.init("channel", [.missing]), .init("channel", [.missing])]),
      .malformed("an addition to interactions names a column twice")
    ),
    (add("interactions", lines: [4, 4], []), .malformed("batch 2 has a line of interactions twice")),
    (add("interactions", batch: 1, lines: [2], []), .malformed("batch 1 has a line of interactions twice")),
    (
      update("name", [.key("a")], [.missing, .missing]),
      .malformed("an update of customers.name has more rows than values")
    ),
    (
      update("name", [.key("a"), .origin(batch: 1, line: 1)], [.missing, .missing]),
      .malformed("an update of customers.name names a row twice")
    ),
    (
      .addTable(TableShape(name: "x", columns: [ColumnShape("a"), ColumnShape("A")])),
      .malformed("a column of x is declared twice")
    ),
    (.addTable(TableShape(name: "x", parent: "x", columns: [])), .malformed("x cannot belong to itself")),
    (
      .addColumn(table: "customers", ColumnShape("x", .reference(table: 1))),
      .malformed("customers.x refers to no table")
    ),
    (
      .addColumn(table: "customers", ColumnShape("x", isKey: true)),
      .malformed("customers.x comes too late to be a key or an event")
    ),
  ]

  /// Alone, and behind edits that can be made.
  @Test(arguments: 0..<failures.count, [false, true])
  func nothingIsDone(_ index: Int, _ isLate: Bool) throws {
    let (edit, error) = Self.failures[index]
    let (book, keepsakes, model) = try Self.shop()
    let harmless: [Edit] = [
      Self.add("customers", batch: 7, [.init("id", [.text("gone")])]), Self.update("name", [.key("a")], [.text("x")]),
      .keep(.segment, name: "s", .text("customers")),
    ]
    let change = Change(title: "fails", at: 1, edits: (isLate ? harmless : []) + [edit])
    #expect(throws: error) { try Editing.make(change, in: book, keepsakes) }
    #expect(ModelComparison.differences(book, model, vanished: ["gone", "d"]) == [])
    // What failed is no obstacle to another change, nor shows in it.
    let other = Self.add("customers", batch: 8, [.init("id", [.text("d")])])
    let edited = try Editing.make(Change(title: "works", at: 2, edits: [other]), in: book, keepsakes)
    var after = model
    after.make(other)
    #expect(ModelComparison.differences(edited.book, after, vanished: ["gone"]) == [])
    #expect(edited.keepsakes.history.count == keepsakes.history.count + 1)
  }
}
