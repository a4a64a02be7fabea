import Columns
import Diagnostics
import Syntax

/// `quintile(spent)`, `rank(spent per city)`, `running(spent)`: over the rows that enter the clause.
extension Resolution {
  func quantile(_ quantile: Quantile, _ call: Call, at span: Span, in scope: Scope) throws -> TypedExpression {
    guard scope.isRelation else {
      throw Diagnostic(
        "quantile-inside-aggregate",
        "A quantile compares the rows of the query; it cannot stand inside an aggregate or behind a dot.",
        at: place(span))
    }
    let name = measureName(of: call, in: scope) ?? Formatter.text(of: Expression(.call(call), at: span))
    let wantsCount = quantile == .bins(nil)
    guard call.arguments.count == (wantsCount ? 2 : 1) else {
      throw Diagnostic(
        "wrong-arguments", wantsCount ? "ntile takes a value and the number of bins." : "This takes one value.",
        at: place(span), notes: wantsCount ? ["For instance: ntile(spent, 4)"] : [])
    }
    let value = try expression(call.arguments[0], in: scope)
    let kind = try self.kind(quantile, of: value, call, at: span, in: scope)
    let type: ValueType =
      switch kind {
      case .percentRank: .percent
      case .running: value.type
      default: .whole
      }
    return addSpanning(kind, type, name, per: try per(call, in: scope), at: span)
  }

  /// The name of the measure that is nothing but this call, to speak of it: `rfm.f`.
  private func measureName(of call: Call, in scope: Scope) -> String? {
    guard let name = expanding.last, let table = scope.table,
      let definition = context.catalog.definition(name, on: tableName(table)), definition.parameters.isEmpty,
      definition.body.kind == .call(call)
    else { return nil }
    return name
  }

  private func kind(
    _ quantile: Quantile, of value: TypedExpression, _ call: Call, at span: Span, in scope: Scope
  ) throws -> SpanningColumn.Kind {
    if quantile == .running {
      guard AggregateFunction.sum.resultType(of: value.type) != nil else {
        throw Diagnostic(
          "units-do-not-meet", "\(value.type.label.capitalizedFirst) cannot be added up.", at: place(span),
          notes: ["For instance: running(spent), running(share(spent))"])
      }
      return .running(value)
    }
    guard value.type.isNumeric || [.date, .time, .duration].contains(value.type) else {
      throw Diagnostic(
        "units-do-not-meet", "\(value.type.label.capitalizedFirst) has no order that quantiles could use.",
        at: place(span))
    }
    switch quantile {
    case .bins(let fixed?): return .bins(value, count: fixed)
    case .bins(nil): return .bins(value, count: try bins(call.arguments[1], at: span, in: scope))
    case .percentRank: return .percentRank(value)
    case .rank, .running: return .rank(value)
    }
  }

  private func bins(_ count: Expression, at span: Span, in scope: Scope) throws -> Int {
    guard case .whole(let count)? = try expression(count, in: scope).constant, (1...1_000_000).contains(count) else {
      throw Diagnostic("wrong-arguments", "The number of bins is a whole number from 1.", at: place(span))
    }
    return Int(count)
  }
}
