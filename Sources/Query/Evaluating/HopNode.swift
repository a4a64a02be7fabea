import Columns
import Diagnostics

/// The value at the row that a reference leads to.
struct HopNode: Node {
  let reference: ColumnSource
  let inner: Node
  /// Something behind the reference looks back at the row that refers.
  let looksBack: Bool
  /// Where the value costs work and looks at nothing but its own row: the column of it, which is worked out once.
  let whole: WholeColumn?

  func vector(_ block: Block) throws -> Vector {
    let (target, matched) = follow(block)
    let result = try known(target) ?? inner.vector(target)
    let known = result.known.map { $0.and(matched) } ?? matched
    return Vector(count: result.count, result.data, known: known)
  }

  func condition(_ block: Block) throws -> Bitmap {
    let (target, matched) = follow(block)
    guard let column = try known(target), case .truth(let bits) = column.data else {
      return try inner.condition(target).and(matched)
    }
    return (column.known.map { bits.and($0) } ?? bits).and(matched)
  }

  /// The values from the whole column, where most of it is needed or soon will be.
  private func known(_ target: Block) throws -> Vector? {
    guard let whole, !looksBack, target.total >= whole.rowCount else { return nil }
    return try target.run.column(whole)?.vector(target.rows)
  }

  private func follow(_ block: Block) -> (Block, matched: Bitmap) {
    let references = reference.vector(block.rows)
    guard case .int32(let lane) = references.data else {
      return (block, Bitmap(repeating: false, count: block.count))
    }
    let matched = references.known ?? Bitmap(repeating: true, count: block.count)
    let rows = lane.rows(known: references.known, count: block.count)
    let parent = looksBack ? Block.Parent(block: block, slots: .ascending(from: 0, count: block.count)) : nil
    let target = Block(
      rows: .list(rows), positions: 0..<block.count, total: block.total, run: block.run, parent: parent)
    return (target, matched)
  }
}

/// An expression over all rows of a table, whatever rows a query has left: many customers refer to one campaign, and what it
/// cost for each of them is worked out once.
struct WholeColumn: Sendable {
  let table: Int
  let rowCount: Int
  let expression: TypedExpression
  let compiler: Compiler

  /// The column; nil where a row that perhaps nobody refers to goes beyond what a number holds.
  ///
  /// - Throws: `QueryCancelled`.
  func evaluate(_ run: Run) throws -> Column? {
    let rows = Relation(table: table, total: rowCount, slots: SlotStore())
    do { return try rows.column(expression, compiler, run) } catch is Diagnostic { return nil }
  }
}

extension TypedExpression {
  /// Whether the expression walks over other rows than its own.
  var hasAggregate: Bool {
    switch kind {
    case .constant, .column, .origin, .slot, .member: false
    case .outer(let inner), .hop(_, _, let inner): inner.hasAggregate
    case .call(_, let arguments): arguments.contains(where: \.hasAggregate)
    case .aggregate, .journey: true
    }
  }
}
