import Diagnostics
import Query
import Session
import Syntax
import Testing

/// What the prompt asks before it runs something.
@Suite struct OpenParameterTests {
  @Test(arguments: [
    ("select customers where spent > $x", [ParameterKind.number]),
    ("select customers where lastPurchase < $x", [.date, .length, .month]),
    ("select customers where city = $x", [.text]),
    ("select customers limit $x", [.number]),
    ("update customers where city = \"a\" set city = $x", []),
  ]) func kindsFollowFromTheUse(_ query: String, _ kinds: [ParameterKind]) throws {
    let session = Conversation().session
    #expect(session.openParameters(of: SourceText(query)) == [OpenParameter("x", kinds)])
  }

  @Test func eachIsAskedOnceInTheOrderOfItsUse() throws {
    let session = Conversation().session
    let text = "select customers where spent > $least and city = $city; select customers where spent < $least"
    #expect(
      session.openParameters(of: SourceText(text)) == [
        OpenParameter("least", [.number]), OpenParameter("city", [.text]),
      ])
    #expect(session.openParameters(of: SourceText("select customers where spent > 1 -- $no")).isEmpty)
    for query in ["spent > ) $no", "city = $no and spent > $no", "nonsense = $no"] {
      #expect(session.openParameters(of: SourceText("select customers where \(query)")).isEmpty)
    }
  }

  @Test func savedQueriesAndRefinementsAskToo() throws {
    var conversation = Conversation()
    let source = SourceText("select customers where spent > $least")
    let value = Expression(.literal(.whole(1)), at: Span(0, 0))
    #expect(conversation.session.run(source, with: ["least": value], emit: { _ in }) == .success)
    #expect(
      conversation.session.openParameters(of: SourceText("where city = $town")) == [OpenParameter("town", [.text])])
    conversation.session.run(SourceText("save rich"), emit: { _ in })
    #expect(conversation.session.openParameters(of: SourceText("run rich")) == [OpenParameter("least", [.number])])
    #expect(conversation.session.openParameters(of: SourceText("run rich least = 5")).isEmpty)
  }

  @Test func aSpelledValueIsATextWhereOnlyATextCanStand() throws {
    var conversation = Conversation()
    let number = Expression(.literal(.whole(12)), at: Span(0, 0))
    conversation.session.setParameter("x", to: number, spelling: "012")
    for query in ["select customers where city = $x", "select customers where spent > $x"] {
      #expect(conversation.session.run(SourceText(query), emit: { _ in }) == .success)
    }
  }
}
