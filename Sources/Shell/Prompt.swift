import CivilTime
import Diagnostics
import Session
import Syntax

/// The prompt: reads an entry, runs it, shows what came of it, until the person leaves.
struct Prompt {
  var session: Session
  var printer: Printer
  private let lines: any LineSource
  /// Hears of the conversation's state after each entry.
  private let onChange: (Session) -> Void
  /// The person was told what leaving would lose, and has saved nothing since.
  private var warnedAbout: [String] = []

  init(session: Session, printer: Printer, lines: any LineSource, onChange: @escaping (Session) -> Void = { _ in }) {
    self.session = session
    self.printer = printer
    self.lines = lines
    self.onChange = onChange
  }

  /// Ends with the status of the process: leaving is success, whatever went wrong on the way.
  mutating func run() -> Int32 {
    while true {
      // From here on an interrupt is meant for what is typed next, and once it is entered for its query.
      Interrupts.clear()
      switch lines.next(prompt: text) {
      case .entry(let entry):
        guard !entry.allSatisfy(\.isWhitespace) else { continue }
        lines.remember(entry)
        guard runEntry(entry) else { return 0 }
      case .interrupted: continue
      case .end: if mayLeave() { return 0 }
      case .terminated: return 143
      }
    }
  }

  /// The book's name, and the day where it is not today's.
  private var text: String {
    let day = session.today.map { " (\(IsoText.date($0)))" } ?? ""
    let name = TerminalText.safe(session.book.name) + day
    guard printer.color else { return "\(name)> " }
    // The marks say that what is between them takes no room.
    return "\u{1}\u{1b}[1m\u{1}\(name)>\u{1}\u{1b}[0m\u{1} "
  }

  private mutating func runEntry(_ entry: String) -> Bool {
    let words = entry.split(maxSplits: 1, whereSeparator: \.isWhitespace).map(String.init)
    let argument = words.count > 1 ? words[1].split(whereSeparator: \.isWhitespace).joined(separator: " ") : ""
    if let word = words.first, word.hasPrefix(".") {
      guard let command = DotCommand.named(word) else {
        unknownDotCommand(word)
        return true
      }
      return command.run(argument, &self)
    }
    if let command = Prompt.habit(entry) { return command.run("", &self) }
    let options = RunOptions(keepsGoing: false, isCancelled: { Interrupts.isRaised })
    let (source, printer) = (SourceText(entry), printer)
    let questions = ParameterQuestions(lines: lines, printer: printer)
    guard let values = questions.values(for: session.openParameters(of: source)) else { return true }
    session.run(source, with: values, options: options) { outcome in
      printer.show(outcome)
      if !outcome.forgotten.isEmpty { lines.reloadHistory() }
    }
    onChange(session)
    return true
  }

  /// Words that people type from habit.
  private static func habit(_ entry: String) -> DotCommand? {
    switch entry.lowercased().filter({ $0 != ";" && !$0.isWhitespace }) {
    case "quit", "exit", "\\q", "bye": .quit
    case "help", "?", "\\h", "\\?": .help
    default: nil
    }
  }

  private func unknownDotCommand(_ word: String) {
    let names = DotCommand.all.map(\.name)
    let nearest = Suggestions.nearest(word, among: names).map { " Did you mean \($0)?" } ?? ""
    printer.tell("There is no \(word).\(nearest) There are \(Wording.list(names)).")
  }

  /// Whether nothing would be lost on leaving, or the person has been told and leaves all the same.
  mutating func mayLeave() -> Bool {
    let unsaved = session.unsavedNames
    guard !unsaved.isEmpty, unsaved != warnedAbout else { return true }
    warnedAbout = unsaved
    printer.tell(
      """
      Not kept anywhere: \(Wording.list(unsaved)). To keep \(unsaved.count == 1 ? "it" : "them"), put this into \
      \(Schema.fileName) in the folder of the book:

      \(session.unsavedText)

      Leave again (.quit or Ctrl-D) to leave without.
      """)
    return false
  }
}
