import Columns

/// A column that may still lie in the book's file: its type and length are known, its values are read when first asked for.
///
/// What cannot be read becomes a column without any value, and is written into the book's `DamageLog`, which whoever shows,
/// exports or saves something has to look at first.
public final class LazyColumn: Sendable {
  public let type: ValueType
  public let count: Int
  /// Whether it is certain, before the column is read, that every row has a value.
  public let isComplete: Bool
  private let values: Lazy<Column>
  /// Of a column that grew and was not asked for since: what it grew out of, and what was added.
  private let growth: (base: LazyColumn, added: [Value])?

  /// A column that is in memory.
  public init(_ column: Column) {
    type = column.type
    count = column.count
    isComplete = column.known == nil
    values = Lazy(column)
    growth = nil
  }

  /// A column that `load` reads when it is first asked for.
  ///
  /// - Parameters:
  ///   - isComplete: whether the column is promised to have a value in every row.
  ///   - load: gives a column of that type and length.
  public init(
    type: ValueType, count: Int, isComplete: Bool, damage: DamageLog,
    load: @escaping @Sendable () throws(SectionDamage) -> Column
  ) {
    self.type = type
    self.count = count
    self.isComplete = isComplete
    values = Lazy {
      damage.guarding(Column(missing: type, count: count)) { () throws(SectionDamage) in try load() }
    }
    growth = nil
  }

  private init(_ base: LazyColumn, with added: [Value]) {
    type = base.type
    count = base.count + added.count
    isComplete = base.isComplete && !added.contains(.missing)
    values = Lazy { base.column.appending(added) }
    growth = (base, added)
  }

  /// The column with more values behind its own, which are put there when it is first asked for. It takes all of them.
  func appending(_ added: [Value]) -> LazyColumn {
    // A column that is there, or waits for many values, begins anew: no chain of columns that wait for one another grows.
    if values.isMade || (growth?.added.count ?? 0) >= 256 { return LazyColumn(LazyColumn(column), with: added) }
    guard let growth else { return LazyColumn(self, with: added) }
    return LazyColumn(growth.base, with: growth.added + added)
  }

  /// Some of the rows, picked when they are first asked for.
  func picking(_ rows: Buffer<Int32>) -> LazyColumn {
    LazyColumn(type: type, count: rows.count, isComplete: isComplete) { self.column.picking(rows) }
  }

  /// A column of that type and length that is made of others when it is first asked for.
  init(type: ValueType, count: Int, isComplete: Bool, make: @escaping @Sendable () -> Column) {
    self.type = type
    self.count = count
    self.isComplete = isComplete
    values = Lazy(make: make)
    growth = nil
  }

  /// The values. Complexity: O(1) once they are read.
  public var column: Column { values.value }
}

/// The keys that lead to no row, of a reference column that may still lie in the book's file.
public final class LazyOrphans: Sendable {
  public let count: Int
  private let texts: Lazy<[Int32: String]>

  /// Orphans that are in memory, by their row.
  public init(_ byRow: [Int32: String] = [:]) {
    count = byRow.count
    texts = Lazy(byRow)
  }

  /// `count` orphans that `load` reads when they are first asked for.
  public init(
    count: Int, damage: DamageLog, load: @escaping @Sendable () throws(SectionDamage) -> [Int32: String]
  ) {
    self.count = count
    texts = Lazy { damage.guarding([:]) { () throws(SectionDamage) in try load() } }
  }

  /// The texts by their row. Complexity: O(1) once they are read.
  public var byRow: [Int32: String] { texts.value }
}

/// The children of each row of a table, read from the book's file or worked out when first asked for.
public final class LazyLink: Sendable {
  private let value: Lazy<ChildLink>

  /// A link that is in memory.
  public init(_ link: ChildLink) { value = Lazy(link) }

  /// A link that `load` reads when it is first asked for. Where that fails, no row has children.
  public init(targetCount: Int, damage: DamageLog, load: @escaping @Sendable () throws(SectionDamage) -> ChildLink) {
    value = Lazy {
      damage.guarding(ChildLink(noneOf: targetCount)) { () throws(SectionDamage) in try load() }
    }
  }

  /// The link of a reference column, worked out from it when first asked for: the rows of each row of the target in the
  /// order of their events, those without an event last, equal ones in the order of the table.
  public convenience init(of source: Table, _ column: Int, to target: Table) {
    self.init(
      references: source.columns[column].values, targetCount: target.rowCount,
      events: source.eventColumn.map { source.columns[$0].values })
  }

  init(references: LazyColumn, targetCount: Int, events: LazyColumn?) {
    value = Lazy {
      guard case .int32(let targets) = references.column.storage else { return ChildLink(noneOf: targetCount) }
      let order = events.map {
        Sorting.order(count: targets.count, by: [SortKey(column: $0.column, isDescending: false)])
      }
      let (offsets, rows) = targets.referrers(targetCount: targetCount, order: order)
      return ChildLink(offsets: offsets, rows: rows)
    }
  }

  /// The link of the parent of a table that lies in its own order, where each parent's children are neighbours.
  convenience init(ofChildren source: Table, to target: Table) {
    let targetCount = target.rowCount
    guard let references = source.parentColumn.map({ source.columns[$0].values }) else {
      self.init(ChildLink(noneOf: targetCount))
      return
    }
    self.init {
      guard case .int32(let parents) = references.column.storage else { return ChildLink(noneOf: targetCount) }
      return ChildLink(offsets: parents.referrers(targetCount: targetCount, order: nil).offsets, rows: nil)
    }
  }

  /// A link that is made of others when it is first asked for.
  init(make: @escaping @Sendable () -> ChildLink) { value = Lazy(make: make) }

  /// The link. Complexity: O(1) once it is there.
  public var link: ChildLink { value.value }
}
