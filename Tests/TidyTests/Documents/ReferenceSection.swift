import Book
import Output
import Query
import Syntax

/// A table of the language reference that is written from the code, so that it cannot say anything else.
struct ReferenceSection: Sendable {
  /// As the marks in the document name it.
  let name: String
  let lines: @Sendable () -> [String]

  static let all: [ReferenceSection] = [
    ReferenceSection(name: "statements") {
      statements { !changing.contains($0) && !asking.contains($0) }
    },
    ReferenceSection(name: "asking") {
      statements(asking.contains)
    },
    ReferenceSection(name: "changes") {
      statements(changing.contains)
    },
    ReferenceSection(name: "clauses") {
      table(["clause", "does"], ClauseTable.all.map { [code($0.usage), $0.help] })
    },
    ReferenceSection(name: "charts") {
      table(["chart", "shows"], ChartKind.all.map { [code($0.name), $0.help] })
    },
    ReferenceSection(name: "operators") {
      table(["operator", "is"], OperatorTable.all.map { [code($0.spelling), $0.help] })
    },
    ReferenceSection(name: "durations") {
      table(["unit", "is"], DurationUnit.all.map { [code($0.symbol), $0.help] })
    },
    ReferenceSection(name: "aggregates") {
      table(
        ["aggregate", "is", "over", "for example"],
        AggregateFunction.all.map { [code($0.name), $0.doc, reach(of: $0), code($0.example)] })
    },
    ReferenceSection(name: "quantiles") {
      table(["function", "is", "for example"], Quantile.all.map { [code($0.name), $0.doc, code($0.example)] })
    },
    ReferenceSection(name: "functions") {
      table(
        ["function", "is", "for example"],
        Function.all.filter { !$0.isOperator }.map { [code(usage(of: $0)), $0.doc, code($0.example)] })
    },
    ReferenceSection(name: "tables") {
      table(
        ["table", "of", "columns"],
        StandardSchema.tables.map {
          [code($0.name), $0.parent.map(code) ?? "", $0.columns.map(label).joined(separator: ", ")]
        })
    },
  ]

  /// The words of the statements that change a book or keep something in it.
  private static let changing: Set<Word> = [
    .save, .queries, .add, .update, .remove, .undo, .merge, .forget, .import, .snapshot, .diff, .column,
  ]

  /// The words of the statements that look at one customer or one segment.
  private static let asking: Set<Word> = [.why, .card, .contrast]

  private static func statements(_ isIncluded: (Word) -> Bool) -> [String] {
    table(["statement", "does"], StatementTable.all.filter { isIncluded($0.word) }.map { [code($0.usage), $0.help] })
  }

  /// The lines of a Markdown table.
  private static func table(_ heading: [String], _ rows: [[String]]) -> [String] {
    let lines = ([heading, heading.map { _ in "---" }] + rows).map { row in
      "| " + row.map { $0.replacing("|", with: "\\|") }.joined(separator: " | ") + " |"
    }
    return [""] + lines + [""]
  }

  private static func code(_ text: String) -> String { "`\(text)`" }

  private static func reach(of entry: AggregateFunction.Entry) -> String {
    [entry.spansRows ? "groups" : nil, entry.spansChildren ? "children" : nil].compactMap { $0 }
      .joined(separator: ", ")
  }

  /// `name(text, number[, text])`: what every signature takes, then what only longer ones take.
  private static func usage(of function: Function) -> String {
    let calls = function.signatures.map { $0.parameters.dropLast(function.needsToday ? 1 : 0).map(\.label) }
    let longest = calls.map(\.count).max() ?? 0
    let shortest = calls.map(\.count).min() ?? 0
    let labels = (0..<longest).map { position in label(Set(calls.compactMap { $0.dropFirst(position).first })) }
    let required = labels.prefix(shortest).joined(separator: ", ")
    let optional = labels.dropFirst(shortest).map { "[, \($0)]" }.joined()
    let isVariadic = function.signatures.contains(where: \.isVariadic)
    return "\(function.name)(\(required)\(optional)\(isVariadic ? ", …" : ""))"
  }

  /// One label for the parameter that signatures differ in.
  private static func label(_ labels: Set<String>) -> String {
    if labels.count <= 1 { return labels.first ?? "" }
    if labels.isSubset(of: ["whole number", "number", "percent", "money"]) { return "number" }
    return labels.count == 2 ? labels.sorted().joined(separator: " or ") : "value"
  }

  private static func label(_ column: TableDeclaration.Column) -> String {
    column.target.map { "\(column.name) → \($0)" } ?? column.name
  }
}
