import Columns
import Diagnostics

/// An expression ready to be evaluated, block by block: one call a node a block, whatever the number of rows.
protocol Node: Sendable {
  /// The values of the block's rows.
  func vector(_ block: Block) throws -> Vector
  /// Which of the block's rows the condition holds for; a missing value holds nowhere.
  func condition(_ block: Block) throws -> Bitmap
}

extension Node {
  func condition(_ block: Block) throws -> Bitmap {
    let vector = try vector(block)
    guard case .truth(let bits) = vector.data else { return Bitmap(repeating: false, count: block.count) }
    return vector.known.map { bits.and($0) } ?? bits
  }
}

/// A node that is a condition first.
protocol ConditionNode: Node {}

extension ConditionNode {
  func vector(_ block: Block) throws -> Vector { Vector(count: block.count, .truth(try condition(block))) }
}

/// One value for every row. A text keeps its pool, so that its folded form is worked out once.
struct ConstantNode: Node {
  private let one: Vector

  init(_ value: Value) { one = Vector(repeating: value, count: 1) }

  func vector(_ block: Block) throws -> Vector {
    switch one.data {
    case .truth, .textSet: one.gathered(Buffer(repeating: 0, count: block.count))
    default:
      Vector(
        count: block.count, one.data, known: one.known.map { Bitmap(repeating: $0[0], count: block.count) })
    }
  }
}

/// A column of the scope's table.
struct ColumnNode: Node {
  let column: ColumnSource

  func vector(_ block: Block) throws -> Vector { column.vector(block.rows) }
}

/// A column that an earlier clause added.
struct SlotNode: Node {
  let slots: SlotStore
  let slot: Int

  func vector(_ block: Block) throws -> Vector { slots.vector(slot, block) }
}

/// Inside an aggregate: the value of the row whose children are aggregated.
struct OuterNode: Node {
  let inner: Node

  func vector(_ block: Block) throws -> Vector {
    guard let parent = block.parent else { return Vector(repeating: .missing, count: block.count) }
    return try inner.vector(parent.block).gathered(parent.slots)
  }

  func condition(_ block: Block) throws -> Bitmap {
    guard let parent = block.parent else { return Bitmap(repeating: false, count: block.count) }
    return try inner.condition(parent.block).gathered(parent.slots)
  }
}

/// Whether the rows are members of a segment.
struct MemberNode: ConditionNode {
  let segment: SegmentQuery

  func condition(_ block: Block) throws -> Bitmap {
    let members = try block.run.members(of: segment)
    switch block.rows {
    case .range(let range): return members.slice(range)
    case .list(let rows): return members.gathered(rows)
    }
  }
}
