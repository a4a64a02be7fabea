import Columns
import Diagnostics

extension ChartKind {
  static let bar: ChartKind = ChartKind(
    name: "bar", help: "a bar for each row",
    plan: { columns throws(Diagnostic) in
      let values = try columns.measures()
      return ChartPlan(.bar, labels: columns.labels(beside: values), values: values)
    },
    draw: { plan, table, mostRows in Bars(plan: plan, table: table, mostRows: mostRows).chart })
}

private struct Bars {
  let plan: ChartPlan
  let table: ResultTable
  let mostRows: Int?

  var chart: Chart {
    let reading = ChartReading(table: table)
    let rows = 0..<min(table.rowCount, mostRows ?? .max)
    let shown = plan.values.prefix(ChartReading.mostPanels)
    let values = shown.map { reading.values($0, rows) }
    // What is of one kind is drawn to one scale.
    var ranges: [ValueType: ClosedRange<Double>] = [:]
    for (field, values) in zip(shown, values) {
      let type = reading.type(field)
      let own = ChartReading.zeroBased(ChartReading.range(values.compactMap(\.number)))
      ranges[type] = ranges[type].map { min($0.lowerBound, own.lowerBound)...max($0.upperBound, own.upperBound) } ?? own
    }
    let panels = zip(shown, values).map { field, values in
      let type = reading.type(field)
      return BarFigure.Panel(name: reading.name(field), type: type, values: values, range: ranges[type] ?? 0...0)
    }
    let figure = BarFigure(labels: reading.labels(plan.labels, rows), panels: panels)
    return Chart(
      .bars(figure), rowCount: table.rowCount, rowsDrawn: rows.count,
      remarks: [ChartReading.leftOut(plan.values.dropFirst(ChartReading.mostPanels).map(reading.name))].compactMap {
        $0
      })
  }
}
