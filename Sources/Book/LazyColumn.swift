import Columns
import Synchronization

/// A column that may still lie in the book's file: its type and length are known, its values are read when first asked for.
///
/// What cannot be read becomes a column without any value, and is written into the book's `DamageLog`, which whoever shows,
/// exports or saves something has to look at first.
public final class LazyColumn: Sendable {
  public let type: ValueType
  public let count: Int
  /// Whether it is certain, before the column is read, that every row has a value.
  public let isComplete: Bool
  /// What is known of all values without the column; nil where that is nothing.
  let pattern: ColumnPattern?
  private let values: Lazy<Column>
  /// Reads some of the rows alone, until all are read; nothing where that is no less work than reading all.
  private let cellReader: Interim<@Sendable (Buffer<Int32>) -> Column>
  /// How many rows may still be read alone before it is less work to read all.
  private let cellsLeft = Atomic(2048)
  /// Of a column that grew and was not asked for since: what it grew out of, and what was added.
  private let growth: (base: LazyColumn, added: [Value])?

  /// A column that is in memory.
  public init(_ column: Column) {
    type = column.type
    count = column.count
    isComplete = column.known == nil
    pattern = nil
    values = Lazy(column)
    cellReader = Interim(nil)
    growth = nil
  }

  /// A column that `load` reads when it is first asked for.
  ///
  /// - Parameters:
  ///   - isComplete: whether the column is promised to have a value in every row.
  ///   - cells: gives a column of some of the rows, −1 being a missing value, where only few are asked for.
  ///   - load: gives a column of that type and length.
  public init(
    type: ValueType, count: Int, isComplete: Bool, damage: DamageLog,
    cells: (@Sendable (Buffer<Int32>) throws(SectionDamage) -> Column)? = nil,
    load: @escaping @Sendable () throws(SectionDamage) -> Column
  ) {
    self.type = type
    self.count = count
    self.isComplete = isComplete
    pattern = nil
    var readCells: (@Sendable (Buffer<Int32>) -> Column)?
    if let cells {
      readCells = { rows in
        damage.guarding(Column(missing: type, count: rows.count)) { () throws(SectionDamage) -> Column in
          try cells(rows)
        }
      }
    }
    let cellReader = Interim(readCells)
    self.cellReader = cellReader
    values = Lazy {
      defer { cellReader.letGo() }
      return damage.guarding(Column(missing: type, count: count)) { () throws(SectionDamage) in try load() }
    }
    growth = nil
  }

  private init(_ base: LazyColumn, with added: [Value]) {
    type = base.type
    count = base.count + added.count
    isComplete = base.isComplete && !added.contains(.missing)
    pattern = nil
    let cellReader = Interim<@Sendable (Buffer<Int32>) -> Column> { base.cells($0, with: added) }
    self.cellReader = cellReader
    values = Lazy {
      defer { cellReader.letGo() }
      return base.column.appending(added)
    }
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
    pattern = nil
    values = Lazy(make: make)
    cellReader = Interim(nil)
    growth = nil
  }

  /// A complete column of texts that are a common beginning and a number; they are made when they are first asked for.
  public init(numbered texts: NumberedTexts) {
    let count = texts.numbers.count
    (type, self.count, isComplete, pattern) = (.text, count, true, .numbered(texts))
    values = Lazy {
      guard let pool = texts.pool(isDistinct: false) else { return Column(missing: .text, count: count) }
      return Column(type: .text, storage: .text(pool, codes: nil), count: count)
    }
    cellReader = Interim(nil)
    growth = nil
  }

  /// The references of rows that lie in the order of the rows they refer to, those that refer to none last; they are made
  /// when they are first asked for.
  ///
  /// - Parameter link: where the rows of each row of the target lie.
  public init(inOrderOf link: ChildLink, target: Int, count: Int) {
    let offsets = link.offsets
    let end = Int(offsets[offsets.count - 1])
    let isComplete = offsets[0] == 0 && end == count
    (type, self.count, self.isComplete, pattern) = (.reference(table: target), count, isComplete, .owners)
    values = Lazy {
      let owners = offsets.owners(count: count)
      return Column(
        type: .reference(table: target), storage: .int32(owners), known: isComplete ? nil : owners.areRows, count: count
      )
    }
    cellReader = Interim(nil)
    growth = nil
  }

  /// A complete column of numbers that are all the same; it takes memory when it is first asked for.
  init(constant: Int32, count: Int) {
    (type, self.count, isComplete, pattern) = (.whole, count, true, .constant(constant))
    values = Lazy {
      Column(type: .whole, storage: .int32(Buffer(repeating: constant, count: count)), count: count)
    }
    cellReader = Interim(nil)
    growth = nil
  }

  /// The values. Complexity: O(1) once they are read.
  public var column: Column { values.value }

  /// Some of the rows, −1 being a missing value; the others stay in the book's file where they are not yet read.
  ///
  /// Complexity: O(rows asked for) where that is possible: a hundred times what the same costs of a column that is read.
  public func cells(_ rows: Buffer<Int32>) -> Column {
    guard !values.isMade, rows.count <= LazyColumn.mostCells, let readCells = cellReader.value,
      cellsLeft.subtract(rows.count, ordering: .relaxed).oldValue > 0
    else { return column.picking(rows) }
    return readCells(rows)
  }

  /// For more rows at a time than these a column is read.
  public static let mostCells = 256

  /// Whether the values are there, and no row costs any reading.
  var isRead: Bool { values.isMade }

  /// The value of one row.
  public func value(_ row: Int) -> Value {
    values.isMade ? column.value(row) : cells(Buffer([Int32(truncatingIfNeeded: row)])).value(0)
  }

  /// Some rows of this column and of what was added behind it.
  private func cells(_ rows: Buffer<Int32>, with added: [Value]) -> Column {
    let own = rows.array
    let settled = cells(Buffer(own.map { Int($0) < count ? $0 : -1 }))
    guard own.contains(where: { Int($0) >= count }) else { return settled }
    // Made of values, so that the room behind the dictionary stays free for the column itself.
    let all = own.indices.map { Int(own[$0]) < count ? settled.value($0) : added[Int(own[$0]) - count] }
    return Column(all, of: type)
  }
}

/// What tells all values of a column at once.
enum ColumnPattern: Sendable {
  /// Every row has this number.
  case constant(Int32)
  /// The rows refer to those whose children they are, in whose order they lie.
  case owners
  /// Row i has the text i.
  case numbered(NumberedTexts)
}

/// The children of each row of a table, read from the book's file or worked out when first asked for.
public final class LazyLink: Sendable {
  private let value: Lazy<ChildLink>
  /// Reads where the children of one row lie, which are neighbours; nothing where that is no less work than reading all.
  private let childReader: Interim<@Sendable (Int32) -> Range<Int>>

  /// A link that is in memory.
  public init(_ link: ChildLink) {
    value = Lazy(link)
    childReader = Interim(nil)
  }

  /// A link that `load` reads when it is first asked for. Where that fails, no row has children.
  ///
  /// - Parameter children: reads the children of one row, which are neighbours.
  init(
    targetCount: Int, damage: DamageLog, children: @escaping @Sendable (Int32) throws(SectionDamage) -> Range<Int>,
    load: @escaping @Sendable () throws(SectionDamage) -> ChildLink
  ) {
    let childReader = Interim<@Sendable (Int32) -> Range<Int>> { row in
      damage.guarding(0..<0) { () throws(SectionDamage) in try children(row) }
    }
    self.childReader = childReader
    value = Lazy {
      defer { childReader.letGo() }
      return damage.guarding(ChildLink(noneOf: targetCount)) { () throws(SectionDamage) in try load() }
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
    childReader = Interim(nil)
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
  init(make: @escaping @Sendable () -> ChildLink) {
    value = Lazy(make: make)
    childReader = Interim(nil)
  }

  /// The link. Complexity: O(1) once it is there.
  public var link: ChildLink { value.value }

  /// The children of a few rows; those of the others stay in the book's file where they are not yet read.
  public func segments(of parents: RowBatch) -> Segments {
    guard !value.isMade, parents.count <= LazyLink.mostParents, let readChildren = childReader.value else {
      return link.segments(of: parents)
    }
    var ends: [Int32] = [0]
    var all: [Int32] = []
    for index in 0..<parents.count {
      let parent = parents.row(index)
      for child in parent < 0 ? 0..<0 : readChildren(parent) { all.append(Int32(truncatingIfNeeded: child)) }
      ends.append(Int32(truncatingIfNeeded: all.count))
    }
    return Segments(offsets: Buffer(ends), children: .list(Buffer(all)))
  }

  /// For more rows at a time than these the link is read.
  private static let mostParents = 64
}
