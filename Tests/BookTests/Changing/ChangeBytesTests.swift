import Columns
import Testing

@testable import Book

/// Changes and keepsakes come back from their bytes as they were; bytes that nobody wrote end no process.
@Suite struct ChangeBytesTests {
  private static func bytes(_ change: Change) -> [UInt8] {
    var writer = ByteWriter()
    writer.append(change)
    return writer.bytes
  }

  private static func change(_ bytes: [UInt8]) throws(MalformedBytes) -> Change {
    var reader = ByteReader(bytes)
    let change = try reader.change()
    try reader.finish()
    return change
  }

  private static func keepsakes(_ bytes: [UInt8]) throws(MalformedBytes) -> Keepsakes {
    var reader = ByteReader(bytes)
    let keepsakes = try reader.keepsakes()
    try reader.finish()
    return keepsakes
  }

  /// Every kind of edit, value, name and keepsake.
  private static let everything = Change(
    title: "all that there is “ä”", at: -7,
    edits: [
      .add(
        RowAddition(
          table: "customers", batch: 3, lines: [1, .max],
          columns: [
            .init("id", [.text(""), .text("東京")]), .init("a", [.missing, .truth(true)]),
            .init("b", [.truth(false), .whole(.min)]), .init("c", [.number(-0.5), .number(.infinity)]),
            .init("d", [.money(.max), .date(.min)]), .init("e", [.time(-1), .duration(.max)]),
            .init("f", [.textSet([]), .textSet(["x", "y"])]), .init("g", [.reference(row: -1), .reference(row: 7)]),
          ])),
      .update(
        CellUpdate(table: "t", column: "c", rows: [.key("k"), .origin(batch: -1, line: .min)], values: [.missing])),
      .remove(table: "t", rows: [.key(""), .origin(batch: 1, line: 2)]), .removeBatch(.min),
      .addTable(
        TableShape(
          name: "t", parent: "p",
          columns: [
            ColumnShape("k", isKey: true), ColumnShape("e", .time, isEvent: true),
            ColumnShape("r", target: "customers"),
            ColumnShape("p", .percent), ColumnShape("m", .inexactMoney), ColumnShape("s", .textSet),
          ])),
      .removeTable("t"), .addColumn(table: "t", ColumnShape("w", .whole)), .removeColumn(table: "t", name: "w"),
      .keep(.segment, name: "a", .text("customers where x")), .keep(.measure, name: "b", nil),
      .keep(.batch, name: "9", .batch(batch(9))), .keep(.model, name: "m", .bytes([0, 255, 7])),
      .keep(
        .snapshot, name: "s", .snapshot(Snapshot(segment: "a", table: "customers", at: 5, day: -3, members: ["x", ""]))),
    ], isUndo: true)

  private static func batch(_ number: Int32) -> ImportBatch {
    ImportBatch(
      number: number, source: "a.csv", preset: "shop", at: .max, read: .max, added: 1, updated: 2, unchanged: 3,
      rejected: 4)
  }

  private static func kept() -> Keepsakes {
    var keepsakes = Keepsakes()
    for case .keep(let kind, let name, let value) in everything.edits { keepsakes[kind, name] = value }
    keepsakes.remember(everything)
    keepsakes.remember(Change(title: "", at: 0, edits: []))
    return keepsakes
  }

  private static func bytes(_ keepsakes: Keepsakes) -> [UInt8] {
    var writer = ByteWriter()
    writer.append(keepsakes)
    return writer.bytes
  }

  @Test func everythingComesBack() throws {
    #expect(try Self.change(Self.bytes(Self.everything)) == Self.everything)
    #expect(try Self.keepsakes(Self.bytes(Self.kept())) == Self.kept())
    #expect(try Self.keepsakes(Self.bytes(Keepsakes())) == Keepsakes())
  }

  @Test func numbersOfBatchesEndWhereNumbersDo() throws {
    var keepsakes = Keepsakes()
    keepsakes[.batch, "last"] = .batch(Self.batch(.max))
    #expect(keepsakes.nextBatch == .max)
    #expect(try Self.keepsakes(Self.bytes(keepsakes)) == keepsakes)
  }

  @Test func forgottenNamesLeaveNothing() {
    var keepsakes = Keepsakes()
    keepsakes[.query, "q"] = .text("select customers")
    keepsakes[.query, "q"] = nil
    #expect(keepsakes == Keepsakes())
  }

  @Test func shortenedBytesThrow() {
    let change = Self.bytes(Self.everything)
    for length in change.indices { #expect(throws: MalformedBytes.self) { try Self.change(Array(change[..<length])) } }
    let kept = Self.bytes(Self.kept())
    for length in kept.indices { #expect(throws: MalformedBytes.self) { try Self.keepsakes(Array(kept[..<length])) } }
    #expect(throws: MalformedBytes.self) { try Self.change(change + [0]) }
  }

  /// What can still be read can also be made, or not, and written again.
  @Test func changedBytesEndNoProcess() throws {
    var writer = ChangeWriter(seed: 5)
    var (book, keepsakes) = (Book(name: "b", tables: [], waysBack: []), Keepsakes())
    for change in [writer.start()] + (0..<8).map({ _ in writer.change() }) {
      let edited = try Editing.make(change, in: book, keepsakes)
      (book, keepsakes) = (edited.book, edited.keepsakes)
    }
    var (readable, made) = (0, 0)
    for change in [Self.everything, writer.change(), writer.change(), writer.change()] {
      let bytes = Self.bytes(change)
      for place in bytes.indices {
        for flip in [UInt8(1), 2, 4, 8, 16, 32, 64, 128, 255] {
          var changed = bytes
          changed[place] ^= flip
          guard let read = try? Self.change(changed) else { continue }
          readable += 1
          #expect(try Self.change(Self.bytes(read)).edits.count == read.edits.count)
          if (try? Editing.make(read, in: book, keepsakes)) != nil { made += 1 }
        }
      }
    }
    #expect(readable > 1_000 && made > 100, "\(readable) readable, \(made) made")
  }

  @Test func changedKeepsakesEndNoProcess() {
    let bytes = Self.bytes(Self.kept())
    for place in bytes.indices {
      for flip in [UInt8(1), 2, 4, 8, 16, 32, 64, 128, 255] {
        var changed = bytes
        changed[place] ^= flip
        guard let read = try? Self.keepsakes(changed) else { continue }
        let written = Self.bytes(read)
        #expect((try? Self.keepsakes(written)).map { Self.bytes($0) } == written)
      }
    }
  }

  @Test func randomBytesEndNoProcess() {
    var lots = Lots(11)
    for _ in 0..<4_000 {
      let bytes = (0..<lots.below(60)).map { _ in lots.happens(40) ? UInt8(lots.below(12)) : UInt8(lots.below(256)) }
      _ = try? Self.change(bytes)
      _ = try? Self.keepsakes(bytes)
    }
  }
}
