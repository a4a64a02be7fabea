import Book
import Diagnostics
import Glibc
import SampleBook
import Session
import Syntax

/// What the commands of the command line do. Each gives the status of the process.
public enum Application {
  /// Opens the prompt on a book, or runs what `-c`, a script or the standard input says.
  public static func open(_ invocation: Invocation) throws -> Int32 {
    guard !invocation.books.isEmpty else {
      throw UsageError(
        """
        Which book? Name a folder of CSV files, or the files:

            kenal shop/
            kenal customers.csv purchases.csv

        kenal demo opens a sample to try things on.
        """)
    }
    let isDemo = try namesDemo(invocation.books)
    let surroundings = try Surroundings(invocation)
    do throws(Failure) {
      let access = Access.needed(by: invocation)
      let opened = isDemo ? try Opening.sample() : try load(invocation.books, access: access)
      return try talk(opened, invocation, surroundings, isDemo: isDemo)
    } catch {
      surroundings.printer.show(error.diagnostics, in: error.source)
      return error.status.rawValue
    }
  }

  /// The same on the sample shop, made on the spot.
  public static func demo(_ invocation: Invocation) throws -> Int32 {
    guard (0...1_000_000).contains(invocation.sampleCustomers) else {
      throw UsageError("The sample can have up to 1,000,000 customers here; kenal sample writes larger ones to files.")
    }
    let surroundings = try Surroundings(invocation)
    do throws(Failure) {
      return try talk(try Opening.sample(customers: invocation.sampleCustomers), invocation, surroundings, isDemo: true)
    } catch {
      surroundings.printer.show(error.diagnostics, in: error.source)
      return error.status.rawValue
    }
  }

  private static func talk(
    _ opened: Opening.Opened, _ invocation: Invocation, _ surroundings: Surroundings, isDemo: Bool = false
  ) throws(Failure) -> Int32 {
    var session = opened.session
    let printer = surroundings.printer
    opened.outcomes.forEach(printer.show)
    if !isDemo { tellOfLoading(session, surroundings) }
    try Arguments.apply(invocation, to: &session)
    Interrupts.watch()
    let options = RunOptions(keepsGoing: invocation.keepsGoing, isCancelled: { Interrupts.isRaised })
    if let script = invocation.script {
      return try session.runScript(at: script, options: options, emit: printer.show).rawValue
    }
    if !invocation.statements.isEmpty {
      let source = SourceText(invocation.statements.joined(separator: "\n"))
      return session.run(source, options: options, emit: printer.show).rawValue
    }
    guard surroundings.isInteractive else { return runInput(&session, options, printer) }
    return prompt(session, printer, isDemo ? Welcome.demo(session) : Welcome.book(session))
  }

  /// Whether the sample is meant: `demo`, where there is no such file or folder.
  static func namesDemo(_ books: [String]) throws(UsageError) -> Bool {
    guard books.contains("demo"), access("demo", F_OK) != 0 else { return false }
    if let other = books.first(where: { $0 != "demo" }) {
      throw UsageError("The book demo stands alone, so what is “\(other)”? A script's parameter is written name=value.")
    }
    return true
  }

  /// Loads the folders and files that were named.
  static func load(_ books: [String], access: BookFile.Access = .reading) throws(Failure) -> Opening.Opened {
    let progress = ProgressLine()
    defer { progress.erase() }
    return try Opening.open(books, access: access, progress: progress.show)
  }

  /// What loading found: all of it at the prompt, only what went wrong elsewhere; never among the data.
  private static func tellOfLoading(_ session: Session, _ surroundings: Surroundings) {
    let text = LoadText(report: session.report)
    for line in surroundings.isInteractive ? text.full : text.brief {
      StandardStream.error.writeLine(TerminalText.safe(line))
    }
  }

  /// Runs what comes through the standard input, as one script.
  private static func runInput(_ session: inout Session, _ options: RunOptions, _ printer: Printer) -> Int32 {
    switch PipedSource().next(prompt: "") {
    case .entry(let text): session.run(SourceText(text, name: "input"), options: options, emit: printer.show).rawValue
    case .interrupted: RunStatus.cancelled.rawValue
    case .end, .terminated: RunStatus.success.rawValue
    }
  }

  private static func prompt(
    _ session: Session, _ printer: Printer, _ welcome: String
  ) -> Int32 {
    let shared = SharedSession(session)
    let language = PlainEditor.Language(
      isComplete: { $0.hasPrefix(".") || Parser.isComplete(SourceText($0)) },
      complete: { Completer(session: shared.session).complete($0, at: $1) })
    let editor = PlainEditor(language: language, keepsHistory: true) { printer.show([$0], in: nil) }
    guard let editor else {
      printer.show(
        [Diagnostic("no-terminal", "This terminal cannot be used for typing.", notes: ["Use -c or a pipe instead."])],
        in: nil)
      return RunStatus.usage.rawValue
    }
    printer.tell(welcome)
    var prompt = Prompt(session: session, printer: printer, lines: editor) { shared.session = $0.withoutAnswer }
    return prompt.run()
  }
}

/// The conversation as completion sees it: the state after the last entry.
final class SharedSession {
  var session: Session
  init(_ session: Session) { self.session = session }
}
