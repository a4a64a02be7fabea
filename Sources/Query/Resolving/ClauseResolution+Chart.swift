import Diagnostics
import Syntax

/// `chart bar of sum(spent)`: the column is one of the result's, by its place, its name, or as it was written.
extension ClauseResolution {
  func chart(_ clause: ChartClause) throws -> ChartRequest {
    ChartRequest(kind: clause.kind?.text, column: try clause.column.map(shownColumn))
  }

  private func shownColumn(_ written: Expression) throws -> Int {
    let fields = finishedFields()
    if let index = try ChartRequest.column(written, among: fields.map(\.name)) { return index }
    let before = resolution.spanning
    let typed = resolution.quietly { try resolution.expression(written, in: scope) }
    resolution.spanning = before
    if let typed, let index = fields.firstIndex(where: { $0.value.isSame(as: typed) }) { return index }
    throw ChartRequest.notShown(written, among: fields.map(\.name))
  }
}

extension ChartRequest {
  /// The column that an expression names: its position counted from 1, or its name, in any case and with any spaces.
  ///
  /// Nil where no column is so named; throws for a position that there is none of.
  public static func column(_ written: Expression, among names: [String]) throws(Diagnostic) -> Int? {
    if case .literal(.whole(let position)) = written.kind {
      if position >= 1, position <= names.count { return Int(position) - 1 }
      throw Diagnostic(
        "no-such-column", "The result has \(names.count == 1 ? "1 column" : "\(names.count) columns").",
        at: written.span)
    }
    let text = Formatter.text(of: written)
    let asName = text.hasPrefix("`") && text.hasSuffix("`") ? String(text.dropFirst().dropLast()) : text
    return names.firstIndex { $0 == asName } ?? names.firstIndex { squeezed($0) == squeezed(asName) }
  }

  /// The mistake of drawing what is not shown.
  public static func notShown(_ written: Expression, among names: [String]) -> Diagnostic {
    let text = Formatter.text(of: written)
    return Diagnostic(
      "not-shown", "\(text) is not a column of the result.", at: written.span,
      notes: [
        "It has: \(names.prefix(12).joined(separator: ", "))\(names.count > 12 ? " …" : "").",
        "A show before the chart can add others.",
      ],
      suggestion: Suggestions.nearest(text, among: names).map { Diagnostic.Suggestion($0, at: written.span) })
  }

  private static func squeezed(_ text: String) -> String { text.lowercased().filter { !$0.isWhitespace } }
}
