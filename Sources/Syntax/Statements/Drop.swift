import Diagnostics

/// `drop NAME`: removes a saved name, which may be dotted.
enum DropStatement {
  static let row = StatementRow(
    .drop, usage: "drop NAME", help: "removes a segment or definition that nothing else uses",
    example: "segment vip = customers where spent > 500; drop vip"
  ) { state in
    guard let path = state.path(.saved, "The name to remove"), let first = path.first, let last = path.last
    else { return nil }
    if path.count == 1 { return .drop(first) }
    if let part = path.first(where: { $0.text.contains(".") }) {
      state.fail("unexpected-token", "A part of a dotted name cannot hold a dot itself.", at: part.span)
      return nil
    }
    let dotted = path.map(\.text).joined(separator: ".")
    return .drop(Name(dotted, at: first.span.union(last.span)))
  }
}
