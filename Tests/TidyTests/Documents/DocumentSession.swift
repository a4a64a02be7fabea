import Book
import Columns
import Diagnostics
import Foundation
import Output

@testable import Session
@testable import Shell

/// The conversation that a document's examples are: with the sample shop, one after the other, printed as the prompt does.
struct DocumentSession {
  /// What a block of statements printed, and whether all of them went well.
  struct Printed {
    var lines: [String]
    var isSuccess: Bool
  }

  /// The sample shop, made once; each conversation is a copy of its beginning.
  static let beginning = Swift.Result { try Opening.sample(clock: .fixed(20_634)).session }

  private var session: Session
  /// How many cells a line has.
  private let width: Int
  /// Where the examples' files go: named by the examples alone, so that nothing is written beside the document.
  private let folder: URL

  init(width: Int = 100) throws {
    self.width = width
    session = try DocumentSession.fresh()
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("kenal-document-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  /// A conversation with a sample of its own, since examples change it.
  static func fresh() throws -> Session {
    let beginning = try beginning.get()
    var session = Session(
      store: BookStore(inMemory: beginning.book), report: beginning.report, clock: .fixed(20_634))
    session.customaryToday = beginning.today
    session.today = beginning.today
    return session
  }

  func removeFiles() { try? FileManager.default.removeItem(at: folder) }

  /// Runs a block of statements. A file that it names lies in a folder of this conversation.
  mutating func run(_ block: [String]) -> Printed {
    let prefix = folder.path + "/"
    let words = ["export \"", "in file \"", "run \"", "import \"", "sqlite \"", "into \""]
    let text = words.reduce(block.joined(separator: "\n")) {
      $0.replacingOccurrences(of: $1, with: $1 + prefix)
    }
    var printed = ""
    let status = session.run(SourceText(text)) { [width] in printed += DocumentSession.text($0, width) }
    let lines = printed.replacingOccurrences(of: prefix, with: "").split(
      separator: "\n", omittingEmptySubsequences: false)
    let trimmed = lines.map { String($0.reversed().drop { $0 == " " }.reversed()) }
    return Printed(lines: trimmed.last == "" ? trimmed.dropLast() : trimmed, isSuccess: status == .success)
  }

  /// What the examples wrote: each file's name, and its first lines.
  func writtenFiles() throws -> [String] {
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    return try names.flatMap { name in
      let text = try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
      return ["", "\(name):"] + text.split(separator: "\n").prefix(4).map(String.init)
    }
  }

  private static func text(_ outcome: Outcome, _ width: Int) -> String {
    let content =
      switch outcome.content {
      case .answer(let answer): text(answer, width)
      case .chart(let charted): text(charted, width)
      case .texts(let texts): (0..<min(texts.count, Printer.rowsOnTerminal)).map(texts.text).joined()
      case .text(let text), .message(let text): text + "\n"
      case .page(let page): page.text(80) + "\n"
      case .failure: ""
      }
    return content + text(outcome.diagnostics, outcome.source, width)
  }

  private static func text(_ answer: Answer, _ width: Int) -> String {
    let table = TableRenderer.text(answer.table, style: TableStyle(width: width, maxRows: Printer.rowsOnTerminal))
    let footer = Footer.text(answer, timer: false, width: width)
    return (answer.title.map { $0 + "\n" } ?? "") + table + (footer.isEmpty ? "" : footer + "\n")
  }

  private static func text(_ charted: ChartedAnswer, _ width: Int) -> String {
    let chart = charted.plan.chart(of: charted.answer.table, mostRows: Printer.rowsOnTerminal)
    let footer = Footer.text(charted.answer, timer: false, width: width)
    return ChartRenderer.text(chart, style: TableStyle(width: width)) + (footer.isEmpty ? "" : footer + "\n")
  }

  /// Notes say what they are about; errors and warnings show the place.
  private static func text(_ diagnostics: [Diagnostic], _ source: SourceText, _ width: Int) -> String {
    let shown = diagnostics.map { diagnostic in
      guard diagnostic.severity == .note else { return diagnostic }
      var brief = diagnostic
      brief.span = nil
      brief.suggestion = nil
      return brief
    }
    return DiagnosticRenderer.text(shown, source: source, width: width, color: false)
  }
}
