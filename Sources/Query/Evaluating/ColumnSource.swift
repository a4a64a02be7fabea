import Book
import Columns

/// Where a node finds the values of a column of the book.
///
/// A query of many rows has the whole column read before it begins. One that has only a few rows left asks for their cells
/// alone: what lies in the book's file and is not needed stays there.
enum ColumnSource: Sendable {
  case whole(Column)
  case cells(@Sendable (RowBatch) -> Vector)

  func vector(_ rows: RowBatch) -> Vector {
    switch self {
    case .whole(let column): column.vector(rows)
    case .cells(let read): read(rows)
    }
  }

  /// - Parameter isForFew: whether just a few rows will be asked for.
  init(_ book: Book, table: Int, column: Int, isForFew: Bool) {
    guard isForFew else {
      self = .whole(book.readable(table: table, column: column))
      return
    }
    self = .cells { rows in
      guard rows.count <= LazyColumn.mostCells else {
        return book.readable(table: table, column: column).vector(rows)
      }
      return book.readable(table: table, column: column, rows: rows.list).vector(.range(0..<rows.count))
    }
  }

  /// The rows that a column of references leads to.
  init(references column: LazyColumn, isForFew: Bool) {
    guard isForFew else {
      self = .whole(column.column)
      return
    }
    self = .cells { rows in
      rows.count <= LazyColumn.mostCells
        ? column.cells(rows.list).vector(.range(0..<rows.count)) : column.column.vector(rows)
    }
  }
}

extension RowBatch {
  fileprivate var list: Buffer<Int32> {
    switch self {
    case .range(let range): .ascending(from: Int32(truncatingIfNeeded: range.lowerBound), count: range.count)
    case .list(let rows): rows
    }
  }
}
