import Columns
import Diagnostics
import Syntax
import Testing

@testable import Session

@Suite struct ProfileTests {
  @Test func numbersHaveExtremesAndMostCommonValues() {
    let profile = ColumnProfile(
      Column(
        type: .whole, storage: .int64(Buffer([3, 1, 3, 0, 7])), known: Bitmap([true, true, true, false, true]), count: 5
      ))
    #expect(profile.filled == 4)
    #expect(profile.distinct == 3)
    #expect(profile.least == .whole(1))
    #expect(profile.greatest == .whole(7))
    #expect(profile.mostCommon.map(\.value) == [.whole(3), .whole(1), .whole(7)])
    #expect(profile.mostCommon.map(\.count) == [2, 1, 1])
    #expect(profile.histogram.isEmpty)
  }

  @Test func histogramsCountEveryValueOnce() {
    let values = (0..<1000).map { Int64($0 * 37 % 991) }
    let profile = ColumnProfile(Column(type: .whole, storage: .int64(Buffer(values)), count: values.count))
    #expect(profile.histogram.count == ColumnProfile.binCount)
    #expect(profile.histogram.reduce(0) { $0 + $1.count } == 1000)
  }

  @Test func extremeNumbersDoNotTrap() {
    let whole = ColumnProfile(
      Column(type: .whole, storage: .int64(Buffer([.min, .max] + (0..<20).map { Int64($0) })), count: 22))
    #expect(whole.histogram.reduce(0) { $0 + $1.count } == 22)
    let numbers = [Double.infinity, -.infinity] + (0..<20).map(Double.init)
    let profile = ColumnProfile(Column(type: .number, storage: .double(Buffer(numbers)), count: 22))
    #expect(profile.histogram.isEmpty)
    #expect(profile.distinct == 22)
  }

  @Test func referencesThatLeadNowhereAreNotFilled() {
    let profile = ColumnProfile(
      Column(type: .reference(table: 0), storage: .int32(Buffer([0, -1, 0])), count: 3))
    #expect(profile.filled == 2)
    #expect(profile.distinct == 1)
    #expect(profile.least == nil)
  }

  @Test func textsAreCountedByTheirDictionary() {
    let profile = ColumnProfile(
      Column(
        type: .text, storage: .text(TextPool(["a", "b", "unused"]), codes: Buffer([1, 0, 1])), count: 3))
    #expect(profile.distinct == 2)
    #expect(profile.mostCommon.first?.value == .text("b"))
  }

  @Test func anEmptyColumnSaysNothing() {
    let profile = ColumnProfile(Column(type: .date, storage: .int32(Buffer([])), count: 0))
    #expect(profile.filled == 0 && profile.distinct == 0 && profile.least == nil && profile.mostCommon.isEmpty)
  }
}

@Suite struct WordingTests {
  @Test func lists() {
    #expect(Wording.list([]) == "nothing")
    #expect(Wording.list(["a"]) == "a")
    #expect(Wording.list(["a", "b", "c"]) == "a, b and c")
  }

  @Test func counts() {
    #expect(Wording.count(1, of: "customers") == "1 customer")
    #expect(Wording.count(2446, of: "customers") == "2,446 customers")
    #expect(Wording.count(1, of: "companies") == "1 company")
    #expect(Wording.count(1, of: "loyalty") == "1 loyalty")
  }

  @Test func durations() {
    #expect(DurationWords.text(nanoseconds: 812_900) == "812 µs")
    #expect(DurationWords.text(nanoseconds: 3_249_000) == "3.2 ms")
    #expect(DurationWords.text(nanoseconds: 333_000_000) == "333 ms")
    #expect(DurationWords.text(nanoseconds: 1_049_000_000) == "1.04 s")
  }
}

@Suite struct ComposedQueryTests {
  @Test func piecesJoinIntoOneTextAndMistakesFindTheirWayBack() throws {
    let first = SourceText("-- hello\nselect customers where a = 1", name: "one")
    let second = SourceText("  where bb = 2", name: "two")
    guard case .select(let query)? = Parser.parse(first).script.statements.first?.kind,
      case .refine(let clauses)? = Parser.parse(second).script.statements.first?.kind
    else {
      Issue.record("not parsed")
      return
    }
    var composed = ComposedQuery(query, in: first, parameters: [:])
    composed.append(clauses, in: second)
    let whole = composed.source
    let text = whole.text(Span(0, .max))
    let place = try #require(text.range(of: "bb").map { text.utf8.distance(from: text.startIndex, to: $0.lowerBound) })
    let origin = composed.origin(of: Diagnostic("x", "x", at: Span(place, place + 2)))
    #expect(origin.source.name == "two")
    #expect(origin.source.text(origin.diagnostic.span ?? Span(0, 0)) == "bb")
    #expect(composed.dropLastClause() == "where bb = 2")
    #expect(composed.dropLastClause() == "where a = 1")
    #expect(composed.dropLastClause() == nil)
  }
}
