import Diagnostics

extension ChartKind {
  static let spark: ChartKind = ChartKind(
    name: "spark", help: "each column on one line, in the order of the axis",
    plan: { columns throws(Diagnostic) in try SeriesPlan.plan(.spark, columns) },
    draw: { plan, table, mostRows in
      let (figure, remarks) = SeriesReading(plan: plan, table: table).figure(most: mostRows ?? .max)
      return Chart(.sparks(figure), rowCount: table.rowCount, remarks: remarks)
    })
}
