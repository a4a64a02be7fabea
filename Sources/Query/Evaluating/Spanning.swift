import Columns
import Diagnostics

/// Columns computed from all rows that enter a clause, or from those that agree in some values.
extension Execution {
  mutating func add(_ spanning: SpanningColumn) throws {
    relation.slots.set(spanning.slot, try content(of: spanning))
  }

  private mutating func content(of spanning: SpanningColumn) throws -> SlotStore.Content {
    let groups = spanning.per.isEmpty ? nil : try RowGroups(of: spanning.per, relation, compiler, run)
    switch spanning.kind {
    case .aggregate(let aggregate):
      guard let groups else { return .constant(try Groups.single(aggregate, relation, compiler, run)) }
      return .column(try Groups.beside(aggregate, groups, relation, compiler, run))
    case .share(let value): return .column(try Groups.shares(try column(value), groups, at: spanning.span))
    case .bins(let value, let count):
      if let groups { return .column(Quantiles.bins(try column(value), n: count, groups: groups.numbers)) }
      let (bins, cuts) = Quantiles.bins(try column(value), n: count)
      note(cuts, of: spanning, type: value.type)
      return .column(bins)
    case .percentRank(let value):
      return .column(
        try groups.map { Quantiles.percentRank(try column(value), groups: $0.numbers) }
          ?? Quantiles.percentRank(try column(value)))
    case .rank(let value):
      return .column(
        try groups.map { Quantiles.rank(try column(value), groups: $0.numbers) } ?? Quantiles.rank(try column(value)))
    case .running(let value):
      do {
        return .column(try RunningTotals.totals(try column(value), groups: groups?.numbers))
      } catch is ArithmeticOverflow {
        throw Overflow.diagnostic(at: spanning.span)
      }
    }
  }

  func column(_ expression: TypedExpression) throws -> Column {
    try relation.column(expression, compiler, run)
  }

  /// Says where the bins are cut; once, however often a query asks for them.
  private mutating func note(_ cuts: [Value], of spanning: SpanningColumn, type: ValueType) {
    guard !cuts.isEmpty else { return }
    let shown = cuts.map { ValueText.text($0, type: type) }.joined(separator: ", ")
    let note = Diagnostic("quantile-cuts", "\(spanning.name) is cut at \(shown).", severity: .note)
    if !notes.contains(where: { $0.code == note.code && $0.message == note.message }) { notes.append(note) }
  }
}

/// Rows by the values of some expressions: equal ones have the same number. Missing is a group of its own.
struct RowGroups {
  /// The group of each row.
  let numbers: Buffer<Int32>
  let count: Int

  init(of keys: [TypedExpression], _ relation: Relation, _ compiler: Compiler, _ run: Run) throws {
    let grouper = Grouper(keyCount: keys.count)
    numbers = grouper.slots(
      for: try keys.map { try relation.column($0, compiler, run).vector(.range(0..<relation.count)) })
    count = grouper.count
  }
}
