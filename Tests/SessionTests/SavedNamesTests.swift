import Testing

@testable import Session

@Suite struct SavedNamesTests {
  @Test func aSegmentIsASourceAndACondition() {
    var talk = Conversation()
    talk.run("segment big = customers where spent > 500")
    talk.run("select big")
    let members = talk.rows
    talk.run("select customers where in big")
    #expect(talk.rows == members)
    talk.run("select customers where not in big")
    #expect(talk.rows == 300 - (members ?? 0))
    #expect(talk.session.unsavedNames == ["big"])
  }

  @Test func theLastQueryBecomesASegment() {
    var talk = Conversation()
    talk.run("select customers where spent > 500; where city = \"Jakarta\"")
    let rows = talk.rows
    talk.run("segment these")
    talk.run("select these")
    #expect(talk.rows == rows)
    #expect(talk.session.unsavedText == "segment these = customers\nwhere spent > 500\nwhere city = \"Jakarta\"")
  }

  @Test func aNameInUseStays() {
    var talk = Conversation()
    talk.run("segment big = customers where spent > 500; segment bigger = big where spent > 900")
    #expect(talk.run("drop big") == .query)
    #expect(talk.codes == ["name-in-use"])
    #expect(talk.run("drop bigger; drop big") == .success)
    #expect(talk.session.unsavedNames.isEmpty)
    talk.run("select big")
    #expect(talk.status == .query)
  }

  @Test func whatEveryBookHasCannotBeDropped() {
    var talk = Conversation()
    talk.run("drop spent")
    #expect(talk.codes == ["not-yours"])
    talk.run("drop nothingOfTheKind")
    #expect(talk.codes == ["unknown-name"])
  }

  @Test func aMeasureIsCheckedWhenItIsSaved() {
    var talk = Conversation()
    #expect(talk.run("define twice = spnt * 2") == .query)
    #expect(talk.session.unsavedNames.isEmpty)
    #expect(talk.run("define twice = spent * 2") == .success)
    talk.run("select customers where twice > 1000")
    let doubled = talk.rows
    talk.run("select customers where spent > 500")
    #expect(talk.rows == doubled)
  }

  @Test func aCircleIsRefused() {
    var talk = Conversation()
    talk.run("define one = spent; define two = one + 1")
    #expect(talk.run("define one = two + 1") == .query)
    talk.run("select customers show one limit 1")
    #expect(talk.status == .success)
  }

  @Test func aMeasureOfOnesOwnHidesTheStandardOne() {
    var talk = Conversation()
    talk.run("define spent = 1")
    #expect(talk.messages.first?.contains("hides") == true)
    talk.run("drop spent")
    #expect(talk.messages.first?.contains("again") == true)
  }

  @Test func parametersBecomeValuesWhenANameIsSaved() {
    var talk = Conversation()
    talk.session.setParameter("least", to: .init(.literal(.whole(500)), at: .init(0, 0)))
    talk.run("segment big = customers where spent > $least")
    let session = Session(book: talk.session.book, report: talk.session.report, clock: .fixed(20_634))
    #expect(session.catalog.ownSegments.isEmpty)
    talk.session.parameters = [:]
    #expect(talk.run("select big") == .success)
  }
}
