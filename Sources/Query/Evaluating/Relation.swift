import Book
import Columns

/// The rows of a query as its clauses leave them: which rows of which table, in which order, and the columns added.
struct Relation {
  /// The table the rows are of; nil after `group by`.
  let table: Int?
  /// The rows in their present order; nil for all rows of the table (or all groups) as they lie.
  var rows: Buffer<Int32>?
  /// The rows that lie behind the others instead of where they belong; nil where there are none, or `rows` tells the order.
  private(set) var arrivals: Arrivals?
  /// How many rows the table has, or how many groups there are.
  let total: Int
  let slots: SlotStore

  var count: Int { rows?.count ?? total }

  /// - Parameters:
  ///   - rows: nil for all.
  ///   - arrivals: those of the table.
  init(table: Int?, rows: Buffer<Int32>? = nil, total: Int, slots: SlotStore, arrivals: Arrivals? = nil) {
    self.table = table
    self.rows = rows
    self.total = total
    self.slots = slots
    self.arrivals = arrivals.flatMap { $0.areInPlace ? nil : $0 }
  }

  /// The blocks that the rows are evaluated in.
  func blocks(_ run: Run) -> [Block] {
    stride(from: 0, to: count, by: RowBatch.blockSize).map { start in
      let positions = start..<min(start + RowBatch.blockSize, count)
      let batch: RowBatch = rows.map { .list($0[positions]) } ?? .range(positions)
      return Block(rows: batch, positions: positions, total: count, run: run, parent: nil)
    }
  }

  /// Keeps the rows at some positions, in that order.
  mutating func keep(_ positions: Buffer<Int32>) {
    slots.keep(positions)
    rows = rows?.listed(at: positions) ?? positions
    arrivals = nil
  }

  /// Keeps the rows at some positions, in the order that the rows have. Where all rows lie as they came, nothing but those
  /// kept is put in order.
  mutating func filter(_ positions: Buffer<Int32>) { keep(arrivals?.ordered(positions) ?? positions) }

  /// Lists all rows in the table's own order, where they do not lie in it. Complexity: O(rows).
  mutating func putInOrder() {
    if let order = arrivals?.order { keep(order) }
    arrivals = nil
  }

  /// The positions of all rows, in order.
  func positions() -> Buffer<Int32> { .ascending(from: 0, count: count) }
}

extension Relation {
  /// The values of an expression for all rows, in order.
  ///
  /// Complexity: O(1) for a column of the whole table, else O(rows).
  func column(_ expression: TypedExpression, _ compiler: Compiler, _ run: Run) throws -> Column {
    if rows == nil, case .column(let table, let column) = expression.kind {
      return compiler.book.readable(table: table, column: column)
    }
    if case .slot(let slot) = expression.kind { return slots.column(slot, type: expression.type, count: count) }
    let node = compiler.forRows(count).node(expression)
    let vectors = try Parallel.map(blocks(run)) { block in
      try run.checkCancelled()
      return try node.vector(block)
    }
    var assembler = ColumnAssembler(type: expression.type)
    for vector in vectors { assembler.append(vector) }
    return assembler.finish()
  }

  /// The positions of the rows that a condition holds for.
  func matching(_ condition: TypedExpression, _ compiler: Compiler, _ run: Run) throws -> Buffer<Int32> {
    let node = compiler.forRows(count).node(condition)
    let bits = try Parallel.map(blocks(run)) { block in
      try run.checkCancelled()
      return try node.condition(block)
    }
    return Bitmap.concatenated(bits).positions()
  }
}
