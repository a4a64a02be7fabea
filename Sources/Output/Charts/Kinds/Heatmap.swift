import Columns
import Diagnostics

extension ChartKind {
  static let heatmap: ChartKind = ChartKind(
    name: "heatmap", help: "a grid whose cells are the darker the greater their value",
    plan: { columns throws(Diagnostic) in
      let measures = try columns.measures()
      let cells = columns.wanted == nil ? columns.cells : []
      let labels = columns.labels(beside: cells.isEmpty ? measures : cells)
      if cells.isEmpty, labels.count == 2, labels.allSatisfy({ columns.fields[$0].role == .key }) {
        return ChartPlan(.heatmap, labels: [labels[0]], values: [measures[0]], parts: labels[1])
      }
      // One scale of shades is of one kind of value.
      let all = cells.isEmpty ? measures : cells
      let alike = all.filter { columns.fields[$0].type == columns.fields[all[0]].type }
      return ChartPlan(.heatmap, labels: labels, values: alike)
    },
    draw: { plan, table, mostRows in Grid(plan: plan, reading: ChartReading(table: table), mostRows: mostRows).chart })
}

private struct Grid {
  /// Two keys of many values each make more empty cells than anybody looks at.
  static let mostCells = 1_000_000

  let plan: ChartPlan
  let reading: ChartReading
  let mostRows: Int?

  var chart: Chart { plan.parts.map(parted) ?? plain }

  private var plain: Chart {
    let rows = 0..<min(reading.table.rowCount, mostRows ?? .max)
    let columns = plan.values.map { reading.values($0, rows) }
    let cells = rows.map { row in columns.map { $0[row] } }
    let figure = CellFigure(
      labels: reading.labels(plan.labels, rows), columns: plan.values.map(reading.name),
      type: reading.type(plan.values[0]), rows: cells, range: range(cells))
    return Chart(.cells(figure), rowCount: reading.table.rowCount, rowsDrawn: rows.count)
  }

  /// Rows for the values of one key, columns for those of the other.
  private func parted(by parts: Int) -> Chart {
    let all = 0..<reading.table.rowCount
    let values = reading.values(plan.values[0], all)
    let (rowNames, rowOf) = distinct(reading.texts(plan.labels[0], all))
    let order = inOrder(parts, all)
    let (columnNames, columnOf) = distinct(reading.texts(parts, all), order)
    let shown = min(rowNames.count, mostRows ?? .max, Self.mostCells / max(1, columnNames.count))
    let empty = columnNames.map { _ in ChartValue(nil, nil) }
    var cells = [[ChartValue]](repeating: empty, count: shown)
    for row in all where rowOf[row] < shown { cells[rowOf[row]][columnOf[row]] = values[row] }
    let labels = ChartLabels(
      headers: [reading.name(plan.labels[0])], isRightAligned: [reading.type(plan.labels[0]).isNumeric],
      rows: rowNames.prefix(shown).map { [$0] })
    let figure = CellFigure(
      labels: labels, columns: columnNames.map { $0 ?? "no \(reading.name(parts))" },
      type: reading.type(plan.values[0]), rows: cells, range: range(cells))
    return Chart(.cells(figure), rowCount: rowNames.count, rowsDrawn: shown)
  }

  /// The rows so that numbers and dates of a column ascend; texts stay in the order in which they come.
  private func inOrder(_ field: Int, _ rows: Range<Int>) -> [Int] {
    let places = reading.numbers(field, rows)
    guard places.contains(where: { $0 != nil }) else { return Array(rows) }
    return rows.sorted { (places[$0] ?? .infinity) < (places[$1] ?? .infinity) }
  }

  /// The different texts in the order of some rows, and for each row which of them it has.
  private func distinct(_ texts: [String?], _ order: [Int]? = nil) -> (names: [String?], index: [Int]) {
    var indices: [String?: Int] = [:]
    var names: [String?] = []
    for row in order ?? Array(texts.indices) where indices[texts[row]] == nil {
      indices[texts[row]] = names.count
      names.append(texts[row])
    }
    return (names, texts.map { indices[$0] ?? 0 })
  }

  private func range(_ cells: [[ChartValue]]) -> ClosedRange<Double> {
    ChartReading.zeroBased(ChartReading.range(cells.joined().compactMap(\.number)))
  }
}
