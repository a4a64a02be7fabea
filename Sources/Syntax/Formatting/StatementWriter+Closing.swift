// The clauses that say what becomes of the result.

extension StatementWriter {
  func export(_ export: ExportClause) -> String {
    var text = "export " + SourceSpelling.text(export.file)
    if let format = export.format { text += " as " + name(format) }
    if export.isMasked { text += " masked" }
    if let purpose = export.purpose { text += " for " + name(purpose) }
    if export.isRaw { text += " raw" }
    if export.isForced { text += " force" }
    return text
  }

  func chart(_ chart: ChartClause) -> String {
    "chart" + (chart.kind.map { " " + name($0) } ?? "") + (chart.column.map { " of " + text($0) } ?? "")
  }

  func compose(_ compose: ComposeClause) -> String {
    var text = "compose " + SourceSpelling.text(compose.template)
    guard let target = compose.target else { return text }
    text += " into " + SourceSpelling.text(target)
    if compose.isForced { text += " force" }
    return text
  }
}
