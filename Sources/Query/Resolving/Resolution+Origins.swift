import Columns
import Diagnostics
import Syntax

extension Resolution {
  /// `origin.file`: where a row of a table came from; nil for other names, and where a column is called origin.
  func origin(_ names: [Name], of table: Int, at span: Span) throws -> TypedExpression? {
    guard names[0].text.lowercased() == "origin", column(names[0], of: table) == nil, names.count <= 2 else {
      return nil
    }
    guard names.count == 2, let part = OriginPart(rawValue: names[1].text.lowercased()) else {
      throw Diagnostic(
        "unknown-name", "Where a row came from is asked by one of four names.", at: place(span),
        notes: ["They are \(OriginPart.allCases.map(\.label).joined(separator: ", "))."])
    }
    if rowSources == nil { rowSources = RowSources(context.sources()) }
    return TypedExpression(.origin(table: table, part, rowSources ?? RowSources([])), part.type, at: place(span))
  }
}
