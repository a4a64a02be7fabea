import Book
import CivilTime
import Columns
import Diagnostics

/// What a query gave: its table, the rows after each clause, and what should be said about it.
public struct QueryResult: Sendable {
  /// One clause carried out.
  public struct Step: Sendable {
    public var span: Span
    /// The clause's first word: `where`, `group by`, `customers` for the source.
    public var name: String
    public var rowsAfter: Int
    public var nanoseconds: UInt64
  }

  public var table: ResultTable
  public var steps: [Step]
  public var notes: [Diagnostic]
}

/// Carries out typed queries.
public enum Executor {
  /// - Parameters:
  ///   - clock: nanoseconds of a steady clock, to time the steps.
  ///   - isCancelled: asked once a block; when true the run ends with `QueryCancelled`.
  /// - Throws: `Diagnostic` for an overflow, `QueryCancelled`.
  public static func run(
    _ query: TypedQuery, clock: () -> UInt64 = { 0 }, isCancelled: @escaping @Sendable () -> Bool = { false }
  ) throws -> QueryResult {
    var execution = Execution(query, Run(book: query.book, isCancelled: isCancelled))
    let steps = try execution.runClauses(clock: clock)
    return QueryResult(table: try execution.result(), steps: steps, notes: execution.notes)
  }

  /// The rows of its table that a query leaves, in their order, and their fields' values: what is to be changed.
  ///
  /// - Parameter chosen: the rows to begin with, ascending; nil for all of the table.
  /// - Returns: nil for a query whose rows are groups.
  /// - Throws: as `run` does.
  public static func rows(
    of query: TypedQuery, among chosen: [Int32]? = nil, isCancelled: @escaping @Sendable () -> Bool = { false }
  ) throws -> (rows: [Int32], values: ResultTable)? {
    var execution = Execution(query, Run(book: query.book, isCancelled: isCancelled))
    if let chosen { execution.relation.keep(Buffer(chosen)) }
    _ = try execution.runClauses(clock: { 0 })
    guard execution.relation.table != nil else { return nil }
    let rows = execution.relation.rows ?? execution.relation.positions()
    return (rows.array, try execution.result())
  }

  /// Which rows of its table a query leaves.
  static func members(of query: TypedQuery, in run: Run) throws -> Bitmap {
    var execution = Execution(query, run)
    _ = try execution.runClauses(clock: { 0 })
    let total = query.book.tables[query.table].rowCount
    guard let rows = execution.relation.rows else { return Bitmap(repeating: true, count: total) }
    return Bitmap(rows: rows, count: total)
  }
}

/// One query under way.
struct Execution {
  let query: TypedQuery
  let run: Run
  let compiler: Compiler
  var relation: Relation
  var notes: [Diagnostic] = []

  init(_ query: TypedQuery, _ run: Run) {
    self.query = query
    self.run = run
    let slots = SlotStore()
    compiler = Compiler(book: query.book, slots: slots)
    let table = query.book.tables[query.table]
    relation = Relation(table: query.table, total: table.rowCount, slots: slots, arrivals: table.arrivals)
  }

  mutating func runClauses(clock: () -> UInt64) throws -> [QueryResult.Step] {
    var started = clock()
    if let existing = query.existing { try keepExisting(existing) }
    if let segment = query.segment { relation.filter(try run.members(of: segment).positions()) }
    let name = query.segment?.name ?? query.book.tables[query.table].name
    var steps = [
      QueryResult.Step(span: Span(0, 0), name: name, rowsAfter: relation.count, nanoseconds: clock() - started)
    ]
    for (index, clause) in query.clauses.enumerated() {
      started = clock()
      if clause.needsOrder { relation.putInOrder() }
      for spanning in clause.spanning { try add(spanning) }
      if relation.rows == nil, let lookup = query.keyLookup(inClause: index) {
        try find(lookup)
      } else {
        try apply(clause)
      }
      steps.append(
        QueryResult.Step(
          span: clause.span, name: clause.name, rowsAfter: relation.count, nanoseconds: clock() - started))
    }
    return steps
  }

  /// Leaves out the rows that came later than the day of `as of`; of what is no event, says how many.
  private mutating func keepExisting(_ condition: TypedExpression) throws {
    let before = relation.count
    relation.filter(try relation.matching(condition, compiler, run))
    let table = query.book.tables[query.table]
    guard table.eventColumn == nil, relation.count < before, let day = query.asOf else { return }
    notes.append(
      Diagnostic(
        "came-later",
        "\(before - relation.count) of the \(table.name) came after \(IsoText.date(day)) and are left out.",
        severity: .note))
  }

  mutating func result() throws -> ResultTable {
    relation.putInOrder()
    let fields = try query.fields.map { field in
      ResultTable.Field(name: field.name, column: try relation.column(field.value, compiler, run))
    }
    return ResultTable(fields: fields, rowCount: relation.count)
  }

  /// Keeps the one row that has a key, if the rest holds for it.
  private mutating func find(_ lookup: KeyLookup) throws {
    let row = query.book.tables[query.table].row(ofKey: lookup.key)
    relation.filter(Buffer(row.map { [$0] } ?? []))
    guard let rest = lookup.rest, relation.count > 0 else { return }
    relation.filter(try relation.matching(rest, compiler, run))
  }

  private mutating func apply(_ clause: TypedClause) throws {
    switch clause.kind {
    case .filter(let condition): relation.filter(try relation.matching(condition, compiler, run))
    case .add(let columns):
      for column in columns {
        relation.slots.set(column.slot, .column(try relation.column(column.value, compiler, run)))
      }
    case .group(let grouping): relation = try Groups(grouping, relation, compiler, run).relation()
    case .order(let keys):
      let sorted = try keys.map { key in
        SortKey(column: try relation.column(key.value, compiler, run), isDescending: key.isDescending)
      }
      relation.keep(Sorting.order(count: relation.count, by: sorted))
    case .limit(let count, let offset):
      let first = min(offset, relation.count)
      relation.keep(.ascending(from: Int32(first), count: min(count, relation.count - first)))
    case .top(let top): try self.top(top, at: clause.span)
    case .sample(let count, let seed):
      relation.keep(try Sampling.positions(count, seed: seed, of: relation, compiler, run))
    case .pivot(let pivot): try self.pivot(pivot)
    case .cohort(let cohort): try self.cohort(cohort, at: clause.span)
    case .previous(let previous): try self.previous(previous)
    case .split(let split): try self.split(split, at: clause.span)
    case .funnel(let funnel): relation = try FunnelCount(funnel, relation, compiler, run).relation()
    case .show, .export, .chart, .compose: break
    }
  }

  // MARK: Top and bottom

  private mutating func top(_ top: TopRows, at span: Span) throws {
    let ranked = try relation.column(top.by, compiler, run)
    let known = ranked.known ?? Bitmap(repeating: true, count: relation.count)
    let order = Sorting.order(count: relation.count, by: [SortKey(column: ranked, isDescending: !top.isBottom)])
    let candidates = order.array.filter { known[Int($0)] }
    if let per = top.per {
      let groups = Grouper(keyCount: 1).slots(for: [
        try relation.column(per, compiler, run).vector(.range(0..<relation.count))
      ])
      return relation.keep(Buffer(firstOfEach(candidates, groups, top.amount)))
    }
    let count = top.amount.count(of: candidates.count)
    noteTies(ranked, candidates, count, at: span)
    relation.keep(Buffer(Array(candidates.prefix(count))))
  }

  private func firstOfEach(_ candidates: [Int32], _ groups: Buffer<Int32>, _ amount: TopRows.Amount) -> [Int32] {
    var sizes: [Int32: Int] = [:]
    for row in candidates { sizes[groups[Int(row)], default: 0] += 1 }
    var taken: [Int32: Int] = [:]
    return candidates.filter { row in
      let group = groups[Int(row)]
      taken[group, default: 0] += 1
      return taken[group, default: 0] <= amount.count(of: sizes[group] ?? 0)
    }
  }

  private mutating func noteTies(_ ranked: Column, _ candidates: [Int32], _ count: Int, at span: Span) {
    guard count > 0, count < candidates.count else { return }
    let cut = ranked.value(Int(candidates[count - 1]))
    let beyond = candidates[count...].prefix { ranked.value(Int($0)) == cut }.count
    guard beyond > 0 else { return }
    notes.append(
      Diagnostic(
        "tie-at-cut",
        "\(beyond) more \(beyond == 1 ? "row has" : "rows have") the same value as the last one shown: \(ValueText.text(cut, type: ranked.type)).",
        at: span, severity: .note))
  }
}

extension TopRows.Amount {
  /// How many of so many rows.
  public func count(of total: Int) -> Int {
    switch self {
    case .rows(let rows): min(rows, total)
    case .fraction(let share): min(total, Int((share * Double(total)).rounded(.up)))
    }
  }
}

extension TypedClause {
  /// Whether the order of the rows matters to the clause, beyond that it keeps it.
  fileprivate var needsOrder: Bool {
    if case .filter = kind { !spanning.isEmpty } else { true }
  }

  /// The clause's keyword, for steps and plans.
  public var name: String {
    switch kind {
    case .filter: "where"
    case .add: "with"
    case .group(let grouping): grouping.keys.isEmpty ? "show" : "group by"
    case .order: "order by"
    case .limit: "limit"
    case .top(let top): top.isBottom ? "bottom" : "top"
    case .sample: "sample"
    case .split: "split"
    case .funnel: "funnel"
    case .pivot: "pivot"
    case .cohort: "cohort"
    case .previous: "compare"
    case .show: "show"
    case .export: "export"
    case .chart: "chart"
    case .compose: "compose"
    }
  }
}

extension Bitmap {
  /// The bits of some rows.
  init(rows: Buffer<Int32>, count: Int) {
    self.init(count: count) { words in
      words.initialize(repeating: 0)
      for index in 0..<rows.count {
        let row = Int(rows[index])
        words[row >> 6] |= 1 << UInt64(row & 63)
      }
    }
  }
}
