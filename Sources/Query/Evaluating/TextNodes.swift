import Columns
import Synchronization

/// What a node has worked out for a column's dictionary, kept for the blocks that follow.
final class DictionaryMemo<Result: Sendable>: Sendable {
  private let state = Mutex<(pool: ObjectIdentifier, result: Result)?>(nil)

  /// The result for this pool, worked out on the first call.
  func result(for pool: TextPool, _ work: () throws -> Result) rethrows -> Result {
    if let known = state.withLock({ $0 }), known.pool == ObjectIdentifier(pool) { return known.result }
    let result = try work()
    state.withLock { $0 = (ObjectIdentifier(pool), result) }
    return result
  }
}

/// The first argument's text and the rest, as text kernels take them.
struct TextArguments: Sendable {
  let text: Node
  let rest: [Node]
  /// The rest never changes from row to row.
  let isRestConstant: Bool
  let isFolded: Bool

  /// The text, which rows have all arguments, and the rest; nil when no row has a text.
  func evaluate(_ block: Block) throws -> (lane: TextLane, known: Bitmap?, rest: [Vector])? {
    let vector = try text.vector(block)
    guard case .text(let lane) = vector.data else { return nil }
    var known = vector.known
    var others = try rest.map { try $0.vector(block) }
    for other in others {
      if let also = other.known { known = known.map { $0.and(also) } ?? also }
    }
    if isFolded { others = others.map(\.folded) }
    return (isFolded ? lane.folded : lane, known, others)
  }

  /// Working on the whole dictionary once costs less than on each row.
  func prefersDictionary(_ lane: TextLane, _ block: Block) -> Bool {
    isRestConstant && lane.isDictionary && lane.pool.count <= max(block.total, block.count)
  }
}

/// A condition on text.
struct TextConditionNode: ConditionNode {
  let arguments: TextArguments
  let predicate: @Sendable (UnsafeBufferPointer<UInt8>, RowArguments) -> Bool
  let memo = DictionaryMemo<Bitmap>()

  func condition(_ block: Block) throws -> Bitmap {
    guard let (lane, known, rest) = try arguments.evaluate(block) else {
      return Bitmap(repeating: false, count: block.count)
    }
    let bits = matches(lane, rest, block)
    return known.map { bits.and($0) } ?? bits
  }

  private func matches(_ lane: TextLane, _ rest: [Vector], _ block: Block) -> Bitmap {
    if arguments.prefersDictionary(lane, block) {
      let entries = memo.result(for: lane.pool) {
        lane.pool.entries { predicate($0, RowArguments(vectors: rest, row: 0)) }
      }
      return lane.matches(count: block.count, entries: entries)
    }
    if arguments.isRestConstant {
      return lane.matches(count: block.count) { predicate($0, RowArguments(vectors: rest, row: 0)) }
    }
    return Bitmap(
      (0..<block.count).map { row in
        lane.pool.withBytes(Int(lane.codes[row])) { predicate($0, RowArguments(vectors: rest, row: row)) }
      })
  }
}

/// A text made of text.
struct TextMapNode: Node {
  let arguments: TextArguments
  let transform: @Sendable (UnsafeBufferPointer<UInt8>, RowArguments, inout [UInt8]) -> Bool
  let memo = DictionaryMemo<(pool: TextPool, present: Bitmap)>()

  func vector(_ block: Block) throws -> Vector {
    guard let (lane, known, rest) = try arguments.evaluate(block) else {
      return Vector(repeating: .missing, count: block.count)
    }
    let mapped = map(lane, rest, known, block)
    guard let known else { return mapped }
    return Vector(count: mapped.count, mapped.data, known: mapped.known.map { $0.and(known) } ?? known)
  }

  private func map(_ lane: TextLane, _ rest: [Vector], _ known: Bitmap?, _ block: Block) -> Vector {
    if arguments.prefersDictionary(lane, block) {
      let (pool, present) = memo.result(for: lane.pool) { wholePool(lane.pool, rest) }
      let result = TextLane(pool: pool, codes: lane.codes, isDictionary: true)
      return Vector(count: block.count, .text(result), known: lane.matches(count: block.count, entries: present))
    }
    var builder = TextPoolBuilder()
    let present = (0..<block.count).map { row in
      defer { builder.finishEntry() }
      guard known?[row] ?? true else { return false }
      let start = builder.bytes.count
      let isPresent = lane.pool.withBytes(Int(lane.codes[row])) {
        transform($0, RowArguments(vectors: rest, row: row), &builder.bytes)
      }
      if !isPresent { builder.bytes.removeLast(builder.bytes.count - start) }
      return isPresent
    }
    let codes = Buffer<Int32>(count: block.count) { target in
      for row in 0..<block.count { target[row] = Int32(truncatingIfNeeded: row) }
    }
    let result = TextLane(pool: TextPool(builder), codes: Lane(codes), isDictionary: false)
    return Vector(count: block.count, .text(result), known: Bitmap(present))
  }

  private func wholePool(_ pool: TextPool, _ rest: [Vector]) -> (pool: TextPool, present: Bitmap) {
    var builder = TextPoolBuilder()
    let present = (0..<pool.count).map { entry in
      defer { builder.finishEntry() }
      let start = builder.bytes.count
      let isPresent = pool.withBytes(entry) { transform($0, RowArguments(vectors: rest, row: 0), &builder.bytes) }
      if !isPresent { builder.bytes.removeLast(builder.bytes.count - start) }
      return isPresent
    }
    return (TextPool(builder), Bitmap(present))
  }
}

/// A whole number made of text.
struct TextMeasureNode: Node {
  let arguments: TextArguments
  let measure: @Sendable (UnsafeBufferPointer<UInt8>, RowArguments) -> Int64?

  func vector(_ block: Block) throws -> Vector {
    guard let (lane, known, rest) = try arguments.evaluate(block) else {
      return Vector(repeating: .missing, count: block.count)
    }
    var present = [Bool](repeating: false, count: block.count)
    let values = Buffer<Int64>(count: block.count) { target in
      for row in 0..<block.count {
        target[row] = 0
        guard known?[row] ?? true else { continue }
        let value = lane.pool.withBytes(Int(lane.codes[row])) {
          measure($0, RowArguments(vectors: rest, row: row))
        }
        if let value {
          target[row] = value
          present[row] = true
        }
      }
    }
    return Vector(count: block.count, .int64(Lane(values)), known: Bitmap(present))
  }
}

extension TextLane {
  /// The lane with every text folded; the dictionary's folded form is worked out once.
  var folded: TextLane { TextLane(pool: pool.folded(by: Folding.fold), codes: codes, isDictionary: isDictionary) }
}

extension Vector {
  /// Text folded; other values as they are.
  var folded: Vector {
    guard case .text(let lane) = data else { return self }
    return Vector(count: count, .text(lane.folded), known: known)
  }
}
