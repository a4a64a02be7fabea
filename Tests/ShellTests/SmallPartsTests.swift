import Columns
import Diagnostics
import Query
import Session
import Syntax
import Testing

@testable import Shell

@Suite struct PasteTests {
  @Test func lineBreaksStayAndControlsGo() {
    #expect(KeyReader.cleaned(Array("a\r\nb\rc\n".utf8)) == "a\nb\nc")
    #expect(KeyReader.cleaned(Array("a\tb\u{7}\u{1b}[2Jc\u{7f}".utf8)) == "a b[2Jc")
    #expect(KeyReader.cleaned(Array("é 東 🙂  \n\n".utf8)) == "é 東 🙂")
    #expect(KeyReader.cleaned([0xff, 0x61]) == "\u{fffd}a")
  }
}

@Suite struct ArgumentTests {
  @Test func valuesReadAsTheLanguageDoes() throws {
    #expect(try Arguments.split("days=120d").name == "days")
    #expect(isLiteral(Arguments.value("120d")) { if case .duration = $0 { true } else { false } })
    #expect(isLiteral(Arguments.value("2026-01-31")) { if case .date = $0 { true } else { false } })
    #expect(isLiteral(Arguments.value("\"a b\"")) { $0 == .text("a b") })
    #expect(isLiteral(Arguments.value("Depok")) { $0 == .text("Depok") })
    #expect(isLiteral(Arguments.value("1; drop x")) { $0 == .text("1; drop x") })
    #expect(isLiteral(Arguments.value("")) { $0 == .text("") })
    guard case .unary(.minus, _, _) = Arguments.value("-5").kind else {
      Issue.record("a negative number is a value")
      return
    }
  }

  @Test(arguments: ["=5", "5a=1", "a b=1", "novalue"]) func othersAreNoParameters(_ text: String) {
    #expect(throws: Failure.self) { try Arguments.split(text) }
    #expect(!Application.isParameter(text))
  }

  private func isLiteral(_ expression: Expression, _ matches: (Literal) -> Bool) -> Bool {
    if case .literal(let literal) = expression.kind { return matches(literal) }
    return false
  }
}

@Suite struct FooterTests {
  private let table = ResultTable(fields: [], rowCount: 0)

  @Test func namesTheClauseThatRemovedMost() {
    let funnel = Funnel(
      start: 20_000,
      steps: [.init(clause: "where  spent\n > 500", rows: 2446), .init(clause: "where city = \"Depok\"", rows: 312)])
    let answer = Answer(table, funnel: funnel, nanoseconds: 3_200_000)
    #expect(
      Footer.text(answer, timer: true, width: 100) == "20,000 → 2,446 → 312 · most went at: where spent > 500 · 3.2 ms")
    #expect(Footer.text(Answer(table), timer: true, width: 100) == "")
    #expect(Footer.text(Answer(table, nanoseconds: 1000), timer: false, width: 100) == "")
  }

  @Test func whatCameFromTheOutsideIsEscaped() {
    let funnel = Funnel(
      start: 9, steps: [.init(clause: "where name = \"\u{1b}[2J\"", rows: 3), .init(clause: "where 1", rows: 2)])
    #expect(!Footer.text(Answer(table, funnel: funnel), timer: false, width: 100).contains("\u{1b}"))
    #expect(TerminalText.safe("a\nb\u{1b}[0m") == "a\nb" + TerminalText.safe("\u{1b}[0m"))
    #expect(!TerminalText.safe("\u{9b}31m\u{202e}").unicodeScalars.contains { $0 == "\u{9b}" || $0 == "\u{202e}" })
  }
}

@Suite struct PromptTests {
  /// Lines from a list.
  final class Lines: LineSource {
    var events: [LineEvent]
    var prompts: [String] = []
    var remembered: [String] = []

    init(_ events: [LineEvent]) { self.events = events }

    func next(prompt: String) -> LineEvent {
      prompts.append(prompt)
      return events.isEmpty ? .end : events.removeFirst()
    }

    func reloadHistory() {}
    func remember(_ entry: String) { remembered.append(entry) }
  }

  private func run(_ events: [LineEvent]) -> (lines: Lines, status: Int32) {
    let lines = Lines(events)
    let printer = Printer(mode: .record, color: false, isInteractive: false, showsAllRows: true)
    var prompt = Prompt(session: CompletionTests.session, printer: printer, lines: lines)
    return (lines, prompt.run())
  }

  @Test func leavingIsSuccess() {
    #expect(run([]).status == 0)
    #expect(run([.entry(".quit"), .entry("never")]).lines.remembered == [".quit"])
    #expect(run([.entry("exit;")]).lines.events.isEmpty)
    #expect(run([.terminated]).status == 143)
  }

  @Test func anInterruptNeverLeaves() {
    let (lines, _) = run([.interrupted, .entry("set today = 2026-01-31")])
    #expect(lines.prompts == ["demo (2026-06-30)> ", "demo (2026-06-30)> ", "demo (2026-01-31)> "])
  }

  @Test func whatWouldBeLostIsToldOnce() {
    let (lines, status) = run([.entry("segment big = customers where spent > 500"), .end, .end, .entry("never")])
    #expect(status == 0)
    #expect(lines.events == [.entry("never")])
    let (again, _) = run([
      .entry("define a = 1"), .end, .entry("define b = 2"), .end, .entry("set today = today"), .entry(".quit"),
    ])
    #expect(again.remembered.count == 4)
  }

  @Test func blankLinesAreNothing() {
    #expect(run([.entry("   "), .entry("")]).lines.remembered.isEmpty)
  }

  @Test func dotCommandsAreUnique() {
    let names = DotCommand.all.map(\.name)
    #expect(Set(names).count == names.count)
    #expect(names.allSatisfy { $0.hasPrefix(".") })
  }

  @Test func helpKnowsEveryStatementAndFunction() {
    for command in Command.all {
      #expect(HelpText.overview.contains(command.usage))
      if let word = command.word {
        #expect(HelpText.about(word.rawValue, CompletionTests.session).contains(command.help))
      }
    }
    #expect(HelpText.about("round", CompletionTests.session).contains("round("))
    #expect(HelpText.about("where", CompletionTests.session).contains("keeps the rows"))
    #expect(HelpText.about("selct", CompletionTests.session).contains("select"))
  }
}

@Suite struct ParameterQuestionTests {
  @Test func aQuestionSaysWhatWouldBeUnderstood() {
    #expect(ParameterQuestions.question(OpenParameter("x")) == "$x: ")
    #expect(ParameterQuestions.question(OpenParameter("x", [.text])) == "$x, a text: ")
    #expect(
      ParameterQuestions.question(OpenParameter("x", [.date, .length]))
        == "$x, a date such as 2026-01-31 or a length of time such as 90d: ")
  }

  @Test func anAnswerIsAValueOfTheKindThatIsWanted() {
    func value(_ answer: String, _ kinds: [ParameterKind]) -> Expression.Kind? {
      ParameterQuestions.value(answer, as: kinds)?.kind
    }
    #expect(value("0812", [.text]) == .literal(.text("0812")))
    #expect(value("0812", [.number, .text]) == .literal(.whole(812)))
    #expect(value("90d", [.date, .length]) == .literal(.duration(CalendarDuration(days: 90))))
    #expect(value("Depok", [.number]) == nil)
    #expect(value("5", [.length]) == nil)
    #expect(value("true", []) == .literal(.truth(true)))
  }
}
