import Diagnostics
import Session

extension Application {
  /// The databases that tables can be written for.
  public static let dialects = Session.dialects

  /// Writes the tables of a book clean into a folder, so that another engine can answer what `sql` prints.
  public static func exportTables(
    _ invocation: Invocation, to folder: String, dialect: String, force: Bool
  ) throws -> Int32 {
    let isDemo = try namesDemo(invocation.books)
    let surroundings = try Surroundings(invocation)
    let opened: Opening.Opened
    do throws(Failure) {
      opened = isDemo ? try Opening.sample() : try load(invocation.books)
    } catch {
      surroundings.printer.show(error.diagnostics, in: error.source)
      return error.status.rawValue
    }
    do {
      let written = try TableExport.write(opened.session, to: folder, dialect: dialect, force: force)
      for (table, rows) in written {
        StandardStream.error.writeLine(TerminalText.safe("\(table).csv: \(Wording.count(rows, of: "rows"))"))
      }
      StandardStream.error.writeLine(TerminalText.safe("\(folder)/\(TableExport.script) creates the tables."))
      return RunStatus.success.rawValue
    } catch let diagnostic as Diagnostic {
      report([diagnostic], in: nil)
      return RunStatus.file.rawValue
    }
  }
}
