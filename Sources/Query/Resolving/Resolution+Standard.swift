import Book
import Columns
import Diagnostics
import Syntax

/// Measures of the prelude speak of standard columns that a book need not have: there they are missing.
extension Resolution {
  /// A missing value of the type that the standard schema gives these names; nil outside the prelude or for other names.
  func standardMissing(_ names: [Name], from table: Int, at span: Span) -> TypedExpression? {
    guard isReadingPrelude, let type = standardType(names.map(\.text), from: tableName(table)) else { return nil }
    return .constant(.missing, type, at: place(span))
  }

  private func standardType(_ names: [String], from table: String) -> ValueType? {
    guard let declaration = StandardSchema.table(table),
      let column = declaration.columns.first(where: { $0.name == names[0] })
    else { return nil }
    guard names.count > 1 else { return column.target == nil ? column.type : .text }
    return column.target.flatMap { standardType(Array(names.dropFirst()), from: $0) }
  }

  /// Whether the innermost measure being read comes with Kenal.
  private var isReadingPrelude: Bool {
    guard let innermost = expanding.last else { return false }
    if let own = context.catalog.ownDefinitions[innermost] { return own.isPrelude }
    if context.catalog.ownSegments[innermost] != nil { return false }
    return context.catalog.isPrelude(innermost)
  }
}
