import Query

extension TypedQuery {
  /// The columns added by clauses that something in the query reads: the others need not be worked out.
  var mentionedSlots: Set<Int> {
    var slots: Set<Int> = []
    for part in parts { part.mentionSlots(&slots) }
    return slots
  }
}

extension TypedExpression {
  fileprivate func mentionSlots(_ slots: inout Set<Int>) {
    if case .slot(let slot) = kind { slots.insert(slot) }
    for child in children { child.mentionSlots(&slots) }
  }
}
