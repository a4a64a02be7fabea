import CivilTime
import Diagnostics
import Interchange
import SampleBook
import Session
import Syntax

extension Application {
  /// Whether an argument of `kenal run` is `name=value` and not a book.
  public static func isParameter(_ argument: String) -> Bool {
    guard let sign = argument.firstIndex(of: "=") else { return false }
    return Arguments.isName(argument[..<sign])
  }

  /// Writes a sample shop as CSV files into a folder, with a schema that says which day it ends.
  public static func sample(folder: String, customers: Int, seed: UInt64) throws -> Int32 {
    guard (0...100_000_000).contains(customers) else {
      throw UsageError("The number of customers has to lie between 0 and 100,000,000.")
    }
    let shop = SampleShop(customers: customers, seed: seed)
    do {
      try shop.writeFolder(folder)
      let schema = "-- The last day of this sample.\nset today = \(IsoText.date(shop.lastDay))\n"
      try AtomicFile.write(path: "\(folder)/\(Schema.fileName)") { sink in try sink(Array(schema.utf8)) }
    } catch let error as SampleFolderError {
      report([Diagnostic("cannot-write", error.message)], in: nil)
      return RunStatus.file.rawValue
    } catch let diagnostic as Diagnostic {
      report([diagnostic], in: nil)
      return RunStatus.file.rawValue
    }
    StandardStream.error.writeLine(
      TerminalText.safe(
        """
        Wrote \(Wording.list(SampleShop.tableNames.map { $0 + ".csv" })) and \(Schema.fileName) into \(folder).
        Open it with: kenal \(folder)
        """))
    return RunStatus.success.rawValue
  }

  /// Formats scripts in place; with `check`, only says which would change. `-` goes from the standard input to the output.
  public static func format(_ files: [String], check: Bool) throws -> Int32 {
    var worst = RunStatus.success
    for file in files {
      do throws(Failure) {
        if try format(file, check: check) { worst = max(worst, .query) }
      } catch {
        report(error.diagnostics, in: error.source)
        worst = max(worst, error.status)
      }
    }
    return worst.rawValue
  }

  /// Whether the file would change and `check` keeps it as it is.
  private static func format(_ file: String, check: Bool) throws(Failure) -> Bool {
    let source: SourceText
    if file == "-" {
      guard case .entry(let text) = PipedSource().next(prompt: "") else { return false }
      source = SourceText(text, name: "input")
    } else {
      do throws(Diagnostic) {
        source = SourceText(bytes: try FileContents.read(file), name: file)
      } catch {
        throw Failure(error, in: SourceText(""), status: .file)
      }
    }
    let (text, diagnostics) = Formatter.format(source)
    let mistakes = diagnostics.filter { $0.severity == .error }
    guard mistakes.isEmpty else { throw Failure(mistakes, in: source) }
    let changes = Array(text.utf8) != source.bytes
    if check {
      if changes { StandardStream.error.writeLine(TerminalText.safe("\(file) would change.")) }
      return changes
    }
    if file == "-" {
      StandardStream.output.write(text)
    } else if changes {
      do throws(Diagnostic) {
        try ScriptFile.replace(file, with: Array(text.utf8))
      } catch {
        throw Failure(error, in: SourceText(""), status: .file)
      }
    }
    return false
  }

  static func report(_ diagnostics: [Diagnostic], in source: SourceText?) {
    var printer = Printer(mode: .table, color: false, isInteractive: false, showsAllRows: true)
    printer.color = StandardStream.error.isTerminal && !Environment.refusesColor
    printer.show(diagnostics, in: source)
  }
}
