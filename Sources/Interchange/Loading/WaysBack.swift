import Book
import Columns

/// Builds the way back of every reference: from each row of the target to the rows that refer to it.
enum WaysBack {
  /// - Parameters:
  ///   - ownLinks: for tables that lie in their parent's order, that order.
  ///   - events: the event values of a table's rows, by which the rows of one target are ordered.
  static func make(_ tables: [Table], ownLinks: [ChildLink?], events: (Int) -> [Int64]?) -> [WayBack] {
    var result: [WayBack] = []
    for source in tables.indices {
      for column in tables[source].columns.indices {
        guard case .reference(let target) = tables[source].columns[column].column.type else { continue }
        let isParent = tables[source].parentColumn == column
        let link = isParent ? ownLinks[source] : nil
        result.append(
          WayBack(
            name: WayBack.name(tables, source: source, column: column, target: target), target: target, source: source,
            sourceColumn: column,
            link: link ?? self.link(tables[source], column, targetCount: tables[target].rowCount, events(source))))
      }
    }
    return result
  }

  private static func link(_ table: Table, _ column: Int, targetCount: Int, _ events: [Int64]?) -> ChildLink {
    guard case .int32(let values) = table.columns[column].column.storage else {
      return ChildLink(offsets: Buffer(repeating: 0, count: targetCount + 1), rows: Buffer([]))
    }
    let targets = values.array
    let rows = (0..<targets.count).map { Int32(truncatingIfNeeded: $0) }
    let order = ChildOrder(rows, parentOf: targets, parentCount: targetCount, eventOf: events)
    let matched = Int(order.offsets[targetCount])
    return ChildLink(offsets: Buffer(order.offsets), rows: Buffer(Array(order.rows[..<matched])))
  }
}
