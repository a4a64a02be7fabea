import Columns
import Diagnostics
import Syntax

/// What a query mentions is shown where it has no `show`.
extension ClauseResolution {
  /// Notes the columns, measures and aggregates of an expression, to show them where there is no `show`.
  func mention(_ expression: Expression) {
    guard fields == nil, scope.groups == nil else { return }
    switch expression.kind {
    case .name, .member: note(expression)
    case .call(let call):
      let name = call.callee.dottedName?.map(\.text).joined(separator: ".") ?? ""
      let isFunction = Function.named(name).map { !$0.isOperator } ?? false
      if isFunction { call.arguments.forEach(mention) } else { note(expression) }
    case .inSegment, .inRecord, .inPast, .crossed, .journey: break
    default: expression.children.forEach(mention)
    }
  }

  private func note(_ expression: Expression) {
    guard noted.insert(label(expression)).inserted else { return }
    let spanningBefore = resolution.spanning
    guard let typed = resolution.quietly({ try resolution.expression(expression, in: scope) }) else { return }
    let (value, spanning) = reuse(typed, before: spanningBefore)
    resolution.spanning = spanning
    guard !mentioned.contains(where: { $0.value.isSame(as: value) }) else { return }
    mentioned.append(TypedField(name: label(expression), value: value))
  }

  /// A spanning column that the clause already computes stands in for one that noting would add.
  private func reuse(
    _ typed: TypedExpression, before: [SpanningColumn]
  ) -> (TypedExpression, [SpanningColumn]) {
    guard case .slot(let slot) = typed.kind, let added = resolution.spanning.last, added.slot == slot,
      let known = before.first(where: { $0.name == added.name && $0.type == added.type })
    else { return (typed, resolution.spanning) }
    return (TypedExpression(.slot(known.slot), typed.type, at: typed.span), before)
  }
}
