import ArgumentParser
import Shell

extension ErrorFormat: ExpressibleByArgument {}

/// The options of every command that asks a book.
struct AskOptions: ParsableArguments {
  @Option(name: .shortAndLong, parsing: .singleValue, help: "Run these statements and leave; may be given again.")
  var command: [String] = []

  @OptionGroup var answers: AnswerOptions

  var invocation: Invocation {
    var invocation = answers.invocation
    invocation.statements = command
    return invocation
  }
}

/// How answers and mistakes are written, and what statements start from.
struct AnswerOptions: ParsableArguments {
  @Option(help: "How answers are written: table, record, chart, csv, tsv, json, jsonl, markdown.")
  var format: String?

  @Option(help: "How mistakes are written: text or json.")
  var errorFormat: ErrorFormat = .text

  @Option(help: "Ask as if today were this date, such as 2026-01-31.")
  var today: String?

  @Option(parsing: .singleValue, help: ArgumentHelp("The value of $name in statements.", valueName: "name=value"))
  var param: [String] = []

  @Flag(help: "Go on after a statement that failed.")
  var keepGoing = false

  @Option(help: "How many cells wide tables may be.")
  var width: Int?

  @Flag(help: "No colours.")
  var noColor = false

  @Flag(help: "Draw with ASCII alone, and no colours.")
  var plain = false

  var invocation: Invocation {
    var invocation = Invocation()
    invocation.format = format
    invocation.errorFormat = errorFormat
    invocation.today = today
    invocation.parameters = param
    invocation.keepsGoing = keepGoing
    invocation.width = width
    invocation.refusesColor = noColor
    invocation.isPlain = plain
    return invocation
  }
}

extension ParsableCommand {
  /// Ends the process unless all went well.
  func finish(_ status: Int32) throws {
    if status != 0 { throw ExitCode(status) }
  }
}
