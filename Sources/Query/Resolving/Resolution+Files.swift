import Columns
import Diagnostics
import Syntax

extension Resolution {
  /// `email in file "suppress.csv"`: among the texts under the column of that name; keys to the letter, other texts whatever
  /// their case.
  func inFile(
    _ operand: Expression, _ file: String, at place: Span, _ span: Span, in scope: Scope
  ) throws -> TypedExpression {
    let value = try expression(operand, in: scope)
    guard value.type == .text else {
      throw Diagnostic(
        "units-do-not-meet", "A file lists texts, and this is \(value.type.phrase).", at: span,
        notes: ["Make a text of it: text(…)"])
    }
    let column = operand.dottedName?.last?.text
    let isExact = isKey(value)
    let texts = try listed(file, column, at: place)
    let function = ListFunctions.listed(in: file, under: column, texts, isExact: isExact)
    return TypedExpression(.call(function, [value]), .truth, at: span)
  }

  /// The texts of a file, read once a query.
  private func listed(_ file: String, _ column: String?, at span: Span) throws -> TextPool {
    let key = [file] + (column.map { [$0] } ?? [])
    if let known = lists[key] { return known }
    do {
      let texts = try context.listedTexts(file, column)
      lists[key] = texts
      return texts
    } catch var diagnostic as Diagnostic {
      diagnostic.span = place(span)
      throw diagnostic
    }
  }
}
