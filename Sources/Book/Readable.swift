import Columns
import Synchronization

/// Columns worked out from others and kept while the book stands: the texts of references.
public final class ReadableColumns: Sendable {
  private struct Place: Hashable {
    var table: Int
    var column: Int
  }

  private let state = Mutex<[Place: Column]>([:])

  public init() {}

  func column(table: Int, column: Int, _ work: () -> Column) -> Column {
    let place = Place(table: table, column: column)
    if let known = state.withLock({ $0[place] }) { return known }
    let made = work()
    state.withLock { $0[place] = made }
    return made
  }
}

extension Book {
  /// A column as a person reads it: of a reference, the keys it refers to, those without a row included.
  ///
  /// Complexity: O(rows) the first time for a reference with orphans, O(1) otherwise.
  public func readable(table: Int, column: Int) -> Column {
    let own = tables[table].columns[column]
    guard case .reference(let target) = own.type else { return own.column }
    return readableColumns.column(table: table, column: column) { keyTexts(own, target: target) }
  }

  /// Some of its rows, −1 being a missing value; the others stay in the book's file where they are not yet read.
  public func readable(table: Int, column: Int, rows: Buffer<Int32>) -> Column {
    let own = tables[table].columns[column]
    guard case .reference(let target) = own.type else { return own.values.cells(rows) }
    guard let key = tables[target].keyColumn else { return readable(table: table, column: column).picking(rows) }
    let references = own.values.cells(rows)
    let targets = (0..<rows.count).map { place -> Int32 in
      if case .reference(let row) = references.value(place) { row } else { -1 }
    }
    let texts = tables[target].columns[key].values.cells(Buffer(targets))
    guard own.unmatched.count > 0 else { return texts }
    let values = (0..<rows.count).map { place -> Value in
      if targets[place] >= 0 { return texts.value(place) }
      return own.orphans[rows[place]].map { .text($0) } ?? .missing
    }
    return Column(values, of: .text)
  }

  private func keyTexts(_ own: TableColumn, target: Int) -> Column {
    guard case .int32(let rows) = own.column.storage else { return own.column }
    guard let key = tables[target].keyColumn,
      case .text(let pool, let keyCodes) = tables[target].columns[key].column.storage
    else { return withOrphans(own, rows, TextPool([""]), Buffer(repeating: 0, count: tables[target].rowCount)) }
    if own.unmatched.count == 0, keyCodes == nil {
      return Column(
        type: .text, storage: .text(pool, codes: rows.withoutGaps), known: own.column.known, count: own.count)
    }
    return withOrphans(own, rows, pool, keyCodes)
  }

  /// The target's keys, then the orphans' own texts, each once.
  private func withOrphans(
    _ own: TableColumn, _ rows: Buffer<Int32>, _ pool: TextPool, _ keyCodes: Buffer<Int32>?
  ) -> Column {
    var builder = TextPoolBuilder()
    for entry in 0..<pool.count { pool.withBytes(entry) { builder.append($0) } }
    var added: [[UInt8]: Int32] = [:]
    var codes = rows.array.map { $0 < 0 ? 0 : keyCodes?[Int($0)] ?? $0 }
    var isKnown = (0..<own.count).map { own.column.known?[$0] ?? true }
    for (row, text) in own.orphans.sorted(by: { $0.key < $1.key }) {
      let bytes = Array(text.utf8)
      if added[bytes] == nil {
        added[bytes] = Int32(truncatingIfNeeded: builder.count)
        builder.append(text)
      }
      codes[Int(row)] = added[bytes] ?? 0
      isKnown[Int(row)] = true
    }
    return Column(
      type: .text, storage: .text(TextPool(builder), codes: Buffer(codes)),
      known: isKnown.contains(false) ? Bitmap(isKnown) : nil, count: own.count)
  }
}

extension Buffer<Int32> {
  /// The rows with 0 in place of −1, as codes must be; the same memory where there is none.
  fileprivate var withoutGaps: Buffer<Int32> {
    let values = array
    return values.contains(where: { $0 < 0 }) ? Buffer(values.map { max(0, $0) }) : self
  }
}
