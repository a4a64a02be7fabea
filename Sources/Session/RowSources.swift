import Book
import Interchange
import Query

extension Session {
  /// The imports that rows of the book can have come from: those that it keeps, and before them the files that were loaded.
  ///
  /// The files of a folder are numbered from 1, as a book that is founded on them numbers its first imports.
  static func sources(_ keepsakes: Keepsakes?, _ report: LoadReport) -> [RowSource] {
    let files = report.tables.filter { $0.joinedInto == nil }.enumerated().map { index, table in
      RowSource(batch: Int32(truncatingIfNeeded: index + 1), file: table.file, at: nil)
    }
    let imports = (keepsakes?.all[.batch] ?? [:]).values.compactMap { keepsake -> RowSource? in
      guard case .batch(let batch) = keepsake else { return nil }
      return RowSource(
        batch: batch.number, file: batch.isStatement ? nil : batch.source, at: batch.at)
    }
    return files + imports.sorted { $0.batch < $1.batch }
  }
}

extension ImportBatch {
  /// Whether the rows were added by a statement: its first words stand for the file.
  fileprivate var isStatement: Bool {
    preset == nil && read == 1 && added == 1 && source.hasPrefix("add ") && !source.contains(".")
  }
}
