import Book
import CivilTime
import Columns
import Diagnostics
import Glibc

/// A table of a book as `NormalisedExport` wrote it.
public struct ExportedTable: Sendable {
  /// A column as it stands in the file.
  public struct Column: Sendable {
    public var name: String
    public var type: ValueType
  }

  public var name: String
  /// The file's name in the folder.
  public var file: String
  /// In the file's order; the first is `_row`.
  public var columns: [Column]
}

/// Writes all tables of a book as clean CSV files, for another database to load the very same data.
///
/// Each table is `NAME.csv`: UTF-8, commas, line feeds, a header. Its first column `_row` is the row's number from 0 in the
/// table's own order. Dates are `2026-01-31`, times `2026-01-31T09:30:00` (with microseconds where there are any), money
/// `123.45`, truth `true` and `false`, sets their parts between `|`. **Missing is nothing, an empty text is `""`.** A
/// reference is the target's key, or the target's `_row` where the target has no key; a key that no row has is missing
/// there and stands in a further column, the reference's name and `_orphan`.
public enum NormalisedExport {
  /// Complexity: O(cells). Throws what `AtomicFile` throws, and `damaged-book` before a file takes its name.
  public static func write(_ book: Book, to folder: String, force: Bool = false) throws -> [ExportedTable] {
    if mkdir(folder, 0o700) != 0, errno != EEXIST {
      throw Diagnostic("cannot-write", "The folder \(folder) cannot be made: \(SourceFile.reason(errno)).")
    }
    let book = book.settled
    return try book.tables.map { table in
      let plan = plan(table)
      let exported = ExportedTable(
        name: table.name, file: table.name + ".csv",
        columns: [.init(name: "_row", type: .whole)] + plan.map { $0.column(book) })
      try AtomicFile.write(path: "\(folder)/\(exported.file)", force: force) { sink in
        try withoutActuallyEscaping(sink) { sink in
          var buffer = OutputBuffer(sink)
          try write(table, plan, exported, book, &buffer)
          try buffer.flush()
          try book.damage.check()
        }
      }
      return exported
    }
  }

  private enum Source {
    case values(TableColumn)
    case orphans(TableColumn)

    func column(_ book: Book) -> ExportedTable.Column {
      switch self {
      case .orphans(let column): return .init(name: column.name + "_orphan", type: .text)
      case .values(let column):
        guard case .reference(let target) = column.type else {
          return .init(name: column.name, type: column.type)
        }
        return .init(name: column.name, type: book.tables[target].keyColumn == nil ? .whole : .text)
      }
    }
  }

  private static func plan(_ table: Table) -> [Source] {
    table.columns.flatMap { column -> [Source] in
      guard case .reference = column.type, column.unmatched.count > 0 else { return [.values(column)] }
      return [.values(column), .orphans(column)]
    }
  }

  private static func write(
    _ table: Table, _ plan: [Source], _ exported: ExportedTable, _ book: Book, _ buffer: inout OutputBuffer
  ) throws {
    let writer = DelimitedWriter(delimiter: UInt8(ascii: ","), isRaw: true)
    for (index, column) in exported.columns.enumerated() {
      if index > 0 { buffer.append(",") }
      writer.append(text: Array(column.name.utf8), to: &buffer)
    }
    buffer.append("\n")
    for row in 0..<table.rowCount {
      PlainText.append(whole: Int64(row), to: &buffer.bytes)
      for source in plan {
        buffer.append(",")
        append(source, row, book, writer, &buffer)
      }
      buffer.append("\n")
      try buffer.flushIfLong()
    }
  }

  private static func append(
    _ source: Source, _ row: Int, _ book: Book, _ writer: DelimitedWriter, _ buffer: inout OutputBuffer
  ) {
    switch source {
    case .orphans(let column):
      if let text = column.orphans[Int32(truncatingIfNeeded: row)] {
        writer.append(text: Array(text.utf8), to: &buffer)
      }
    case .values(let column):
      guard PlainText.isKnown(column.column, row) else { return }
      append(column.column, row, book, writer, &buffer)
    }
  }

  private static func append(
    _ column: Column, _ row: Int, _ book: Book, _ writer: DelimitedWriter, _ buffer: inout OutputBuffer
  ) {
    var cell: [UInt8] = []
    if case .reference(let target) = column.type, case .int32(let rows) = column.storage {
      let table = book.tables[target]
      guard let key = table.keyColumn else { return PlainText.append(whole: Int64(rows[row]), to: &buffer.bytes) }
      PlainText.append(table.columns[key].column, Int(rows[row]), to: &cell)
      return writer.append(text: cell, to: &buffer)
    }
    switch (column.storage, column.type) {
    case (.text, _), (.textSet, _):
      PlainText.append(column, row, to: &cell)
      writer.append(text: cell, to: &buffer)
    case (.int64(let values), .time):
      let clock = Microseconds.split(values[row]).clock
      PlainText.append(column, row, to: &buffer.bytes)
      // Some databases want the seconds even where they are zero.
      if clock % Microseconds.minute == 0 { buffer.append(":00") }
    default: PlainText.append(column, row, to: &buffer.bytes)
    }
  }
}
