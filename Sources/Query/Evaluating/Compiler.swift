import Book
import Columns
import Diagnostics
import Text

/// Turns typed expressions into nodes: looks up columns, picks kernels, and recognises what has a faster way.
struct Compiler {
  let book: Book
  let slots: SlotStore
  /// Whether the nodes are for just a few rows, whose cells are read alone where they still lie in the book's file.
  var isForFew = false

  /// The compiler for a clause or a result of so many rows.
  func forRows(_ count: Int) -> Compiler {
    var compiler = self
    compiler.isForFew = count <= Compiler.few
    return compiler
  }

  private static let few = 64

  func node(_ expression: TypedExpression) -> Node {
    switch expression.kind {
    case .constant(let value): return ConstantNode(value)
    case .column(let table, let column): return ColumnNode(column: source(table, column))
    case .origin(let table, let part, let sources): return origin(of: book.tables[table], part, sources)
    case .slot(let slot): return SlotNode(slots: slots, slot: slot)
    case .hop(let table, let column, let inner): return hop(book.tables[table].columns[column], inner)
    case .outer(let inner): return OuterNode(inner: node(inner))
    case .member(let segment): return MemberNode(segment: segment)
    case .aggregate(let aggregate): return self.aggregate(aggregate, expression)
    case .journey(let journey): return self.journey(journey)
    case .call(let function, let arguments): return call(function, arguments, expression)
    }
  }

  func source(_ table: Int, _ column: Int) -> ColumnSource {
    ColumnSource(book, table: table, column: column, isForFew: isForFew)
  }

  private func origin(of table: Table, _ part: OriginPart, _ sources: RowSources) -> Node {
    guard let origin = table.origin else { return ConstantNode(.missing) }
    return OriginNode(
      batches: ColumnSource(references: origin.batches, isForFew: isForFew),
      lines: ColumnSource(references: origin.lines, isForFew: isForFew), part: part, sources: sources)
  }

  private func hop(_ reference: TableColumn, _ inner: TypedExpression) -> Node {
    var whole: WholeColumn?
    if inner.hasAggregate, !inner.looksOutside, case .reference(let target) = reference.type {
      whole = WholeColumn(
        table: target, rowCount: book.tables[target].rowCount, expression: inner, compiler: self)
    }
    return HopNode(
      reference: ColumnSource(references: reference.values, isForFew: isForFew), inner: node(inner),
      looksBack: inner.looksOutside, whole: whole)
  }

  // MARK: Calls

  private func call(_ function: Function, _ arguments: [TypedExpression], _ expression: TypedExpression) -> Node {
    if let builtIn = builtIn(function, arguments) { return builtIn }
    if let fast = columnComparison(function, arguments) { return fast }
    guard let signature = function.signature(for: arguments) else { return ConstantNode(.missing) }
    switch signature.kernel {
    case .vector(let kernel):
      return VectorCallNode(arguments: arguments.map(node), span: expression.span, kernel: kernel)
    case .condition(let kernel): return ConditionCallNode(arguments: arguments.map(node), kernel: kernel)
    case .textCondition(let isFolded, let predicate):
      return TextConditionNode(arguments: text(arguments, isFolded: isFolded), predicate: predicate)
    case .textMap(let transform): return TextMapNode(arguments: text(arguments, isFolded: false), transform: transform)
    case .textMeasure(let measure):
      return TextMeasureNode(arguments: text(arguments, isFolded: false), measure: measure)
    case .builtIn: return ConstantNode(.missing)
    }
  }

  private func text(_ arguments: [TypedExpression], isFolded: Bool) -> TextArguments {
    TextArguments(
      text: node(arguments[0]), rest: arguments.dropFirst().map(node),
      isRestConstant: arguments.dropFirst().allSatisfy { $0.constant != nil }, isFolded: isFolded)
  }

  private func sides(_ arguments: [TypedExpression]) -> LikenessSides {
    LikenessSides(
      node(arguments[0]), node(arguments[1]), leftIsConstant: arguments[0].constant != nil,
      rightIsConstant: arguments[1].constant != nil)
  }

  /// The resolver has refused what is no pattern.
  private func matches(_ arguments: [TypedExpression]) -> Node {
    guard case .text(let text)? = arguments[1].constant, let pattern = try? Pattern(text) else {
      return ConstantNode(.truth(false))
    }
    let value = TextArguments(text: node(arguments[0]), rest: [], isRestConstant: true, isFolded: pattern.isFolded)
    return PatternNode(arguments: value, matcher: pattern.matcher())
  }

  private func builtIn(_ function: Function, _ arguments: [TypedExpression]) -> Node? {
    switch function {
    case LogicFunctions.and: return AndNode(parts: arguments.map(node))
    case LogicFunctions.or: return OrNode(parts: arguments.map(node))
    case LogicFunctions.not: return NotNode(part: node(arguments[0]))
    case TextFunctions.matches: return matches(arguments)
    case LikenessFunctions.resembles: return ResemblanceNode(sides: sides(arguments))
    case LikenessFunctions.similarity: return LikenessNode(sides: sides(arguments))
    case LogicFunctions.isKnown: return IsKnownNode(value: node(arguments[0]))
    case ChoiceFunctions.otherwise: return OtherwiseNode(value: node(arguments[0]), fallback: node(arguments[1]))
    case CurrencyFunctions.converted: return converted(arguments)
    case ChoiceFunctions.choose:
      let no = arguments.count > 2 ? node(arguments[2]) : ConstantNode(.missing)
      return ChooseNode(test: node(arguments[0]), yes: node(arguments[1]), no: no)
    default: return nil
    }
  }

  /// `column < constant`, and a range of constants: straight on the column's storage.
  private func columnComparison(_ function: Function, _ arguments: [TypedExpression]) -> Node? {
    guard case .column(let table, let index) = arguments[0].kind else { return nil }
    let type = book.tables[table].columns[index].type
    if type == .text || type.isReference { return nil }
    let column = source(table, index)
    if function == ComparisonFunctions.within, let lower = arguments[1].constant, let upper = arguments[2].constant {
      return AndNode(parts: [
        ColumnComparisonNode(column: column, comparison: .greaterOrEqual, constant: lower),
        ColumnComparisonNode(column: column, comparison: .lessOrEqual, constant: upper),
      ])
    }
    guard let comparison = ComparisonFunctions.comparison(function), arguments.count == 2,
      let constant = arguments[1].constant
    else { return nil }
    return ColumnComparisonNode(column: column, comparison: comparison, constant: constant)
  }

  // MARK: Aggregates

  private func aggregate(_ aggregate: ChildAggregate, _ expression: TypedExpression) -> Node {
    let ways = aggregate.path.map { book.waysBack[$0] }
    let isEvery = aggregate.function == .every
    let filters = isEvery ? [aggregate.during] : [aggregate.during, aggregate.filter]
    let valueType = aggregate.value?.type ?? .whole
    return AggregateNode(
      children: ChildRows(ways: ways, isForFew: isForFew),
      input: input(
        aggregate.value, filters.compactMap { $0 }, outside: isEvery ? [aggregate.filter] : [],
        event: ways.count > 1 ? event(of: aggregate.table, for: aggregate.function) : nil),
      function: aggregate.function, test: isEvery ? aggregate.filter.map(node) : nil, overGaps: aggregate.overGaps,
      valueType: accumulated(valueType, overGaps: aggregate.overGaps),
      resultType: expression.type, span: expression.span,
      childTotal: book.tables[ways[ways.count - 1].source].rowCount,
      parentTotal: book.tables[ways[0].target].rowCount)
  }

  /// The type of what is accumulated: between dates lie lengths of time.
  func accumulated(_ type: ValueType, overGaps: Bool) -> ValueType {
    overGaps && (type == .date || type == .time) ? .duration : type
  }

  func input(
    _ value: TypedExpression?, _ filters: [TypedExpression], outside: [TypedExpression?] = [], event: Node? = nil
  ) -> AggregateInput {
    let filter: Node? =
      filters.isEmpty ? nil : filters.count == 1 ? node(filters[0]) : AndNode(parts: filters.map(node))
    let parts = filters + outside.compactMap { $0 } + (value.map { [$0] } ?? [])
    return AggregateInput(
      value: value.map(node), filter: filter, looksOutside: parts.contains(where: \.looksOutside), event: event)
  }

  /// The events by which `first` and `last` go.
  func event(of table: Int, for function: AggregateFunction) -> Node? {
    guard function == .first || function == .last else { return nil }
    return book.tables[table].eventColumn.map { ColumnNode(column: source(table, $0)) }
  }
}

extension TypedExpression {
  /// Whether the expression looks at the row around the aggregate or behind the reference that it stands in.
  var looksOutside: Bool { looksOutside(levels: 1) }

  /// Whether it looks at the row so many levels out, or farther.
  private func looksOutside(levels: Int) -> Bool {
    switch kind {
    case .constant, .column, .origin, .slot, .member: false
    case .outer(let inner): levels == 1 || inner.looksOutside(levels: levels - 1)
    case .call(_, let arguments): arguments.contains { $0.looksOutside(levels: levels) }
    case .hop(_, _, let inner): inner.looksOutside(levels: levels + 1)
    case .aggregate(let inner):
      [inner.value, inner.during, inner.filter].contains { $0?.looksOutside(levels: levels + 1) ?? false }
    case .journey(let journey): journey.parts.contains { $0.looksOutside(levels: levels + 1) }
    }
  }
}
