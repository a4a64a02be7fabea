import Diagnostics

/// `save NAME`: keeps the last query under a name; `run NAME` asks it again.
enum SaveStatement {
  static let row = StatementRow(
    .save, usage: "save NAME", help: "keeps the last query under a name, for run",
    example: "select customers where lastPurchase > 180d; save quiet; run quiet"
  ) { $0.name(.new, "A name for the last query").map { .save($0) } }
}
