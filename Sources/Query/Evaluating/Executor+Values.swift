import Book
import Columns

/// What resolving has to know of the data: which columns a clause will make.
extension Executor {
  /// The values of a query's first field, each once, ascending, missing last.
  static func distinctValues(of query: TypedQuery, isCancelled: @escaping @Sendable () -> Bool) throws -> [Value] {
    guard let column = try run(query, isCancelled: isCancelled).table.fields.first?.column else { return [] }
    let grouper = Grouper(keyCount: 1)
    _ = grouper.slots(for: [column.vector(.range(0..<column.count))])
    let found = grouper.keyColumns(types: [column.type])[0]
    let order = Sorting.order(count: found.count, by: [SortKey(column: found, isDescending: false)])
    return order.array.map { found.value(Int($0)) }
  }

  /// The value of an expression that mentions no row.
  static func value(of expression: TypedExpression, in book: Book) throws -> Value {
    let slots = SlotStore()
    let relation = Relation(table: nil, total: 1, slots: slots)
    return try relation.column(
      expression, Compiler(book: book, slots: slots), Run(book: book, isCancelled: { false })
    ).value(0)
  }
}
