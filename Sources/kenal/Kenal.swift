import ArgumentParser
import Glibc
import Shell

/// The command line: which words mean what. What they do is in Shell.
@main
struct Kenal: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "kenal", abstract: "Ask a book of customers, and get answers.",
    discussion: """
      A book is a folder of CSV files, or the files. Without statements the prompt opens; there, .help says what can be \
      asked. Answers go to the standard output, everything else to the standard error; into a pipe they go as CSV.

      Exit status: 0 all went well, 1 a statement could not be answered, 2 the command line was wrong, 3 the book could \
      not be read, 4 a script or an output file could not be used, 130 interrupted.
      """,
    version: "kenal 0.1",
    subcommands: [
      OpenBook.self, Demo.self, RunScript.self, Sample.self, ExportTables.self, FormatScripts.self,
      ImportFiles.self, CheckBook.self, CompactBook.self, RescueBook.self,
    ],
    defaultSubcommand: OpenBook.self)

  static func main() {
    do {
      if let invocation = PlainCommandLine.invocation(CommandLine.arguments.dropFirst()) {
        Glibc.exit(try Application.open(invocation))
      }
      var command = try parseAsRoot()
      try command.run()
    } catch let error as UsageError {
      StandardStream.error.writeLine("kenal: \(error.message)")
      Glibc.exit(2)
    } catch {
      let status = exitCode(for: error).rawValue
      let message = fullMessage(for: error)
      if !message.isEmpty { (status == 0 ? StandardStream.output : .error).writeLine(message) }
      // The parser has a number of its own for a wrong command line; ours is 2.
      Glibc.exit(status == ExitCode.validationFailure.rawValue ? 2 : status)
    }
  }
}
