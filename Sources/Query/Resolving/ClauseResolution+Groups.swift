import Columns
import Diagnostics
import Syntax

/// `group by`: the keys, and the columns that stand for the groups from there on.
extension ClauseResolution {
  func group(_ keys: [ShowItem], show: [ShowItem]?) throws -> TypedClause.Kind {
    let groups = GroupScope(rows: scope)
    for key in keys {
      guard case .expression(let expression, let alias) = key else {
        throw Diagnostic("group-by-all", "Name the columns to group by; * is for show.", at: key.span)
      }
      let value = try resolution.expression(expression, in: scope)
      guard value.type != .textSet else {
        throw Diagnostic("units-do-not-meet", "Sets cannot be grouped by.", at: expression.span)
      }
      groups.keys.append(
        SlotColumn(slot: resolution.freshSlot(), name: alias?.text ?? label(expression), value: value))
    }
    let overRows = resolution.spanning
    resolution.spanning = []
    let inner = Scope(table: nil, isRelation: true)
    inner.groups = groups
    inner.slots = groups.keys.map { Scope.Slot(number: $0.slot, name: $0.name, type: $0.value.type) }
    scope = inner
    groupings.append((clauses.count, groups))
    try showGroups(show, groups)
    // What compares the groups with each other can be worked out once there are groups.
    overGroups = resolution.spanning
    resolution.spanning = overRows
    return .group(Grouping(keys: [], aggregates: []))
  }

  /// The keys that `show` does not name come first, then what it asks for.
  private func showGroups(_ show: [ShowItem]?, _ groups: GroupScope) throws {
    let keys = groups.keys.map {
      TypedField(name: $0.name, value: TypedExpression(.slot($0.slot), $0.value.type, at: $0.value.span))
    }
    let counted: [ShowItem] = [
      .expression(Expression(.name(Name("count", at: Span(0, 0))), at: Span(0, 0)), as: nil)
    ]
    let asked = try fields(show ?? counted)
    let unnamed = keys.filter { key in !asked.contains { $0.value.isSame(as: key.value) } }
    fields = unnamed + asked
    fieldsAreGroups = true
    mentioned = []
    for field in asked {
      guard case .slot(let slot) = field.value.kind,
        !scope.slots.contains(where: { $0.number == slot && $0.name == field.name })
      else { continue }
      scope.slots.append(Scope.Slot(number: slot, name: field.name, type: field.value.type))
    }
  }
}
