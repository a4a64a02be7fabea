/// `split P/Q/… [seed K]`
enum SplitClause {
  static let row = ClauseRow(
    .split, usage: "split P/Q [seed K]",
    help: "adds `part`, A or B, drawn by chance in these shares; the same key is always in the same part",
    example: "select customers split 90/10 seed 7 where part = \"A\""
  ) { state in
    guard let first = state.share() else { return nil }
    var shares = [first]
    while state.eat(.slash) {
      guard let next = state.share() else { return nil }
      shares.append(next)
    }
    guard shares.count > 1 else {
      state.fail(expected: "`/` and the next share", notes: ["For instance: `split 90/10`, `split 40/40/20`."])
      return nil
    }
    guard state.eat(.seed) else { return .split(shares, seed: nil) }
    return state.count("A whole number for the seed").map { .split(shares, seed: $0) }
  }
}

extension ParserState {
  fileprivate mutating func share() -> Expression? {
    if current.kind == .percent {
      let written = text(current)
      fail(
        "unexpected-token", "The shares of split are plain whole numbers.",
        suggestion: .init(String(written.dropLast()), at: current.span))
      return nil
    }
    return count("A share, such as 90,")
  }
}
