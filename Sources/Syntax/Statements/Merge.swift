import Diagnostics

/// `merge C000124 into C000123`: two customers are one person.
public struct MergeStatement: Hashable, Sendable {
  /// The customer that goes; its key stays findable.
  public var gone: Key
  public var kept: Key

  public init(gone: Key, kept: Key) {
    self.gone = gone
    self.kept = kept
  }
}

extension MergeStatement {
  static let row = StatementRow(
    .merge, usage: "merge KEY into KEY", help: "makes one customer of two; the first one's key still finds them",
    example: "merge C000124 into C000123"
  ) { state in
    guard let gone = state.rowKey("The key of the customer that goes") else { return nil }
    guard state.eat(.into) else {
      state.fail(expected: "`into`", notes: ["It is written: merge KEY into KEY"])
      return nil
    }
    return state.rowKey("The key of the customer that stays").map { .merge(MergeStatement(gone: gone, kept: $0)) }
  }
}
