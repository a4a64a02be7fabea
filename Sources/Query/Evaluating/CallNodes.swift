import Columns
import Diagnostics

/// A function of its arguments' vectors.
struct VectorCallNode: Node {
  let arguments: [Node]
  let span: Span
  let kernel: @Sendable ([Vector], Int) throws -> Vector

  func vector(_ block: Block) throws -> Vector {
    do {
      return try kernel(try arguments.map { try $0.vector(block) }, block.count)
    } catch is ArithmeticOverflow {
      throw Overflow.diagnostic(at: span)
    }
  }
}

/// A condition on its arguments' vectors.
struct ConditionCallNode: ConditionNode {
  let arguments: [Node]
  let kernel: @Sendable ([Vector], Int) throws -> Bitmap

  func condition(_ block: Block) throws -> Bitmap {
    try kernel(try arguments.map { try $0.vector(block) }, block.count)
  }
}

/// A column compared with a constant, straight on the column's own width.
struct ColumnComparisonNode: ConditionNode {
  let column: ColumnSource
  let comparison: Comparison
  let constant: Value

  func condition(_ block: Block) throws -> Bitmap {
    if case .range(let range) = block.rows, case .whole(let column) = column,
      let bits = column.compare(comparison, constant, rows: range)
    {
      return bits
    }
    return column.vector(block.rows).compare(comparison, Vector(repeating: constant, count: block.count))
  }
}

enum Overflow {
  /// What is said where whole numbers or money grow beyond 64 bits.
  static func diagnostic(at span: Span) -> Diagnostic {
    Diagnostic(
      "overflow", "A result here is too large for a whole number or money (64 bits).", at: span,
      notes: ["Multiply by 1.0 to calculate with floating-point numbers instead."])
  }
}
