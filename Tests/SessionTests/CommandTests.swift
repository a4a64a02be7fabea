import Diagnostics
import Syntax
import Testing

@testable import Session

@Suite struct CommandTests {
  @Test func everyStatementHasACommandAndEveryCommandAStatement() {
    let statements = Set(StatementTable.all.map(\.word))
    let commands = Command.all.compactMap(\.word)
    #expect(Set(commands) == statements)
    #expect(commands.count == Set(commands).count)
    #expect(Command.all.filter { $0.word == nil }.count == 1)
  }

  @Test func everyCommandSaysWhatItIs() {
    for command in Command.all {
      #expect(!command.usage.isEmpty)
      #expect(!command.summary.isEmpty)
      #expect(command.help.split(separator: "\n").allSatisfy { $0.count <= 120 })
    }
  }

  @Test func aTextWithAMistakeRunsNotAtAll() {
    var talk = Conversation()
    #expect(talk.run("select customers limit 1\nselect customers where") == .query)
    #expect(talk.rows == nil)
  }

  @Test func keepGoingRunsTheRest() {
    var talk = Conversation()
    #expect(talk.run("select nothing; select customers limit 1", keepsGoing: true) == .query)
    #expect(talk.rows == 1)
    #expect(talk.run("select nothing; select customers limit 1") == .query)
    #expect(talk.rows == nil)
  }

  @Test func todayCanBeSet() {
    var talk = Conversation()
    #expect(talk.run("set today = 2026-01-31") == .success)
    #expect(talk.session.today == 20_484)
    #expect(talk.session.context.today == 20_484)
    talk.run("set today = today")
    #expect(talk.session.today == nil)
    #expect(talk.session.context.today == 20_634)
    talk.run("set today = 5")
    #expect(talk.codes == ["not-a-date"])
    talk.run("set locale = \"id\"")
    #expect(talk.codes == ["unknown-setting"])
  }

  @Test func describeKnowsEveryKindOfName() {
    var talk = Conversation()
    for name in ["", "customers", "city", "purchases.amount", "spent", "rfm.r", "champions", "round"] {
      #expect(talk.run("describe \(name)") == .success, "describe \(name)")
      #expect(talk.rows != nil || !talk.texts.isEmpty)
    }
    #expect(talk.run("describe cty") == .query)
    #expect(talk.codes == ["unknown-name"])
    #expect(talk.outcomes.first?.diagnostics.first?.suggestion?.replacement == "city")
  }

  @Test func explainShowsTheReadingThePlanAndTheSteps() throws {
    var talk = Conversation()
    talk.run("explain select customers where spent > 500 and city = \"Jakarta\" or kind = \"company\" limit 3")
    let text = try #require(talk.texts.first)
    #expect(text.contains("((spent > 500) and (city = \"Jakarta\")) or (kind = \"company\")"))
    #expect(text.contains("purchases.amount"))
    #expect(talk.rows == 3)
    #expect(talk.session.lastAnswer == nil)
  }

  @Test func aCancelledQueryChangesNothing() {
    var talk = Conversation()
    talk.run("select customers limit 1")
    var outcomes: [Outcome] = []
    let status = talk.session.run(
      SourceText("select customers where spent > 1"), options: RunOptions(isCancelled: { true })
    ) { outcomes.append($0) }
    #expect(status == .cancelled)
    #expect(outcomes.first?.diagnostics.first?.code == "cancelled")
    talk.run("show name")
    #expect(talk.rows == 1)
  }

  @Test func tablesCannotBeDeclaredLate() {
    var talk = Conversation()
    talk.session = Session(book: Conversation.sample.book, report: Conversation.sample.report)
    talk.run("table visits of customers (day date)")
    #expect(talk.codes == ["table-too-late"])
  }
}
