import Columns
import Diagnostics
import Syntax

/// `pivot KEY`: the values of a key become columns, so they have to be known before later clauses can name them.
extension ClauseResolution {
  func pivot(_ written: Expression, at span: Span) throws -> Pivot {
    let (groups, key) = try pivotKey(written, at: span)
    let cells = try shownCells("pivot", groups, at: span)
    let values = try values(of: key)
    guard values.count * cells.count <= Pivot.mostColumns else {
      throw Diagnostic(
        "too-many-columns",
        "This would make \(values.count * cells.count) columns; the most are \(Pivot.mostColumns).",
        at: written.span, notes: ["Keep fewer groups first: top 20 by …, where count >= 10."])
    }
    let keys = groups.keys.filter { .slot($0.slot) != key.kind }
    var names = Set(keys.map { $0.name.lowercased() })
    let columns = values.map { value in
      cells.map { cell in
        let text = pivotName(of: value, key.type)
        let name = unused(cells.count == 1 ? text : "\(text) \(cell.name)", &names)
        return Pivot.NewColumn(slot: resolution.freshSlot(), name: name)
      }
    }
    showPivot(keys, columns, cells, groups, at: span)
    return Pivot(keys: keys, column: key, values: values, cells: cells.map(\.value), columns: columns)
  }

  private func pivotKey(_ written: Expression, at span: Span) throws -> (GroupScope, TypedExpression) {
    guard let groups = scope.groups, !groups.keys.isEmpty else {
      throw Diagnostic(
        "pivot-without-groups", "pivot turns a key of group by into columns, and there is no group by before it.",
        at: span, notes: ["For instance: group by city, kind show count pivot kind"])
    }
    let typed = resolution.quietly { try resolution.expression(written, in: scope) }
    if let typed, groups.keys.contains(where: { .slot($0.slot) == typed.kind }) { return (groups, typed) }
    let names = groups.keys.map(\.name)
    throw Diagnostic(
      "not-a-key",
      "\(Formatter.text(of: written)) is not among the keys of group by: \(names.joined(separator: ", ")).",
      at: written.span,
      notes: typed == nil
        ? ["Add it to them: group by \((names + [Formatter.text(of: written)]).joined(separator: ", "))"] : [],
      suggestion: Suggestions.nearest(Formatter.text(of: written), among: names).map {
        Diagnostic.Suggestion($0, at: written.span)
      })
  }

  /// The columns shown that are not keys: what each group has to say.
  func shownCells(_ clause: String, _ groups: GroupScope, at span: Span) throws -> [TypedField] {
    let keys = groups.keys.map { TypedExpression.Kind.slot($0.slot) }
    let cells = (fields ?? []).filter { !keys.contains($0.value.kind) }
    // A pivot of nothing has no columns, which is no mistake of who wrote what follows it.
    guard !cells.isEmpty || groups.isClosed else {
      throw Diagnostic(
        "nothing-to-show", "Only keys are shown, so \(clause) has no numbers to work on.", at: span,
        notes: ["For instance: group by city, kind show count, sum(spent)"])
    }
    return cells
  }

  /// The values that an expression has in the rows so far, ascending, missing last: the query up to here is run for them.
  func values(of key: TypedExpression) throws -> [Value] {
    let open = TypedClause(kind: .show, span: key.span, spanning: resolution.spanning)
    let query = TypedQuery(
      book: resolution.book, table: table,
      existing: segment == nil ? resolution.existing(table, at: key.span) : nil, segment: segment,
      clauses: finishedClauses() + [open], fields: [TypedField(name: "", value: key)],
      today: resolution.context.today, asOf: resolution.asOf)
    do {
      return try Executor.distinctValues(of: query, isCancelled: resolution.context.isCancelled)
    } catch is QueryCancelled {
      throw Diagnostic("cancelled", "Stopped; nothing was changed.", at: key.span)
    }
  }

  private func pivotName(of value: Value, _ type: ValueType) -> String {
    let text = ValueText.text(value, type: type)
    return text.isEmpty ? "(empty)" : text
  }

  /// A name that no other column has, whatever the case: one taken already gets a number.
  private func unused(_ name: String, _ taken: inout Set<String>) -> String {
    var candidate = name
    var number = 2
    while !taken.insert(candidate.lowercased()).inserted {
      candidate = "\(name) (\(number))"
      number += 1
    }
    return candidate
  }

  /// The scope and the columns after the clause.
  private func showPivot(
    _ keys: [SlotColumn], _ columns: [[Pivot.NewColumn]], _ cells: [TypedField], _ groups: GroupScope, at span: Span
  ) {
    let closed = GroupScope(rows: groups.rows)
    closed.keys = keys
    closed.isClosed = true
    let inner = Scope(table: nil, isRelation: true)
    inner.groups = closed
    inner.slots = keys.map { Scope.Slot(number: $0.slot, name: $0.name, type: $0.value.type) }
    var shown = keys.map { TypedField(name: $0.name, value: TypedExpression(.slot($0.slot), $0.value.type, at: span)) }
    for row in columns {
      for (column, cell) in zip(row, cells) {
        inner.slots.append(Scope.Slot(number: column.slot, name: column.name, type: cell.value.type))
        shown.append(
          TypedField(name: column.name, value: TypedExpression(.slot(column.slot), cell.value.type, at: span)))
      }
    }
    scope = inner
    fields = shown
    fieldsAreGroups = true
    mentioned = []
  }
}
