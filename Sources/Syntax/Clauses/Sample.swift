/// `sample N [seed K]`
enum SampleClause {
  static let row = ClauseRow(
    .sample, usage: "sample N [seed K]", help: "keeps rows drawn by chance; the same seed draws the same rows",
    example: "select customers sample 100 seed 7"
  ) { state in
    guard let count = state.count("A number of rows") else { return nil }
    guard state.eat(.seed) else { return .sample(count, seed: nil) }
    return state.count("A whole number for the seed").map { .sample(count, seed: $0) }
  }
}
