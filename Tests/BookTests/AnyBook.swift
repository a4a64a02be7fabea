import Columns

@testable import Book

/// A book that a seed decides about: tables of all sizes with columns of all types, missing values everywhere, references
/// in circles, keys that lead nowhere, a table that lies in the order of its parents.
struct AnyBook {
  private var lots: Lots
  private var counts: [Int] = []

  static func make(_ seed: UInt64) -> Book {
    var maker = AnyBook(lots: Lots(seed))
    return maker.book()
  }

  private init(lots: Lots) { self.lots = lots }

  private mutating func below(_ limit: Int) -> Int { Int.random(in: 0..<limit, using: &lots) }

  private mutating func book() -> Book {
    let tableCount = 1 + below(4)
    counts = (0..<tableCount).map { _ in [0, 1, 2, 63, 64, 65, 130, 300][below(8)] }
    var tables = (0..<tableCount).map { table($0) }
    var ways: [WayBack] = []
    let child = child(of: tables[0])
    tables.append(child.table)
    for source in tables.indices {
      for column in tables[source].columns.indices {
        guard case .reference(let target) = tables[source].columns[column].type else { continue }
        let isParent = tables[source].parentColumn == column
        ways.append(
          WayBack(
            name: "way\(ways.count)", target: target, source: source, sourceColumn: column,
            children: isParent ? child.link : LazyLink(of: tables[source], column, to: tables[target])))
      }
    }
    return Book(name: "book é", tables: tables, waysBack: ways, currency: "IDR")
  }

  private mutating func table(_ index: Int) -> Table {
    let count = counts[index]
    var columns = [TableColumn(name: "id", column: keys(count))]
    let types: [ValueType] = [
      .truth, .text, .whole, .number, .percent, .money, .inexactMoney, .date, .time, .duration, .textSet,
      .reference(table: below(counts.count)),
    ]
    for place in 0..<below(14) {
      let type = types[below(types.count)]
      columns.append(column("c\(place)", type, count))
    }
    let event = columns.indices.first { columns[$0].type == .date || columns[$0].type == .time }
    return Table(
      name: "t\(index)", columns: columns, rowCount: count, keyColumn: below(3) > 0 ? 0 : nil, eventColumn: event,
      origin: below(2) == 0 ? origin(count) : nil)
  }

  private mutating func child(of parent: Table) -> (table: Table, link: LazyLink) {
    var offsets: [Int32] = [0]
    for _ in 0..<parent.rowCount { offsets.append((offsets.last ?? 0) + Int32(below(4))) }
    let withParents = Int(offsets.last ?? 0)
    let count = withParents + [0, 3][below(2)]
    let link = ChildLink(offsets: Buffer(offsets), rows: nil)
    let owners = Buffer(offsets).owners(count: count)
    let reference = Column(
      type: .reference(table: 0), storage: .int32(owners), known: count > withParents ? owners.areRows : nil,
      count: count)
    let orphans: [Int32: String] = count > withParents ? [Int32(withParents): "nobody", Int32(count - 1): ""] : [:]
    let columns = [
      TableColumn(name: "parent", column: reference, orphans: orphans), column("at", .date, count),
      column("note", .text, count),
    ]
    let table = Table(
      name: "children", columns: columns, rowCount: count, parentColumn: 0, eventColumn: 1, origin: origin(count))
    return (table, LazyLink(link))
  }

  private mutating func origin(_ count: Int) -> RowOrigin {
    func whole(_ values: [Int32]) -> LazyColumn {
      LazyColumn(Column(type: .whole, storage: .int32(Buffer(values)), count: values.count))
    }
    let first = Int32(below(100))
    let lines = (0..<count).map { Int32($0) + first }
    let batches = Array(repeating: Int32(1), count: count)
    return below(2) == 0
      ? RowOrigin(batches: whole(batches), lines: whole(lines))
      : RowOrigin(batches: whole(batches.map { $0 + Int32(below(3)) }), lines: whole(lines.shuffled(using: &lots)))
  }

  // MARK: Columns

  private mutating func keys(_ count: Int) -> Column {
    let kind = below(4)
    let texts = (0..<count).map { row in
      switch kind {
      case 0: "C\(String(repeating: "0", count: 6 - String(row).count))\(row)"
      case 1: "\(row * 7)"
      case 2: "k\(row)é"
      default: "P-\(row + 99_999_000)"
      }
    }
    return Column(
      type: .text, storage: .text(TextPool(texts.shuffled(using: &lots)), codes: nil), count: count)
  }

  private mutating func column(_ name: String, _ type: ValueType, _ count: Int) -> TableColumn {
    let isComplete = below(3) == 0
    let density = 1 + below(5)
    let bits = (0..<count).map { _ in isComplete || below(density) > 0 }
    var values = (0..<count).map { _ in value(type) }
    var orphans: [Int32: String] = [:]
    for row in 0..<count where !bits[row] {
      values[row] = .missing
      if type.isReference, below(3) == 0 { orphans[Int32(row)] = "lost \(below(5))" }
    }
    // Through the same door as cells that people add, half of the columns; else one after the other into a block.
    let column = Column(missing: type, count: 0).appending(values)
    return TableColumn(name: name, column: below(2) == 0 ? column : column.picking(all(count)), orphans: orphans)
  }

  private func all(_ count: Int) -> Buffer<Int32> { .ascending(from: 0, count: count) }

  private mutating func value(_ type: ValueType) -> Value {
    let isSmall = below(4) > 0
    let large = Int64.random(in: .min ... .max, using: &lots)
    switch type {
    case .truth: return .truth(below(2) == 0)
    case .text: return .text(["", "a", "é", "Jl. Mawar 5", "𝄞"][below(5)])
    case .whole: return .whole(isSmall ? Int64(below(9)) : large)
    case .money: return .money(isSmall ? Int64(below(100_000)) - 50_000 : large)
    case .number, .percent, .inexactMoney: return .number(Double(below(1000)) / 8)
    case .date: return .date(Int32(below(40_000)) - 10_000)
    case .time: return .time(large >> 20)
    case .duration: return .duration(Int64(below(1000)))
    case .textSet: return .textSet(Array(["a", "b", "c", "vip"].shuffled(using: &lots)[..<below(4)]).sorted())
    case .reference(let table): return counts[table] == 0 ? .missing : .reference(row: Int32(below(counts[table])))
    }
  }
}
