import Diagnostics
import Testing

@testable import Session

@Suite struct RefiningTests {
  @Test func refiningEqualsOneQuery() {
    var talk = Conversation()
    talk.run("select customers where spent > 100")
    let first = talk.rows
    talk.run("where city = \"Jakarta\"")
    let refined = talk.rows
    talk.run("select customers where spent > 100 where city = \"Jakarta\"")
    #expect(talk.rows == refined)
    #expect(refined != first)
  }

  @Test func backTakesTheLastClauseAway() {
    var talk = Conversation()
    talk.run("select customers where spent > 100")
    let first = talk.rows
    talk.run("where city = \"Jakarta\" limit 1")
    talk.run("back")
    talk.run("back")
    #expect(talk.rows == first)
    talk.run("back")
    #expect(talk.rows == 300)
    talk.run("back")
    #expect(talk.codes == ["no-clause"])
  }

  @Test func refiningWorksInsideOneText() {
    var talk = Conversation()
    #expect(talk.run("select customers; where spent > 100; show name; limit 2") == .success)
    #expect(talk.rows == 2)
    #expect(talk.outcomes.count == 4)
  }

  @Test func withoutAQueryThereIsNothingToContinue() {
    var talk = Conversation()
    #expect(talk.run("where spent > 1") == .query)
    #expect(talk.codes == ["no-query"])
    talk.run("back")
    #expect(talk.codes == ["no-query"])
    talk.run("segment these")
    #expect(talk.codes == ["no-query"])
  }

  @Test func aRefinementThatFailsLeavesTheQueryAsItWas() {
    var talk = Conversation()
    talk.run("select customers where spent > 100")
    let rows = talk.rows
    #expect(talk.run("where nonsense = 1") == .query)
    talk.run("show name")
    #expect(talk.rows == rows)
  }

  @Test func aMistakeInARefinementPointsToWhereItWasTyped() throws {
    var talk = Conversation()
    talk.run("select customers where spent > 100")
    talk.run("where citty = \"Jakarta\"")
    let outcome = try #require(talk.outcomes.first)
    let span = try #require(outcome.diagnostics.first?.span)
    #expect(outcome.source.text(span) == "citty")
    #expect(outcome.source.bytes == Array("where citty = \"Jakarta\"".utf8))
    let suggestion = try #require(outcome.diagnostics.first?.suggestion)
    #expect(suggestion.replacement == "city")
    #expect(outcome.source.text(suggestion.span) == "citty")
  }

  @Test func theFunnelNamesEachClause() throws {
    var talk = Conversation()
    talk.run("select customers where spent > 100")
    talk.run("where city = \"Jakarta\"")
    guard case .answer(let answer)? = talk.outcomes.first?.content else {
      Issue.record("no answer")
      return
    }
    let funnel = try #require(answer.funnel)
    #expect(funnel.start == 300)
    #expect(funnel.steps.map(\.clause) == ["where spent > 100", "where city = \"Jakarta\""])
    #expect(funnel.steps.last?.rows == talk.rows)
  }

  @Test func theNarrowestStepIsTheOneThatRemovedMost() {
    let funnel = Funnel(
      start: 100, steps: [.init(clause: "a", rows: 90), .init(clause: "b", rows: 20), .init(clause: "c", rows: 10)])
    #expect(funnel.narrowest?.clause == "b")
    #expect(Funnel(start: 10, steps: [.init(clause: "a", rows: 1)]).narrowest == nil)
    #expect(Funnel(start: 10, steps: [.init(clause: "a", rows: 10), .init(clause: "b", rows: 10)]).narrowest == nil)
  }
}
