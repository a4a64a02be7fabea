import Columns
import Testing

@testable import Book

/// Random changes mean in a book what they mean in the model, whichever way the book came to be as it is.
@Suite struct ChangingTests {
  /// A book with what can be taken back, and the states that it went through.
  private struct Walk {
    var writer: ChangeWriter
    var book = Book(name: "walk", tables: [], waysBack: [])
    var keepsakes = Keepsakes()
    var changes: [Change] = []
    /// The state before each change that can be taken back.
    var states: [ChangeModel] = []
    let limit: Int

    init(seed: UInt64) throws {
      writer = ChangeWriter(seed: seed)
      limit = [0, 3, 12, Arrivals.limit][Int(seed % 4)]
      try make(writer.start())
      for _ in 0..<6 { try make(writer.change()) }
      writer.isCalm = seed % 5 == 4
    }

    mutating func make(_ change: Change) throws {
      let edited = try Editing.make(change, in: book, keepsakes, limit: limit)
      (book, keepsakes) = (edited.book, edited.keepsakes)
      changes.append(change)
    }

    /// As if the book had just been loaded from files.
    mutating func forgetOrigins() {
      book = Arrangement.settled(book)
      for index in book.tables.indices { book.tables[index].origin = nil }
      writer.resume(from: writer.model.renumbered())
    }
  }

  /// The same book and keepsakes after writing and reading them.
  private static func reread(_ keepsakes: Keepsakes) throws -> Keepsakes {
    var writer = ByteWriter()
    writer.append(keepsakes)
    var reader = ByteReader(writer.bytes)
    let result = try reader.keepsakes()
    try reader.finish()
    return result
  }

  private static func reread(_ change: Change) throws -> Change {
    var writer = ByteWriter()
    writer.append(change)
    var reader = ByteReader(writer.bytes)
    let result = try reader.change()
    try reader.finish()
    return result
  }

  /// Says what differs, once; whether nothing does.
  private func isSame(_ book: Book, _ model: ChangeModel, _ walk: Walk, _ what: @autoclosure () -> String) -> Bool {
    let differences = ModelComparison.differences(book, model, vanished: walk.writer.everKeys)
    if !differences.isEmpty {
      Issue.record(
        "\(what())\n\(differences.joined(separator: "\n"))\n\(walk.changes.last.map { "\($0.edits)" } ?? "")")
    }
    return differences.isEmpty
  }

  @Test(arguments: 1...30)
  func randomChangesMeanWhatTheModelSays(_ seed: Int) throws {
    var walk = try Walk(seed: UInt64(seed))
    if seed % 3 == 0 { walk.forgetOrigins() }
    guard isSame(walk.book, walk.writer.model, walk, "seed \(seed), start") else { return }
    let start = (book: walk.book, keepsakes: walk.keepsakes)
    walk.changes = []
    for step in 1...14 {
      let before = (model: walk.writer.model, book: walk.book, keepsakes: walk.keepsakes)
      walk.states.append(before.model)
      try walk.make(walk.writer.change())
      guard isSame(walk.book, walk.writer.model, walk, "seed \(seed), change \(step)"),
        isSame(before.book, before.model, walk, "seed \(seed), the book before change \(step)"),
        isSame(Arrangement.settled(walk.book), walk.writer.model, walk, "seed \(seed), settled after \(step)"),
        try isTakenBack(walk, before, "seed \(seed), undo of \(step)")
      else { return }
      #expect(walk.keepsakes.all == walk.writer.model.kept)
      if walk.writer.lots.happens(10) {
        walk.book = Arrangement.settled(walk.book)
        walk.keepsakes = try Self.reread(walk.keepsakes)
      }
    }
    try replay(walk, from: start, "seed \(seed)")
    try undoAll(walk, "seed \(seed)")
  }

  private func isTakenBack(
    _ walk: Walk, _ before: (model: ChangeModel, book: Book, keepsakes: Keepsakes), _ what: String
  ) throws -> Bool {
    let inverse = try #require(walk.keepsakes.history.last)
    #expect(inverse.isUndo)
    let undone = try Editing.make(try Self.reread(inverse), in: walk.book, walk.keepsakes, limit: walk.limit)
    #expect(undone.keepsakes.all == before.keepsakes.all && undone.keepsakes.history == before.keepsakes.history)
    return isSame(undone.book, before.model, walk, what)
  }

  /// The same changes, written and read, give the same book, with other limits too.
  private func replay(_ walk: Walk, from start: (book: Book, keepsakes: Keepsakes), _ what: String) throws {
    for limit in [0, walk.limit, Arrivals.limit] {
      var (book, keepsakes) = start
      for change in walk.changes {
        let edited = try Editing.make(try Self.reread(change), in: book, keepsakes, limit: limit)
        (book, keepsakes) = (edited.book, try Self.reread(edited.keepsakes))
      }
      #expect(isSame(book, walk.writer.model, walk, "\(what), replayed with limit \(limit)"))
      #expect(keepsakes == walk.keepsakes)
    }
  }

  private func undoAll(_ walk: Walk, _ what: String) throws {
    var (book, keepsakes) = (walk.book, walk.keepsakes)
    for (step, state) in walk.states.enumerated().reversed() {
      let inverse = try #require(keepsakes.history.last)
      let edited = try Editing.make(inverse, in: book, keepsakes, limit: walk.limit)
      (book, keepsakes) = (edited.book, edited.keepsakes)
      guard isSame(book, state, walk, "\(what), back before \(step + 1)") else { return }
    }
    #expect(keepsakes.history.count == 7)
  }

  /// The walks come by what is hard: arrivals between other rows, also of parents that arrived there, and lost parents.
  @Test func walksComeByWhatIsHard() throws {
    var (between, belowArrived, orphans) = (0, 0, 0)
    for seed in UInt64(1)...12 {
      var walk = try Walk(seed: seed &* 4 &+ 3)
      for _ in 0..<12 {
        try walk.make(walk.writer.change())
        let tables = walk.book.tables
        between += tables.count { $0.arrivals?.order != nil }
        belowArrived += tables[2].arrivals?.order != nil && tables[4].arrivals?.order != nil ? 1 : 0
        orphans += tables.count { table in table.parentColumn.map { table.columns[$0].unmatched.count > 0 } ?? false }
      }
    }
    #expect(between > 50 && belowArrived > 5 && orphans > 50, "\(between) \(belowArrived) \(orphans)")
  }

  /// Rows that wait to be put in order are found by a key that is given away in the same change.
  @Test func waitingRowsFindTheirParent() throws {
    let talks = { (batch: Int32, line: Int32, customers: [String]) in
      Edit.add(
        RowAddition(
          table: "interactions", batch: batch, lines: customers.indices.map { line + Int32($0) },
          columns: [.init("customer", customers.map { .text($0) })]))
    }
    let people = RowAddition(
      table: "customers", batch: 1, lines: [1, 2], columns: [.init("id", [.text("a"), .text("b")])])
    let rename = CellUpdate(table: "customers", column: "id", rows: [.key("b")], values: [.text("z")])
    let changes: [[Edit]] = [
      ChangeWriter.shapes.map { .addTable($0) } + [.add(people)], [talks(2, 5, ["b"]), talks(3, 1, ["a"])],
      [talks(2, 1, ["z", "a", "z"]), .update(rename)],
    ]
    var (book, keepsakes, model) = (Book(name: "b", tables: [], waysBack: []), Keepsakes(), ChangeModel())
    for edits in changes {
      let edited = try Editing.make(Change(title: "", at: 0, edits: edits), in: book, keepsakes)
      let undone = try Editing.make(try #require(edited.keepsakes.history.last), in: edited.book, edited.keepsakes)
      #expect(ModelComparison.differences(undone.book, model) == [])
      (book, keepsakes) = (edited.book, edited.keepsakes)
      for edit in edits { model.make(edit) }
      #expect(ModelComparison.differences(book, model) == [])
    }
  }
}
