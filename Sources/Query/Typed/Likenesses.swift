extension TypedClause {
  /// The texts that a filter compares with one text by `resembles`, in the order written.
  public var likenesses: [TypedExpression] {
    guard case .filter(let condition) = kind else { return [] }
    return condition.likenesses
  }
}

extension TypedExpression {
  fileprivate var likenesses: [TypedExpression] {
    switch kind {
    case .call(LikenessFunctions.resembles, let sides):
      let texts = sides.filter { $0.constant == nil }
      return texts.count == 1 ? texts : []
    case .call(_, let arguments): return arguments.flatMap(\.likenesses)
    default: return []
    }
  }
}
