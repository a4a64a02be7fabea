import Diagnostics

// Funnels, whose steps have conditions as clauses have.

extension StatementWriter {
  /// Clauses in order. A `where` behind a funnel is not that of its last step, so that one stands in brackets where it could be.
  func clauses(_ clauses: [Clause]) -> [Block] {
    clauses.indices.map { index in
      guard case .funnel(let funnel) = clauses[index].kind,
        let next = index + 1 < clauses.count ? clauses[index + 1] : nil,
        case .where = next.kind
      else { return clause(clauses[index]) }
      return self.funnel(funnel, at: clauses[index].span.lower, closesLastStep: true)
    }
  }

  func funnel(_ funnel: FunnelClause, at start: Int, closesLastStep: Bool = false) -> Block {
    var head = "funnel "
    if funnel.order != .given { head += funnel.order.rawValue + " " }
    if let within = funnel.within { head += "within " + text(within, .postfix) + " " }
    let isAnyOrder = funnel.order == .any
    return Block(
      funnel.steps.enumerated().map { index, step in
        let isLast = index + 1 == funnel.steps.count
        let isOpen = step.filter == nil && step.within == nil
        var text = text(step)
        if isLast, closesLastStep, isOpen, step.label == nil { text = "(\(text))" }
        if let label = step.label { text += " as " + name(label) }
        let joint = isAnyOrder && !isLast ? "," : ""
        let lead = index == 0 ? head : isAnyOrder ? "" : "then "
        return Block(lead + text + joint, at: index == 0 ? start : step.span.lower)
      })
  }

  private func text(_ step: JourneyStep) -> String {
    var writer = ExpressionWriter(spelledAsIn: source)
    writer.write(step)
    return writer.text
  }
}
