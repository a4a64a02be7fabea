import Columns
import Synchronization

/// The rows of a table by their key, shared by every version of the table that only grew.
public final class RowKeys: Sendable {
  private let index: Lazy<KeyIndex?>
  /// Finds a key without the whole index, until that is there.
  private let finder: Interim<@Sendable ([UInt8]) -> Int32?>
  /// How often keys may still be found like that before the index is worth its work.
  private let looks: Atomic<Int>
  /// Whether finding a key reads little, now or whenever it is asked for.
  private let isStored: Bool
  /// The rows that came after the index was made. A row beyond a version's end, or one whose key is another by now, is none
  /// of that version's: whoever asks compares.
  private let added = Mutex<[[UInt8]: Int32]>([:])

  /// An index made from the key column once more than a few keys were asked for.
  public init(_ keys: LazyColumn) {
    let finder = Interim<@Sendable ([UInt8]) -> Int32?> { keys.column.firstRow(withText: $0) }
    self.finder = finder
    index = Lazy {
      defer { finder.letGo() }
      return KeyIndex(column: keys.column)
    }
    looks = Atomic(16)
    isStored = false
  }

  /// An index that is read once more than a few hundred keys were asked for.
  ///
  /// - Parameter find: finds a key in the index where it lies.
  init(index: @escaping @Sendable () -> KeyIndex?, find: @escaping @Sendable ([UInt8]) -> Int32?) {
    let finder = Interim(find)
    self.finder = finder
    self.index = Lazy {
      defer { finder.letGo() }
      return index()
    }
    looks = Atomic(512)
    isStored = true
  }

  /// Whether a key is found without looking at all rows.
  var areIndexed: Bool { isStored || index.isMade }

  fileprivate func candidates(_ key: String) -> [Int32] {
    let bytes = Array(key.utf8)
    return [added.withLock { $0[bytes] }, settled(bytes)].compactMap { $0 }
  }

  private func settled(_ key: [UInt8]) -> Int32? {
    if !index.isMade, looks.subtract(1, ordering: .relaxed).oldValue > 0, let find = finder.value { return find(key) }
    return index.value?.row(of: key)
  }

  func add(_ keys: [String], from row: Int) {
    added.withLock { added in
      for (index, key) in keys.enumerated() { added[Array(key.utf8)] = Int32(truncatingIfNeeded: row + index) }
    }
  }
}

extension Table {
  /// The row of a key; nil where there is none, or where the table has no keys. Complexity: O(1), the first time O(rows).
  public func row(ofKey key: String) -> Int32? {
    guard let keyColumn, let keys else { return nil }
    let values = columns[keyColumn].values
    return keys.candidates(key).first { row in
      Int(row) < rowCount && values.value(Int(row)).isText(Array(key.utf8))
    }
  }

  /// Whether `row(ofKey:)` finds a row of the table without looking at all of them.
  public var hasKeyIndex: Bool { keys?.areIndexed ?? false }

  /// The key of a row; empty where the table has no keys.
  public func keyText(_ row: Int) -> String {
    guard let keyColumn, case .text(let text) = columns[keyColumn].values.value(row) else { return "" }
    return text
  }

  /// Where the rows came from, as far as that is known.
  var origins: RowOrigin { origin ?? .none(count: rowCount) }

  /// What lasts of a row: its key, or where it came from; nil where neither can be read.
  public func name(ofRow row: Int) -> RowName? {
    if keyColumn != nil { return .key(keyText(row)) }
    guard row >= 0, row < rowCount else { return nil }
    // Rows that came from no batch are numbered as they lie.
    guard let origin else { return .origin(batch: 0, line: Int32(truncatingIfNeeded: row + 1)) }
    guard case .whole(let batch) = origin.batches.column.value(row),
      case .whole(let line) = origin.lines.column.value(row)
    else { return nil }
    return .origin(batch: Int32(truncatingIfNeeded: batch), line: Int32(truncatingIfNeeded: line))
  }

  /// The rows of some names, in their order; nil where one is not there. Complexity: O(names), and O(rows) once where rows
  /// are named by their origin.
  func rows(of names: [RowName]) -> [Int32?] {
    var wanted: Set<RowName> = []
    for case .origin(let batch, let line) in names { wanted.insert(.origin(batch: batch, line: line)) }
    var places: [RowName: Int32] = [:]
    if !wanted.isEmpty { places = rowsByOrigin(wanted) }
    return names.map { name in
      switch name {
      case .key(let key): row(ofKey: key)
      case .origin: places[name]
      }
    }
  }

  private func rowsByOrigin(_ wanted: Set<RowName>) -> [RowName: Int32] {
    let origins = origins
    guard case .int32(let batches) = origins.batches.column.storage,
      case .int32(let lines) = origins.lines.column.storage
    else { return [:] }
    let numbers = Set(wanted.compactMap { if case .origin(let batch, _) = $0 { batch } else { nil } })
    var places: [RowName: Int32] = [:]
    guard let least = numbers.min(), let greatest = numbers.max() else { return [:] }
    for row in 0..<batches.count where batches[row] >= least && batches[row] <= greatest {
      let name = RowName.origin(batch: batches[row], line: lines[row])
      if wanted.contains(name) { places[name] = Int32(truncatingIfNeeded: row) }
    }
    return places
  }
}

extension Value {
  /// Whether it is a text of just these bytes.
  func isText(_ bytes: [UInt8]) -> Bool {
    if case .text(let text) = self { text.utf8.elementsEqual(bytes) } else { false }
  }
}
