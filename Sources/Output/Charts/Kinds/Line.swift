import Diagnostics

extension ChartKind {
  static let line: ChartKind = ChartKind(
    name: "line", help: "values over time, or over any axis",
    plan: { columns throws(Diagnostic) in try SeriesPlan.plan(.line, columns) },
    draw: { plan, table, _ in
      let (figure, remarks) = SeriesReading(plan: plan, table: table).figure(most: ChartReading.mostPanels)
      return Chart(.lines(figure), rowCount: table.rowCount, remarks: remarks)
    })
}
