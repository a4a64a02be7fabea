import Columns
import Diagnostics
import Interchange
import Output
import Query
import Syntax
import Text

/// The texts that a `compose` clause makes: a template, and the rows whose values go into it.
public struct ComposedTexts: Sendable {
  let template: TextTemplate
  let rows: TemplateRows

  public var count: Int { rows.count }
  /// Whether each text is a line, or a page of its own.
  public var isOneLine: Bool { template.isOneLine }

  /// The text of a row, ended by a line break.
  public func text(_ row: Int) -> String {
    let text = template.text(of: rows.row(row))
    return text.hasSuffix("\n") ? text : text + "\n"
  }

  /// What stands between two texts in one file: nothing between lines; else a form feed, with which printers begin a page.
  public static let pageBreak = "\u{0C}\n"
}

/// The rows of a result as a template wants them: each value as a person reads it.
struct TemplateRows: Sendable {
  private let table: ResultTable
  private let escape: @Sendable (String) -> String
  /// Whether a column of whole numbers holds anything but years, which are not grouped.
  private let isGrouped: [Bool]

  init(_ table: ResultTable, escape: @escaping @Sendable (String) -> String = { $0 }) {
    self.table = table
    self.escape = escape
    isGrouped = table.fields.map { CellText.groupsThousands($0.column) }
  }

  var count: Int { table.rowCount }

  func row(_ row: Int) -> TemplateRow {
    let fields = table.fields.indices.map { field(table.fields[$0].column, row, isGrouped[$0]) }
    return TemplateRow(fields: fields, escape: escape)
  }

  private func field(_ column: Column, _ row: Int, _ isGrouped: Bool) -> TemplateRow.Field {
    switch column.value(row) {
    case .truth(let truth): .truth(truth)
    case .textSet(let texts): .list(texts)
    case let value: CellText.text(value, type: column.type, grouped: isGrouped).map { .text($0) } ?? .missing
    }
  }
}

/// What a `compose` clause asks for, read and checked against the columns: nothing has been computed or written yet.
struct ComposeOrder: Sendable {
  let template: TextTemplate
  /// The template of the files' names, and the text of it; nil where the texts are shown.
  let target: (template: TextTemplate, text: String)?
  let clause: ComposeClause
  let isHTML: Bool

  /// The texts of an answer.
  func texts(_ table: ResultTable) -> ComposedTexts {
    ComposedTexts(
      template: template, rows: isHTML ? TemplateRows(table, escape: TemplateEscaping.html) : TemplateRows(table))
  }
}

extension Session {
  /// The texts that the clauses of a query ask for, in their order.
  func orders(_ clauses: [Clause], names: [String], _ turn: Turn) throws(Failure) -> [ComposeOrder] {
    var orders: [ComposeOrder] = []
    for clause in clauses {
      guard case .compose(let compose) = clause.kind else { continue }
      orders.append(try order(compose, names, turn))
    }
    return orders
  }

  private func order(_ compose: ComposeClause, _ names: [String], _ turn: Turn) throws(Failure) -> ComposeOrder {
    let source = try template(compose, turn)
    let ending = compose.target.map { $0.lowercased() } ?? ""
    var target: (TextTemplate, String)?
    if let text = compose.target { target = (try read(SourceText(text, name: "file name"), names), text) }
    return ComposeOrder(
      template: try read(source, names), target: target, clause: compose,
      isHTML: ending.hasSuffix(".html") || ending.hasSuffix(".htm"))
  }

  private func read(_ source: SourceText, _ names: [String]) throws(Failure) -> TextTemplate {
    do throws(Diagnostic) { return try TextTemplate(source, names: names) } catch { throw Failure(error, in: source) }
  }

  /// What holds `{{` is the template itself; anything else names its file.
  private func template(_ compose: ComposeClause, _ turn: Turn) throws(Failure) -> SourceText {
    if compose.template.contains("{{") { return SourceText(compose.template, name: "template") }
    let looksLikeFile = !compose.template.contains { $0.isWhitespace } && compose.template.contains(".")
    do throws(Diagnostic) {
      return SourceText(bytes: try FileContents.read(path(of: compose.template)), name: compose.template)
    } catch {
      guard !looksLikeFile else { throw turn.failure(located(error, compose), status: .file) }
      throw turn.failure(
        Diagnostic(
          "bad-template", "This names no column, and there is no file of that name.", at: compose.templateSpan,
          notes: [
            "A column stands in braces: compose \"Dear {{name}}, …\"",
            "A longer text lies in a file: compose \"letter.txt\"",
          ]))
    }
  }

  private func located(_ mistake: Diagnostic, _ compose: ComposeClause) -> Diagnostic {
    var mistake = mistake
    mistake.span = compose.templateSpan
    return mistake
  }

  /// Writes the texts of an answer to their files, or hands them on to be shown.
  func compose(_ order: ComposeOrder, _ answer: Answer, _ turn: Turn) throws(Failure) -> Outcome.Content {
    try checkBook(turn)
    let texts = order.texts(answer.table)
    guard let target = order.target else { return .texts(texts) }
    do {
      return .message(try TextFiles(texts, target.template, target.text, answer.table, order.clause.isForced).write())
    } catch var mistake as Diagnostic {
      mistake.span = order.clause.targetSpan
      throw turn.failure(mistake, status: .file)
    } catch {
      throw turn.failure(
        Diagnostic("cannot-write", "“\(target.text)” cannot be written: \(error).", at: order.clause.targetSpan),
        status: .file)
    }
  }
}
