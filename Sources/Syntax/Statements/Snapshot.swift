import Diagnostics

/// `snapshot champions`: writes down who is a member today.
enum SnapshotStatement {
  static let row = StatementRow(
    .snapshot, usage: "snapshot SEGMENT", help: "records today's members of a segment, to compare with later",
    example: "snapshot champions"
  ) { $0.name(.segment, "A segment").map { .snapshot($0) } }
}
