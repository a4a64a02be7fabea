import Columns
import Diagnostics
import Interchange
import Output
import Session
import Text

/// How diagnostics are written.
public enum ErrorFormat: String, Sendable, CaseIterable { case text, json }

/// Writes outcomes: data to the standard output, everything else to the standard error; at the prompt, all to the terminal.
struct Printer {
  /// Rows that a table on a terminal shows; exports and pipes get all.
  static let rowsOnTerminal = 40

  var mode: OutputMode
  var errorFormat: ErrorFormat = .text
  /// The width asked for; nil for the terminal's.
  var fixedWidth: Int?
  var color: Bool
  var timer: Bool
  /// A person types and reads: messages and data share one stream, and answers have a footer.
  let isInteractive: Bool
  /// All rows are shown, however many.
  var showsAllRows: Bool

  private let output = StandardStream.output
  private let error = StandardStream.error

  init(mode: OutputMode, color: Bool, isInteractive: Bool, showsAllRows: Bool) {
    self.mode = mode
    self.color = color
    timer = isInteractive
    self.isInteractive = isInteractive
    self.showsAllRows = showsAllRows
  }

  var width: Int { fixedWidth ?? output.columns ?? 80 }

  private var style: Style { Style(color: color) }

  func show(_ outcome: Outcome) {
    switch outcome.content {
    case .answer(let answer): show(answer)
    case .text(let text): output.writeLine(TerminalText.safe(text))
    case .page(let page): show(page)
    case .message(let text): tell(text)
    case .failure: break
    }
    show(outcome.diagnostics, in: outcome.source)
    forget(outcome.forgotten)
  }

  /// What was typed about somebody who is forgotten goes with them, whoever typed it in whichever session.
  private func forget(_ words: [String]) {
    guard !words.isEmpty else { return }
    do throws(Diagnostic) { try HistoryFile.standard()?.forget(words) } catch { show([error], in: nil) }
  }

  /// A sentence for the person; not data.
  func tell(_ text: String) { (isInteractive ? output : error).writeLine(TerminalText.safe(text)) }

  func show(_ answer: Answer) {
    switch mode {
    case .table: draw(answer, .fitted)
    case .record: draw(answer, .record)
    case .format(let name):
      if let title = answer.title { tell(title) }
      guard let format = OutputFormat.named(name) else { return }
      write(answer.table, as: format)
    }
  }

  private func show(_ page: Page) {
    guard mode == .table else { return show(page.answer) }
    output.writeLine(TerminalText.safe(page.text(width)))
  }

  private func write(_ table: ResultTable, as format: OutputFormat) {
    guard let summary = try? format.write(table, to: { output.write($0) }), summary.neutralised > 0 else { return }
    tell(Export.neutralised(summary.neutralised))
  }

  private func draw(_ answer: Answer, _ layout: TableStyle.Layout) {
    if let title = answer.title { output.writeLine(style.bold(TerminalText.safe(title))) }
    let table = TableStyle(
      width: fixedWidth ?? output.columns, maxRows: showsAllRows ? nil : Printer.rowsOnTerminal, layout: layout,
      color: color)
    output.write(TableRenderer.text(answer.table, style: table))
    guard isInteractive else { return }
    let footer = Footer.text(answer, timer: timer, width: width)
    if !footer.isEmpty { output.writeLine(style.dim(footer)) }
  }

  /// Notes are one line each: what they are about was just seen. Errors and warnings show the place.
  func show(_ diagnostics: [Diagnostic], in source: SourceText?) {
    guard !diagnostics.isEmpty else { return }
    let stream = isInteractive ? output : error
    guard errorFormat == .text else {
      stream.write(DiagnosticJSON.lines(diagnostics, source: source))
      return
    }
    let shown = diagnostics.map { diagnostic in
      guard diagnostic.severity == .note else { return diagnostic }
      var brief = diagnostic
      brief.span = nil
      brief.suggestion = nil
      return brief
    }
    let width = fixedWidth ?? stream.columns ?? 80
    stream.write(DiagnosticRenderer.text(shown, source: source, width: width, color: color && stream.isTerminal))
  }
}

/// Our own text with names and values in it: line breaks stay, everything else that a terminal could obey is escaped.
enum TerminalText {
  static func safe(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { TerminalSafe.escape(String($0)) }
      .joined(separator: "\n")
  }
}
