import Columns
import Synchronization

/// The columns that clauses have added, by slot: as many values as there are rows, in their order, or one for all.
final class SlotStore: Sendable {
  enum Content: Sendable {
    case column(Column)
    case constant(Value)
  }

  private let state = Mutex<[Int: Content]>([:])

  func set(_ slot: Int, _ content: Content) { state.withLock { $0[slot] = content } }

  func vector(_ slot: Int, _ block: Block) -> Vector {
    switch state.withLock({ $0[slot] }) {
    case .column(let column)?: return column.vector(.range(block.positions))
    case .constant(let value)?: return Vector(repeating: value, count: block.count)
    case nil: return Vector(repeating: .missing, count: block.count)
    }
  }

  /// The whole column of a slot of `count` rows.
  func column(_ slot: Int, type: ValueType, count: Int) -> Column {
    switch state.withLock({ $0[slot] }) {
    case .column(let column)?: return column
    case .constant(let value)?: return Vector(repeating: value, count: count).column(type: type)
    case nil: return Vector(repeating: .missing, count: count).column(type: type)
    }
  }

  /// Keeps the rows at some positions, in that order.
  func keep(_ positions: Buffer<Int32>) {
    state.withLock { contents in
      for case (let slot, .column(let column)) in contents {
        contents[slot] = .column(column.vector(.list(positions)).column(type: column.type))
      }
    }
  }

  func removeAll() { state.withLock { $0 = [:] } }
}
