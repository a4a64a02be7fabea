import Columns
import Diagnostics
import Output
import Query
import Syntax

/// Finds out why a row is a member of a segment: takes its query apart, clause by clause, and asks each part.
struct Reasoning {
  let session: Session
  let turn: Turn

  /// Why the row is in the segment, or why not.
  func reason(_ segment: SegmentDefinition, for row: Int32, of table: Int, holds: Bool?) throws(Failure) -> Reason {
    var parts: [Reason] = []
    if let source = source(of: segment) {
      let asked = Expression(.inSegment(nil, segment.query.source, negated: false), at: segment.query.source.span)
      let values = try values([asked], for: row, behind: whole(table), of: table)
      parts.append(try reason(source, for: row, of: table, holds: values[asked]?.truth))
    }
    var query = segment.query
    query.clauses = []
    for clause in segment.query.clauses {
      if let part = try reason(clause, behind: query, for: row, of: table) { parts.append(part) }
      query.clauses.append(clause)
    }
    // One condition needs no word of its own above its parts.
    if parts.count == 1, parts[0].isGroup { parts = parts[0].parts }
    return Reason(text: segment.name, holds: holds, parts: parts)
  }

  private func reason(
    _ clause: Clause, behind query: SelectQuery, for row: Int32, of table: Int
  ) throws(Failure) -> Reason? {
    switch clause.kind {
    case .where(let condition):
      let reason = try reason(condition, behind: query, for: row, of: table)
      guard reason.isGroup else { return reason }
      return Reason(text: "where all of", holds: reason.holds, parts: reason.parts)
    case .with(let assignments):
      return try added(assignments, clause, behind: query, for: row, of: table)
    case .top(let top): return try standing(top, clause, behind: query, for: row, of: table)
    case .order, .show, .export, .chart, .compose: return nil
    default: return try standing(clause, behind: query, for: row, of: table)
    }
  }

  // MARK: Conditions

  private func reason(
    _ condition: Expression, behind query: SelectQuery, for row: Int32, of table: Int
  ) throws(Failure) -> Reason {
    let hasColumns = query.clauses.contains { if case .with = $0.kind { true } else { false } }
    let maker = OutlineMaker { hasColumns ? nil : session.condition($0, of: table) }
    let outline = maker.outline(condition)
    let values = try values(outline.expressions, for: row, behind: query, of: table)
    return try reason(outline, values, for: row, of: table)
  }

  private func reason(
    _ outline: Outline, _ values: RowValues, for row: Int32, of table: Int
  ) throws(Failure) -> Reason {
    guard values.isReached else { return Reason(text: outline.text, values: ["not asked: left out before"]) }
    var reason = Reason(text: outline.text, holds: values[outline.condition]?.truth)
    reason.values = outline.operands.compactMap { operand in
      values[operand.value].map { (operand.label.map { "\($0) " } ?? "") + said($0) }
    }
    for part in outline.parts { reason.parts.append(try self.reason(part, values, for: row, of: table)) }
    guard let (name, operand) = outline.segment, let segment = session.segment(named: name.text) else { return reason }
    guard let operand else {
      reason.parts = try self.reason(segment, for: row, of: table, holds: nil).parts
      return reason
    }
    guard case .text(let key)? = values[operand]?.value, let other = session.table(of: segment),
      let target = session.book.tables[other].row(ofKey: key)
    else { return reason }
    reason.parts = try self.reason(segment, for: target, of: other, holds: nil).parts
    return reason
  }

  // MARK: What is asked

  func values(
    _ expressions: [Expression], for row: Int32, behind query: SelectQuery, of table: Int
  ) throws(Failure) -> RowValues {
    try session.values(of: expressions, for: row, behind: query, of: table, turn)
  }

  /// The query of all rows of a table.
  func whole(_ table: Int) -> SelectQuery {
    let place = turn.statement.span
    return SelectQuery(source: Name(session.book.tables[table].name, at: place), clauses: [], at: place)
  }

  private func source(of segment: SegmentDefinition) -> SegmentDefinition? {
    let name = segment.query.source.text
    return session.book.table(named: name) == nil ? session.segment(named: name) : nil
  }

  private func added(
    _ assignments: [Assignment], _ clause: Clause, behind query: SelectQuery, for row: Int32, of table: Int
  ) throws(Failure) -> Reason? {
    var query = query
    query.clauses.append(clause)
    let names = assignments.map { Expression(.name($0.name), at: $0.name.span) }
    let values = try values(names, for: row, behind: query, of: table)
    let said = zip(assignments, names).map { assignment, name in
      Reason(
        text: "\(assignment.name.text) = \(Formatter.text(of: assignment.value))",
        values: values[name].map { [self.said($0)] } ?? [])
    }
    return said.count == 1 ? said[0] : Reason(text: "with", parts: said)
  }

  /// A value in words: a text in quotation marks, a date with its distance from today.
  func said(_ known: RowValues.Known) -> String {
    guard let text = CellText.text(known.value, type: known.type) else { return "missing" }
    switch known.value {
    case .text(let text): return "\"\(text)\""
    case .date(let day): return "\(text) (\(distance(Int(day))))"
    case .time(let time): return "\(text) (\(distance(Int((Double(time) / 86_400_000_000).rounded(.down)))))"
    default: return text
    }
  }

  private func distance(_ day: Int) -> String {
    let days = Int(session.context.today) - day
    switch days {
    case 0: return "today"
    case 1...: return "\(Wording.count(days, of: "days")) ago"
    default: return "in \(Wording.count(-days, of: "days"))"
    }
  }
}

extension Reason {
  /// Several conditions that all have to hold.
  fileprivate var isGroup: Bool { text == "all of" || text == "where all of" }
}

extension RowValues.Known {
  var truth: Bool? {
    if case .truth(let bit) = value { return bit }
    return nil
  }
}

extension Session {
  /// A segment by its name, exactly first, then without case.
  func segment(named name: String) -> SegmentDefinition? {
    catalog.segment(name) ?? catalog.segments.first { $0.name.lowercased() == name.lowercased() }
  }

  /// The table whose rows a segment holds; nil where its source leads nowhere.
  func table(of segment: SegmentDefinition) -> Int? {
    let source = Name(segment.name, at: segment.query.span)
    return Resolver.resolve(SelectQuery(source: source, clauses: [], at: segment.query.span), in: context).query?.table
  }

  /// The measure that a name in a condition stands for, if it takes no arguments and is itself a condition with parts.
  func condition(_ expression: Expression, of table: Int) -> Definition? {
    guard let name = expression.dottedName?.map(\.text).joined(separator: "."),
      book.tables[table].column(named: name) == nil,
      let definition = catalog.definition(name, on: book.tables[table].name), definition.parameters.isEmpty
    else { return nil }
    switch definition.body.kind {
    case .chain, .binary, .unary(.not, _, _), .inList, .inRange, .inSegment, .isMissing, .has: return definition
    default: return nil
    }
  }
}
