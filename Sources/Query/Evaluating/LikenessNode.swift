import Columns

/// Two sides of a comparison by likeness, which are exchangeable: where one is the same for every row it is the second.
struct LikenessSides: Sendable {
  let text: Node
  let other: Node
  let isConstant: Bool

  init(_ left: Node, _ right: Node, leftIsConstant: Bool, rightIsConstant: Bool) {
    let swaps = leftIsConstant && !rightIsConstant
    (text, other) = swaps ? (right, left) : (left, right)
    isConstant = leftIsConstant || rightIsConstant
  }

  /// Both folded, and which rows have both; nil where no row has.
  func evaluate(_ block: Block) throws -> (text: TextLane, other: TextLane, known: Bitmap?)? {
    let sides = [try text.vector(block), try other.vector(block)]
    guard case .text(let one) = sides[0].data, case .text(let two) = sides[1].data else { return nil }
    let known = [sides[0].known, sides[1].known].compactMap { $0 }
    return (one.folded, two.folded, known.dropFirst().reduce(known.first) { $0?.and($1) })
  }
}

/// Whether texts resemble each other.
struct ResemblanceNode: ConditionNode {
  let sides: LikenessSides
  let memo = DictionaryMemo<Bitmap>()

  func condition(_ block: Block) throws -> Bitmap {
    guard let (text, other, known) = try sides.evaluate(block) else {
      return Bitmap(repeating: false, count: block.count)
    }
    let bits = sides.isConstant ? constant(text, other, block) : rows(text, other, block.count)
    return known.map { bits.and($0) } ?? bits
  }

  private func constant(_ text: TextLane, _ other: TextLane, _ block: Block) -> Bitmap {
    var meter = LikenessMeter()
    other.lend(0) { meter.take($0) }
    let total = max(block.total, block.count)
    switch LikenessWay(text.pool, isDictionary: text.isDictionary) {
    case .index where total >= LikenessWay.fewRows:
      return text.matches(count: block.count, entries: memo.result(for: text.pool) { indexed(text.pool, meter.pairs) })
    case .dictionary(let texts) where texts <= total:
      let entries = memo.result(for: text.pool) { text.pool.entries { meter.isLike($0) } }
      return text.matches(count: block.count, entries: entries)
    default: return text.matches(count: block.count) { meter.isLike($0) }
    }
  }

  private func indexed(_ pool: TextPool, _ pairs: [UInt64]) -> Bitmap {
    pool.entries(sharing: pairs, terms: LikenessMeter.pairs, shared: LikenessMeter.shared) {
      LikenessMeter.isReached($0, pairs.count, $1)
    }
  }

  private func rows(_ text: TextLane, _ other: TextLane, _ count: Int) -> Bitmap {
    var meter = LikenessMeter()
    var bits = [Bool](repeating: false, count: count)
    for row in 0..<count {
      text.lend(row) { meter.take($0) }
      bits[row] = other.lend(row) { meter.isLike($0) } ?? false
    }
    return Bitmap(bits)
  }
}

/// How like texts are.
struct LikenessNode: Node {
  let sides: LikenessSides
  let memo = DictionaryMemo<[Double]>()

  func vector(_ block: Block) throws -> Vector {
    guard let (text, other, known) = try sides.evaluate(block) else {
      return Vector(repeating: .missing, count: block.count)
    }
    var meter = LikenessMeter()
    let values: Buffer<Double>
    if sides.isConstant {
      other.lend(0) { meter.take($0) }
      values = constant(text, &meter, block)
    } else {
      values = Buffer(count: block.count) { target in
        for row in 0..<block.count {
          text.lend(row) { meter.take($0) }
          target[row] = other.lend(row) { meter.value($0) } ?? 0
        }
      }
    }
    return Vector(count: block.count, .double(Lane(values)), known: known)
  }

  private func constant(_ text: TextLane, _ meter: inout LikenessMeter, _ block: Block) -> Buffer<Double> {
    if text.isDictionary, text.pool.count <= max(block.total, block.count) {
      let entries = memo.result(for: text.pool) {
        (0..<text.pool.count).map { entry in text.pool.withBytes(entry) { meter.value($0) } }
      }
      return Buffer(count: block.count) { target in
        for row in 0..<block.count { target[row] = text.entry(row).map { entries[$0] } ?? 0 }
      }
    }
    return Buffer(count: block.count) { target in
      for row in 0..<block.count { target[row] = text.lend(row) { meter.value($0) } ?? 0 }
    }
  }
}
