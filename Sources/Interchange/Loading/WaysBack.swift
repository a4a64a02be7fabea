import Book
import Columns

/// The way back of every reference: from each row of the target to the rows that refer to it.
enum WaysBack {
  /// - Parameters:
  ///   - ownLinks: for tables that lie in their parent's order, that order. The other ways are worked out when first asked for.
  static func make(_ tables: [Table], ownLinks: [ChildLink?]) -> [WayBack] {
    var result: [WayBack] = []
    for source in tables.indices {
      for column in tables[source].columns.indices {
        guard case .reference(let target) = tables[source].columns[column].type else { continue }
        let ownLink = tables[source].parentColumn == column ? ownLinks[source] : nil
        result.append(
          WayBack(
            name: WayBack.name(tables, source: source, column: column, target: target), target: target, source: source,
            sourceColumn: column,
            children: ownLink.map(LazyLink.init) ?? LazyLink(of: tables[source], column, to: tables[target])))
      }
    }
    return result
  }
}
