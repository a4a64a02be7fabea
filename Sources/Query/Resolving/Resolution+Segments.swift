import Columns
import Diagnostics
import Syntax

extension Resolution {
  /// `in champions`, `memberOf in champions`: the row, or the row that a reference leads to, is a member.
  func inSegment(
    _ operand: Expression?, _ name: Name, at span: Span, in scope: Scope
  ) throws -> TypedExpression {
    guard let segment = try segment(name) else { throw unknownSegment(name, operand) }
    return try member(of: segment, operand, name, at: span, in: scope)
  }

  /// The row, or the row that a reference leads to, is among a segment's members.
  func member(
    of segment: SegmentQuery, _ operand: Expression?, _ name: Name, at span: Span, in scope: Scope
  ) throws -> TypedExpression {
    let member = TypedExpression(.member(of: segment), .truth, at: span)
    let wanted = segment.query.table
    guard let operand else { return try memberAround(member, wanted, name, at: span, in: scope) }
    guard let names = operand.dottedName, let table = scope.table,
      let found = try reference(names, from: table, in: scope, member: member, wanted: wanted)
    else {
      throw Diagnostic(
        "not-a-member",
        "\(Formatter.text(of: operand)) is not a row of \(tableName(wanted)), so it cannot be in \(name.text).",
        at: place(operand.span), notes: ["A list of values is written in parentheses: in (\"a\", \"b\")."])
    }
    // Who is nobody is in no segment: the condition is false there, never missing.
    return TypedExpression(.call(LogicFunctions.and, [found]), .truth, at: span)
  }

  /// The row itself, or inside an aggregate the row around it, is of the segment's table.
  private func memberAround(
    _ member: TypedExpression, _ wanted: Int, _ name: Name, at span: Span, in scope: Scope
  ) throws -> TypedExpression {
    if scope.table == wanted { return member }
    if let parent = scope.parent {
      let around = try memberAround(member, wanted, name, at: span, in: parent)
      return TypedExpression(.outer(around), .truth, at: span)
    }
    let here = scope.table.map(tableName) ?? "groups"
    throw Diagnostic(
      "not-a-member", "\(name.text) is a segment of \(tableName(wanted)), and the rows here are \(here).", at: span,
      notes: ["Say which reference leads there, as in: customer in \(name.text)."])
  }

  private func reference(
    _ names: [Name], from table: Int, in scope: Scope, member: TypedExpression, wanted: Int
  ) throws -> TypedExpression? {
    guard let column = column(names[0], of: table),
      case .reference(let target) = book.tables[table].columns[column].type
    else { return nil }
    if names.count == 1 {
      guard target == wanted else { return nil }
      return hop(table, column, member, at: member.span)
    }
    let rest = Array(names.dropFirst())
    guard let inner = try reference(rest, from: target, in: Scope(table: target), member: member, wanted: wanted)
    else { return nil }
    return hop(table, column, inner, at: member.span)
  }

  /// A saved segment, resolved once a query; nil if there is none of that name. Circles are refused with their path.
  func segment(_ name: Name) throws -> SegmentQuery? {
    guard let definition = segmentDefinition(name.text) else { return nil }
    let key = SegmentOfDay(name: definition.name, today: context.today, asOf: asOf)
    if let known = segments[key] { return known }
    guard !expanding.contains(definition.name) else {
      throw Diagnostic(
        "circular-name", "\(definition.name) is defined by itself: \(circle(definition.name)).", at: place(name.span))
    }
    expanding.append(definition.name)
    let outer = (useSite, spanning, mentioned)
    useSite = place(name.span)
    (spanning, mentioned) = ([], [])
    defer {
      (useSite, spanning, mentioned) = outer
      expanding.removeLast()
    }
    let resolved = SegmentQuery(name: definition.name, query: try query(definition.query))
    if resolved.query.givesGroups {
      throw Diagnostic(
        "segment-of-groups", "\(definition.name) counts groups, so no single row is a member of it.",
        at: place(name.span))
    }
    segments[key] = resolved
    return resolved
  }

  private func segmentDefinition(_ name: String) -> SegmentDefinition? {
    if let exact = context.catalog.segment(name) { return exact }
    return context.catalog.segments.first { $0.name.lowercased() == name.lowercased() }
  }

  func unknownSegment(_ name: Name, _ operand: Expression?) -> Diagnostic {
    let nearest = Suggestions.nearest(name.text, among: context.catalog.segments.map(\.name))
    return Diagnostic(
      "unknown-segment", "There is no segment \(name.text).", at: place(name.span),
      notes: operand == nil ? [] : ["A single text is compared with =; a list is written in (\"a\", \"b\")."],
      suggestion: nearest.map { Diagnostic.Suggestion($0, at: place(name.span)) })
  }
}
