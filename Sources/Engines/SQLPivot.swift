import Columns
import Query

/// Groups side by side.
extension SQLRelation {
  /// Each new column is the value of the one group that it is about.
  mutating func pivot(_ pivot: Pivot) throws {
    let values = try columns([pivot.column] + pivot.cells)
    let keys = pivot.keys.map { writer.slot($0.slot) }
    let first = writer.column()
    var items = keys.map { "t.\($0)" } + ["min(t.\(order)) AS \(first)"]
    for (value, names) in zip(pivot.values, pivot.columns) {
      let same = "\(values[0]) IS NOT DISTINCT FROM \(try writer.literal(value, pivot.column.type))"
      for ((cell, of), column) in zip(zip(values.dropFirst(), pivot.cells), names) {
        items.append(writer.only(cell, of.type, where: same) + " AS \(writer.slot(column.slot))")
      }
    }
    let by = keys.isEmpty ? "HAVING count(*) > 0" : "GROUP BY \(keys.map { "t.\($0)" }.joined(separator: ", "))"
    goOn(
      with: writer.step("SELECT \(items.joined(separator: ", "))\nFROM \(source) AS t\n\(by)"), order: first)
  }

  /// A join with the rows themselves, moved on by a period.
  mutating func previous(_ previous: PreviousRows) throws {
    let keys = previous.keys.map { _ in writer.column() }
    let (time, earlier) = (writer.column(), writer.column())
    let values = previous.columns.map { _ in writer.column() }
    let all = previous.keys + [previous.time, previous.earlier] + previous.columns.map(\.value)
    add(try all.map { try writer.value($0, in: scopes) }, as: keys + [time, earlier] + values)
    let same = keys.map { "c.\($0) IS NOT DISTINCT FROM t.\($0)" } + ["c.\(time) = t.\(earlier)"]
    let added = zip(values, previous.columns).map { ", c.\($0) AS \(writer.slot($1.slot))" }.joined()
    goOn(
      with: writer.step(
        "SELECT t.*\(added)\nFROM \(source) AS t LEFT JOIN \(source) AS c ON \(same.joined(separator: " AND "))"),
      order: order)
  }
}
