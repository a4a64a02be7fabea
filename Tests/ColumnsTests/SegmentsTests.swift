import Columns
import Testing

@Suite struct SegmentsTests {
  /// Five parents with 2, 0, 3, 1 and 0 children.
  private let offsets = Buffer<Int32>([0, 2, 2, 5, 6, 6])
  private let shuffled = Buffer<Int32>([5, 3, 0, 2, 4, 1])

  private func rows(_ batch: RowBatch) -> [Int] {
    switch batch {
    case .range(let range): Array(range)
    case .list(let list): list.array.map { Int($0) }
    }
  }

  @Test func everyRange() {
    for lower in 0...5 {
      for upper in lower...5 { check(.range(lower..<upper), Array(lower..<upper)) }
    }
  }

  @Test func lists() {
    for parents in [[], [-1], [2], [4, 2, -1, 0], [3, 3, 1], [0, 1, 2, 3, 4]] as [[Int32]] {
      check(.list(Buffer(parents)), parents.map { Int($0) })
    }
  }

  private func check(_ batch: RowBatch, _ parents: [Int]) {
    for order in [nil, shuffled] {
      let segments = Segments(parents: batch, offsets: offsets, rows: order)
      var children: [Int] = []
      var slots: [Int32] = []
      var local: [Int32] = [0]
      for (slot, parent) in parents.enumerated() {
        let own = parent < 0 ? 0..<0 : Int(offsets[parent])..<Int(offsets[parent + 1])
        children += own.map { position in order.map { Int($0[position]) } ?? position }
        slots += own.map { _ in Int32(slot) }
        local.append(Int32(children.count))
      }
      #expect(segments.offsets.array == local)
      #expect(rows(segments.children) == children)
      #expect(segments.parentSlots().array == slots)
      for lower in 0...children.count {
        for upper in lower...children.count {
          #expect(rows(segments.chunk(lower..<upper)) == Array(children[lower..<upper]))
        }
      }
    }
  }

  @Test func gaps() {
    let day: Int64 = 86_400_000_000
    let dates = Column.of(.date, [.date(1), .date(4), .date(9), .date(3), .date(3), .missing, .date(1)])
    let (gaps, starts) = Gaps.gaps(dates.vector(.range(0..<7)), offsets: Buffer([0, 3, 3, 7]))
    #expect(gaps.values(.duration) == [.duration(3 * day), .duration(5 * day), .duration(2 * day)])
    #expect(starts.array == [0, 2, 2, 3])
    let times = Column.of(.time, [.time(5), .time(1), .time(.max), .time(.min)])
    #expect(
      Gaps.gaps(times.vector(.range(0..<4)), offsets: Buffer([0, 2, 4])).0.values(.duration) == [
        .duration(4), .missing,
      ])
    let numbers = Column.of(.number, [.number(1.5), .number(1), .number(1)])
    #expect(Gaps.gaps(numbers.vector(.range(0..<3)), offsets: Buffer([0, 3])).0.values(.number) == [.number(0.5)])
    let far = Column.of(.date, [.date(.min), .date(.max)])
    #expect(Gaps.gaps(far.vector(.range(0..<2)), offsets: Buffer([0, 2])).0.values(.duration) == [.missing])
    #expect(Gaps.gaps(dates.vector(.range(0..<0)), offsets: Buffer([0])).offsets.array == [0])
  }
}
