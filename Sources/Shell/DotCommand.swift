import Diagnostics
import Output
import Query
import Session
import Syntax

/// What is asked of the shell and not of the book: how answers look, help, leaving. Never part of a script.
struct DotCommand: Sendable {
  let name: String
  let usage: String
  let summary: String
  /// Does it; false leaves the prompt.
  let run: @Sendable (_ argument: String, _ prompt: inout Prompt) -> Bool

  static let all: [DotCommand] = [.help, .last, .mode, .width, .timer, .quit]

  static func named(_ name: String) -> DotCommand? { all.first { $0.name == name.lowercased() } }

  static let help = DotCommand(name: ".help", usage: ".help [WORD]", summary: "statements, or what one word means") {
    argument, prompt in
    prompt.printer.tell(argument.isEmpty ? HelpText.overview : HelpText.about(argument, prompt.session))
    return true
  }

  static let last = DotCommand(name: ".last", usage: ".last", summary: "shows the last answer again") { _, prompt in
    if let answer = prompt.session.lastAnswer {
      prompt.printer.show(answer)
    } else {
      prompt.printer.tell("Nothing has been asked yet.")
    }
    return true
  }

  static let mode = DotCommand(
    name: ".mode", usage: ".mode [NAME]", summary: "how answers are written: table, record, chart, csv …"
  ) { argument, prompt in
    let names = Wording.list(OutputMode.names)
    if argument.isEmpty {
      prompt.printer.tell("Answers are written as \(prompt.printer.mode.name). There are \(names).")
    } else if let mode = OutputMode(named: argument) {
      prompt.printer.mode = mode
      prompt.printer.isModeAsked = true
    } else {
      prompt.printer.tell("There is no way of writing “\(argument)”. There are \(names).")
    }
    return true
  }

  static let width = DotCommand(
    name: ".width", usage: ".width [CELLS | auto]", summary: "how wide tables may be; auto follows the terminal"
  ) { argument, prompt in
    if argument.isEmpty {
      prompt.printer.tell("Tables are at most \(prompt.printer.width) cells wide.")
    } else if argument.lowercased() == "auto" {
      prompt.printer.fixedWidth = nil
    } else if let cells = Int(argument), (20...10_000).contains(cells) {
      prompt.printer.fixedWidth = cells
    } else {
      prompt.printer.tell("A width is a whole number from 20 to 10000, or auto.")
    }
    return true
  }

  static let timer = DotCommand(
    name: ".timer", usage: ".timer [on | off]", summary: "whether the time is shown under answers"
  ) { argument, prompt in
    switch argument.lowercased() {
    case "on": prompt.printer.timer = true
    case "off": prompt.printer.timer = false
    case "": prompt.printer.tell("The time is \(prompt.printer.timer ? "" : "not ")shown.")
    default: prompt.printer.tell("Write .timer on or .timer off.")
    }
    return true
  }

  static let quit = DotCommand(name: ".quit", usage: ".quit", summary: "leaves; so does Ctrl-D") { _, prompt in
    !prompt.mayLeave()
  }
}

/// What `.help` says: put together from the commands' and functions' own texts.
enum HelpText {
  static var overview: String {
    let statements = Command.all.map { ($0.usage, $0.summary) }
    let dots = DotCommand.all.map { ($0.usage, $0.summary) }
    return """
      Statements
      \(lines(statements))

      Of the prompt itself
      \(lines(dots))

      .help WORD says more about a statement, a function or a measure. Tab completes; Enter runs a complete statement.
      """
  }

  private static func lines(_ entries: [(usage: String, summary: String)]) -> String {
    entries.map { "  \($0.usage)\n      \($0.summary)" }.joined(separator: "\n")
  }

  private static func about(_ clause: ClauseRow) -> String {
    let kinds = clause.word == .chart ? "\n\n" + lines(ChartKind.all.map { ($0.name, $0.help) }) : ""
    return "\(clause.usage)\n    \(clause.help)\(kinds)\n    for example: \(clause.example)"
  }

  static func about(_ word: String, _ session: Session) -> String {
    if let clause = ClauseTable.all.first(where: { $0.word.rawValue == word.lowercased() }) { return about(clause) }
    if let command = Command.named(word) { return "\(command.usage)\n\n\(command.help)" }
    if let dot = DotCommand.named(word) ?? DotCommand.named("." + word) { return "\(dot.usage)\n    \(dot.summary)" }
    if let function = Function.named(word) { return FunctionHelp.text(function) }
    if let aggregate = AggregateFunction.all.first(where: { $0.name == word.lowercased() }) {
      return "\(aggregate.name): \(aggregate.doc)\n    for example: \(aggregate.example)"
    }
    if session.describableNames.contains(word) { return "describe \(word) says what it is." }
    let names =
      Command.all.compactMap { $0.word?.rawValue } + Function.all.map(\.name) + AggregateFunction.all.map(\.name)
    let nearest = Suggestions.nearest(word, among: names).map { " Did you mean \($0)?" } ?? ""
    return "There is no help about “\(word)”.\(nearest)"
  }
}
