import Session
import Testing

@testable import Shell

@Suite struct CompletionTests {
  static let session: Session = {
    do { return try Opening.sample(customers: 300, seed: 7, clock: .fixed(20_634)).session } catch {
      fatalError("the sample cannot be loaded: \(error)")
    }
  }()

  private func candidates(_ text: String) -> [String] {
    Completer(session: CompletionTests.session).complete(text, at: text.utf8.count).candidates.map(\.text)
  }

  @Test func theStatementsBeginALine() {
    #expect(candidates("sel") == ["select"])
    #expect(candidates("").contains("describe"))
  }

  @Test func tablesAndSegmentsFollowSelect() {
    let names = candidates("select ")
    #expect(names.contains("customers") && names.contains("purchases") && names.contains("champions"))
    #expect(!names.contains("city"))
  }

  @Test func clausesFollowTheSource() {
    #expect(candidates("select customers whe") == ["where"])
    #expect(candidates("select customers gr") == ["group"])
  }

  @Test func columnsMeasuresAndFunctionsAreOperands() {
    let names = candidates("select customers where ")
    #expect(
      names.contains("city") && names.contains("spent") && names.contains("count(") && names.contains("purchases"))
    #expect(candidates("select customers where CIT") == ["city"])
  }

  @Test func columnsBelongToTheTable() {
    let names = candidates("select purchases where ")
    #expect(names.contains("amount") && !names.contains("birthDate"))
  }

  @Test func dotsLeadOn() {
    #expect(candidates("select purchases where product.bra") == ["brand"])
    #expect(candidates("select customers where sum(purchases.amo") == ["amount"])
    #expect(candidates("select customers where rfm.").contains("r"))
  }

  @Test func valuesComeWithTheirCounts() throws {
    let text = "select customers where city = \"Jak"
    let completion = Completer(session: CompletionTests.session).complete(text, at: text.utf8.count)
    #expect(completion.stem == "Jak")
    #expect(completion.candidates.map(\.text) == ["Jakarta"])
    #expect(Int(try #require(completion.candidates.first).detail) ?? 0 > 5)
    #expect(completion.replacement == "Jakarta\"")
  }

  @Test func valuesAreFoundInAnyCaseInListsAndInsideAggregates() {
    #expect(candidates("select customers where city in (\"Depok\", \"jak") == ["Jakarta"])
    #expect(candidates("select customers where city starts with \"jak") == ["Jakarta"])
    #expect(candidates("select customers where city resembles \"jak") == ["Jakarta"])
    #expect(candidates("select customers where tags has \"news") == ["newsletter"])
    let channels = candidates("select customers where count(purchases where channel = \"")
    #expect(!channels.isEmpty && channels == candidates("select purchases where channel = \""))
    #expect(candidates("select purchases where product.category = \"").count > 1)
  }

  @Test func whereRowsCameFromIsOfferedByItsParts() {
    #expect(candidates("select customers where origin.l") == ["line"])
    #expect(
      candidates("select customers show orig")
        == ["origin.file", "origin.line", "origin.batch", "origin.at", "original("])
  }

  @Test func insideOtherTextsNothingIsOffered() {
    #expect(candidates("select customers where name matches \"^bu").isEmpty)
    #expect(candidates("select customers where spent > 5 -- sel").isEmpty)
    #expect(candidates("select customers export \"sel").isEmpty)
  }

  @Test func customersAreCompletedByKeyAndAddress() {
    #expect(candidates("card C00001").first == "C000010")
    #expect(candidates("why C000002").contains("C000002"))
    #expect(candidates("card budi@").contains("budi@example.id"))
    #expect(candidates("why C000002 in champ") == ["champions"])
    // What is beyond the list counts for what all share.
    #expect(Completion(stem: "C", candidates: candidates("card C").map { .init($0) }).replacement == "C000")
  }

  @Test func dotCommandsCompleteToo() {
    #expect(candidates(".mo") == [".mode"])
    #expect(candidates(".mode rec") == ["record"])
  }

  @Test func chartsAreCompleted() {
    #expect(candidates("select customers chart b") == ["bar", "bottom"])
    #expect(candidates("select customers chart ").starts(with: ["bar", "line", "hist", "heatmap", "spark"]))
    #expect(candidates("select customers chart bar o") == ["order", "of"])
    #expect(candidates("select customers export \"a\" as ch").isEmpty)
  }

  @Test func theSharedStartIsWritten() {
    let both = Completion(stem: "or", candidates: [.init("order"), .init("orderly")])
    #expect(both.replacement == "order")
    #expect(Completion(stem: "order", candidates: both.candidates).replacement == nil)
    #expect(Completion(stem: "o", candidates: [.init("order")]).replacement == "order ")
    #expect(Completion.none.replacement == nil)
    #expect(Completion(stem: "", candidates: [.init("a"), .init("b")]).replacement == nil)
  }

  @Test func listsFitTheWidth() {
    let names = (0..<20).map { Completion.Candidate("candidate\($0)", detail: "東京") }
    let text = CandidateList.text(names, width: 50)
    #expect(text.split(separator: "\n").allSatisfy { $0.count <= 50 })
    #expect(names.allSatisfy { text.contains($0.text) })
    let hostile = CandidateList.text([.init("a\u{1b}[2J")], width: 50)
    #expect(!hostile.contains("\u{1b}"))
    let many = CandidateList.text((0..<100).map { .init("n\($0)") }, width: 80)
    #expect(many.contains("… and 40 more"))
  }
}
