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
  /// Somebody named the mode; otherwise it follows from where the output goes.
  var isModeAsked = false
  /// Drawn with nothing but ASCII.
  var ascii = false
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
    case .chart(let charted): show(charted)
    case .texts(let texts): show(texts)
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
    case .chart: drawFitting(answer)
    case .format(let name):
      if let title = answer.title { tell(title) }
      guard let format = OutputFormat.named(name) else { return }
      write(answer.table, as: format)
    }
  }

  /// A chart that was asked for is drawn, also into a pipe; where a file format was asked for, the rows are what is wanted.
  private func show(_ charted: ChartedAnswer) {
    guard mode.isForPeople || !isModeAsked else {
      tell("Not drawn: answers are written as \(mode.name).")
      return show(charted.answer)
    }
    draw(charted.answer, charted.plan)
  }

  /// Draws an answer for which nobody asked for a chart; lists it where there is nothing to draw.
  private func drawFitting(_ answer: Answer) {
    guard let plan = try? ChartKind.fitting(ChartColumns(answer.table)) else { return draw(answer, .fitted) }
    draw(answer, plan)
  }

  private func draw(_ answer: Answer, _ plan: ChartPlan) {
    if let title = answer.title { output.writeLine(style.bold(TerminalText.safe(title))) }
    let chart = plan.chart(of: answer.table, mostRows: showsAllRows ? nil : Printer.rowsOnTerminal)
    output.write(ChartRenderer.text(chart, style: TableStyle(width: width, ascii: ascii, color: color)))
    showFooter(of: answer)
  }

  /// Into a pipe go the texts as they would go into a file; on a terminal they are made safe to look at.
  private func show(_ texts: ComposedTexts) {
    let isTerminal = output.isTerminal
    let shown = showsAllRows ? texts.count : min(texts.count, Printer.rowsOnTerminal)
    let rule = style.dim(String(repeating: ascii ? "-" : "─", count: min(width, 40))) + "\n"
    var pending = ""
    for row in 0..<shown {
      if row > 0, !texts.isOneLine { pending += isTerminal ? rule : ComposedTexts.pageBreak }
      pending += isTerminal ? TerminalText.safe(texts.text(row)) : texts.text(row)
      guard pending.utf8.count > 1 << 16 else { continue }
      output.write(pending)
      pending = ""
    }
    output.write(pending)
    if shown < texts.count { tell("first \(Wording.number(shown)) texts of \(Wording.number(texts.count))") }
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
      ascii: ascii, color: color)
    output.write(TableRenderer.text(answer.table, style: table))
    showFooter(of: answer)
  }

  private func showFooter(of answer: Answer) {
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
