import Columns
import Text

/// Whether texts match a pattern: asked once for each entry of a dictionary where that is less work.
struct PatternNode: ConditionNode {
  let arguments: TextArguments
  let matcher: PatternMatcher
  let memo = DictionaryMemo<Bitmap>()

  func condition(_ block: Block) throws -> Bitmap {
    guard let (lane, known, _) = try arguments.evaluate(block) else {
      return Bitmap(repeating: false, count: block.count)
    }
    let bits =
      arguments.prefersDictionary(lane, block)
      ? lane.matches(count: block.count, entries: memo.result(for: lane.pool) { entries(of: lane.pool) })
      : matcher.withMachine { machine in lane.matches(count: block.count) { machine.matches($0.span) } }
    return known.map { bits.and($0) } ?? bits
  }

  private func entries(of pool: TextPool) -> Bitmap {
    matcher.withMachine { machine in pool.entries { machine.matches($0.span) } }
  }
}
