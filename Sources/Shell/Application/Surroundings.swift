import Glibc
import Session
import Text

/// Where the program runs: on a terminal or in a pipe, and what that means for what it writes.
struct Surroundings {
  /// A person types and reads.
  let isInteractive: Bool
  let printer: Printer

  init(_ invocation: Invocation) throws(UsageError) {
    let output = StandardStream.output
    let asks = invocation.statements.isEmpty && invocation.script == nil
    isInteractive = asks && isatty(STDIN_FILENO) == 1 && output.isTerminal
    var mode: OutputMode = output.isTerminal ? .table : .format("csv")
    if let name = invocation.format {
      guard let named = OutputMode(named: name) else {
        throw UsageError("There is no format “\(name)”. There are \(Wording.list(OutputMode.names)).")
      }
      mode = named
    }
    if let width = invocation.width, width < 20 { throw UsageError("A width has to be at least 20.") }
    var printer = Printer(
      mode: mode,
      color: output.isTerminal && !invocation.refusesColor && !invocation.isPlain && !Environment.refusesColor,
      isInteractive: isInteractive, showsAllRows: !output.isTerminal || (invocation.format != nil && !isInteractive))
    printer.errorFormat = invocation.errorFormat
    printer.isModeAsked = invocation.format != nil
    printer.ascii =
      invocation.isPlain || !Environment.speaksUnicode || (output.isTerminal && Environment.isDumbTerminal)
    printer.fixedWidth = invocation.width
    self.printer = printer
  }
}
