import Book
import Columns
import Testing

@testable import Interchange

/// An empty book with the standard tables.
func emptyBook() -> Book { Book(name: "test", tables: [], waysBack: []).withStandardTables() }

/// Plans an import of texts by file name, in the order of the names.
func plan(
  _ files: [String: String], into book: Book = emptyBook(), _ options: ImportOptions = ImportOptions()
) throws -> ImportPlan {
  let sources = files.keys.sorted().map { SourceFile(name: $0, text: files[$0] ?? "") }
  let plan = try Importer.plan(sources, into: book, options: options)
  try checkCounts(plan)
  return plan
}

/// Every row that was read is in one of the four counts, and the tables have as many rows as they say.
func checkCounts(_ plan: ImportPlan) throws {
  for table in plan.tables {
    #expect(table.read == table.added + table.updated + table.unchanged + table.rejected, "\(table.name)")
    #expect(table.unchanged >= 0 && table.updated >= 0)
  }
  #expect(plan.rejects.count == plan.rejected)
  for table in plan.book.tables {
    let added = plan.tables.filter { $0.name == table.name }.reduce(0) { $0 + $1.added }
    let before = plan.before.table(named: table.name).map { plan.before.tables[$0].rowCount } ?? 0
    #expect(table.rowCount == before + added, "\(table.name)")
    for column in table.columns { #expect(column.column.count == table.rowCount) }
    if table.rowCount > before {
      #expect(
        table.origin?.lines.column.count == table.rowCount && table.origin?.batches.column.count == table.rowCount)
    }
  }
  try checkOrder(plan.book)
}

/// Children lie by parent and date, and every way back leads from a row to those that refer to it.
func checkOrder(_ book: Book) throws {
  for table in book.tables {
    guard let parent = table.parentColumn, case .int32(let rows) = table.columns[parent].column.storage else {
      continue
    }
    let parents = rows.array.map { $0 < 0 ? Int32.max : $0 }
    #expect(parents == parents.sorted(), "\(table.name)")
  }
  for way in book.waysBack {
    guard case .int32(let targets) = book.tables[way.source].columns[way.sourceColumn].column.storage else { continue }
    #expect(way.link.offsets.count == book.tables[way.target].rowCount + 1)
    for target in 0..<book.tables[way.target].rowCount {
      for place in way.link.offsets[target]..<way.link.offsets[target + 1] {
        let row = way.link.rows.map { Int($0[Int(place)]) } ?? Int(place)
        #expect(Int(targets[row]) == target)
      }
    }
  }
}

/// A table's rows as texts: the named columns, references as keys, parted by vertical bars.
func rows(_ book: Book, _ table: String, _ columns: String...) throws -> [String] {
  let index = try #require(book.table(named: table))
  let positions = try columns.map { name in
    try #require(book.tables[index].columns.firstIndex { $0.name == name }, "\(table).\(name)")
  }
  return (0..<book.tables[index].rowCount).map { row in
    positions.map { column in shown(book.readable(table: index, column: column).value(row)) }.joined(separator: "|")
  }
}

func shown(_ value: Value) -> String {
  switch value {
  case .missing: "-"
  case .text(let text): text
  case .whole(let number): "\(number)"
  case .money(let cents): "\(cents)c"
  case .date(let day): "d\(day)"
  case .textSet(let texts): texts.sorted().joined(separator: "+")
  case .truth(let isTrue): isTrue ? "yes" : "no"
  default: "\(value)"
  }
}
