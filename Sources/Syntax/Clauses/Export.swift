import Diagnostics

/// `export "FILE" [as FORMAT] [raw] [force]`
public struct ExportClause: Hashable, Sendable {
  public var file: String
  public var fileSpan: Span
  public var format: Name?
  public var isRaw: Bool
  public var isForced: Bool

  public init(file: String, fileSpan: Span, format: Name?, isRaw: Bool, isForced: Bool) {
    self.file = file
    self.fileSpan = fileSpan
    self.format = format
    self.isRaw = isRaw
    self.isForced = isForced
  }
}

extension ExportClause {
  static let row = ClauseRow(
    .export, usage: "export \"FILE\" [as FORMAT] [raw] [force]",
    help: "writes the whole result to a file", example: "select customers show name, email export \"people.csv\""
  ) { state in
    guard let (file, span) = state.text("A file's name") else { return nil }
    var clause = ExportClause(file: file, fileSpan: span, format: nil, isRaw: false, isForced: false)
    if state.eat(.as) {
      guard let format = state.name(.exportFormat, "A format") else { return nil }
      clause.format = format
    }
    while true {
      if !clause.isRaw, state.eat(.raw) {
        clause.isRaw = true
      } else if !clause.isForced, state.eat(.force) {
        clause.isForced = true
      } else {
        return .export(clause)
      }
    }
  }
}
