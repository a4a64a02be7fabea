import Columns

/// Where the rows of a table came from: for each, the number of the import batch and the line of its file, from 1.
///
/// Both are columns of `whole`, 32 bits wide. Rows that came from no batch are of batch 0, numbered from 1.
public struct RowOrigin: Sendable {
  public let batches: LazyColumn
  public let lines: LazyColumn
  /// The greatest batch and its greatest line; nil where there are no rows.
  private let greatest: Lazy<OriginPlace?>

  public init(batches: LazyColumn, lines: LazyColumn) {
    self.init(batches: batches, lines: lines, greatest: Lazy { OriginPlace.greatest(batches.column, lines.column) })
  }

  /// Of rows that came together, each with its line.
  public init(batch: Int32, lines: Buffer<Int32>) {
    let greatest = Lazy<OriginPlace?> { lines.extent.map { OriginPlace(batch: batch, line: $0.upperBound) } }
    self.init(
      batches: LazyColumn(constant: batch, count: lines.count),
      lines: LazyColumn(Column(type: .whole, storage: .int32(lines), count: lines.count)), greatest: greatest)
  }

  private init(batches: LazyColumn, lines: LazyColumn, greatest: Lazy<OriginPlace?>) {
    self.batches = batches
    self.lines = lines
    self.greatest = greatest
  }

  /// Of rows that came from no batch: all of batch 0, numbered from 1.
  static func none(count: Int) -> RowOrigin {
    let lines = LazyColumn(type: .whole, count: count, isComplete: true) {
      Column(type: .whole, storage: .int32(.ascending(from: 1, count: count)), count: count)
    }
    return RowOrigin(batches: LazyColumn(constant: 0, count: count), lines: lines)
  }

  /// Where the last row came from, by batch and line. Complexity: O(rows), once.
  var last: OriginPlace? { greatest.value }

  /// Of the rows and some more of one batch.
  ///
  /// - Parameter isLatest: whether these are known to come after all others, each after the one before.
  func appending(batch: Int32, lines added: [Int32], isLatest: Bool) -> RowOrigin {
    let batches = batches.appending(Array(repeating: .whole(Int64(batch)), count: added.count))
    let lines = lines.appending(added.map { .whole(Int64($0)) })
    guard isLatest else { return RowOrigin(batches: batches, lines: lines) }
    let greatest = added.last.map { Lazy(OriginPlace?.some(OriginPlace(batch: batch, line: $0))) } ?? greatest
    return RowOrigin(batches: batches, lines: lines, greatest: greatest)
  }

  /// Of some of the rows, in that order.
  func picking(_ rows: Buffer<Int32>) -> RowOrigin {
    RowOrigin(
      batches: LazyColumn(batches.column.picking(rows)), lines: LazyColumn(lines.column.picking(rows)))
  }
}

/// Where one row came from.
struct OriginPlace: Comparable {
  var batch: Int32
  var line: Int32

  static func < (one: OriginPlace, other: OriginPlace) -> Bool {
    (one.batch, one.line) < (other.batch, other.line)
  }

  fileprivate static func greatest(_ batches: Column, _ lines: Column) -> OriginPlace? {
    guard case .int32(let batches) = batches.storage, case .int32(let lines) = lines.storage else { return nil }
    return (0..<batches.count).lazy.map { OriginPlace(batch: batches[$0], line: lines[$0]) }.max()
  }
}
