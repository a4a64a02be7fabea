import Diagnostics
import Query
import Syntax

extension Command {
  static let run = Command(
    .run,
    help: """
      Runs a script, or a query that was saved. In it, $name stands for the value that is given here. What a script saves
      stays saved, and its last query can be continued. A script that runs another names it relative to its own folder.

          run "monday.kq"
          run "winback.kq" days = 120d, city = "Depok"
          run quiet
      """)
}

extension Session {
  /// Scripts that run scripts: no deeper than this.
  static let deepestScript = 16

  mutating func runScript(_ statement: RunStatement, _ turn: Turn) throws(Failure) -> RunStatus {
    var values: [String: Expression] = [:]
    for argument in statement.arguments {
      let (value, _, found) = Resolver.constant(argument.value, in: context)
      guard value != nil else {
        let reason = Diagnostic(
          "not-a-value", "The value of \(argument.name.text) has to be known before the script runs.",
          at: argument.value.span, notes: ["Write a value, as in: days = 120d"])
        throw Failure(found.isEmpty ? [reason] : found, in: turn.source)
      }
      values[argument.name.text] = argument.value.binding(parameters)
    }
    switch statement.target {
    case .query(let name):
      try runQuery(name, values: values, turn)
      return .success
    case .file(let file, let span): return try runScript(file, at: span, values: values, turn)
    }
  }

  private mutating func runScript(
    _ file: String, at span: Span, values: [String: Expression], _ turn: Turn
  ) throws(Failure) -> RunStatus {
    do throws(Failure) {
      return try runScript(at: path(of: file), values: values, options: turn.options, emit: turn.emit)
    } catch {
      // What is wrong with the file is shown at the statement that names it.
      var failure = error
      if let first = failure.diagnostics.first, first.span == nil {
        failure.diagnostics[0].span = span
        failure.source = turn.source
      }
      throw failure
    }
  }

  /// Runs a script file with these values of its parameters, above those of the conversation.
  public mutating func runScript(
    at path: String, values: [String: Expression] = [:], options: RunOptions, emit: (Outcome) -> Void
  ) throws(Failure) -> RunStatus {
    let source: SourceText
    do throws(Diagnostic) {
      source = SourceText(bytes: try FileContents.read(path), name: path)
    } catch {
      throw Failure(error, in: SourceText(""), status: .file)
    }
    guard !scripts.contains(path), scripts.count < Session.deepestScript else {
      let way = (scripts + [path]).suffix(4).joined(separator: " → ")
      throw Failure(
        Diagnostic(
          "script-in-circle",
          "This script runs itself, or scripts run each other more than \(Session.deepestScript) deep.",
          notes: ["The way here: \(way)"]),
        in: SourceText(""))
    }
    let outer = (parameters, lastQuery)
    parameters = (scripts.isEmpty ? parameters : [:]).merging(values) { $1 }
    lastQuery = nil
    scripts.append(path)
    defer {
      scripts.removeLast()
      parameters = outer.0
      if lastQuery == nil { lastQuery = outer.1 }
    }
    return run(source, options: options, emit: emit)
  }

  /// A file that a script names lies beside the script; one that is typed, in the current folder.
  func path(of file: String) -> String {
    guard !file.hasPrefix("/"), let script = scripts.last, let slash = script.lastIndex(of: "/") else { return file }
    return String(script[...slash]) + file
  }
}
