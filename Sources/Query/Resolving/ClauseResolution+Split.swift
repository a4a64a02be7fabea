import Columns
import Diagnostics
import Syntax

/// `split 90/10 [seed K]`
extension ClauseResolution {
  private static let mostParts = 26

  func split(_ shares: [Expression], seed: Expression?, at span: Span) throws -> Split {
    let sizes = try shares.map(whole)
    guard sizes.count <= ClauseResolution.mostParts else {
      throw Diagnostic("too-many-parts", "split makes at most \(ClauseResolution.mostParts) parts, A to Z.", at: span)
    }
    guard sizes.contains(where: { $0 > 0 }) else {
      throw Diagnostic(
        "not-a-number", "At least one of the shares must be more than 0.", at: span,
        notes: ["For instance: split 90/10"]
      )
    }
    let identity = identity(at: span)
    guard !identity.isEmpty else {
      throw Diagnostic(
        "nothing-to-split", "This is one row; split needs rows that a key tells apart.", at: span,
        notes: ["For instance: select customers split 90/10"])
    }
    let split = Split(
      slot: resolution.freshSlot(), identity: identity, shares: sizes,
      seed: try seed.map { Int64(try whole($0)) } ?? 0)
    append(Split.name, .slot(split.slot), .text, at: span)
    return split
  }

  /// The values that tell rows apart.
  private func identity(at span: Span) -> [TypedExpression] {
    if let table = scope.table {
      let own = resolution.book.tables[table]
      let columns = own.keyColumn.map { [$0] } ?? own.columns.indices.filter { own.columns[$0].type != .textSet }
      return columns.map { resolution.column($0, of: table, at: span) }
    }
    if let groups = scope.groups {
      return groups.keys.map { TypedExpression(.slot($0.slot), $0.value.type, at: span) }
    }
    // A stage of a funnel is told by its step.
    return scope.slots.prefix(1).map { TypedExpression(.slot($0.number), $0.type, at: span) }
  }

  /// A column that the clause adds: later clauses see it, and it is shown where nothing else is asked for.
  func append(_ name: String, _ kind: TypedExpression.Kind, _ type: ValueType, at span: Span) {
    if case .slot(let slot) = kind { scope.slots.append(Scope.Slot(number: slot, name: name, type: type)) }
    let field = TypedField(name: name, value: TypedExpression(kind, type, at: span))
    mentioned.append(field)
    if fieldsAreGroups { fields?.append(field) }
  }
}
