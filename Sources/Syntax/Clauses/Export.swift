import Diagnostics

/// `export "FILE" [as FORMAT] [masked] [for PURPOSE] [raw] [force]`
public struct ExportClause: Hashable, Sendable {
  public var file: String
  public var fileSpan: Span
  public var format: Name?
  /// Who somebody is cannot be read in the file.
  public var isMasked = false
  /// Only those are in the file who agreed to this.
  public var purpose: Name?
  public var isRaw = false
  public var isForced = false

  public init(file: String, fileSpan: Span, format: Name? = nil) {
    self.file = file
    self.fileSpan = fileSpan
    self.format = format
  }
}

extension ExportClause {
  static let row = ClauseRow(
    .export, usage: "export \"FILE\" [as FORMAT] [masked] [for PURPOSE] [raw] [force]",
    help: "writes the whole result to a file; masked hides who people are, for leaves out who did not agree",
    example: "select customers show name, email export \"people.csv\""
  ) { state in
    guard let (file, span) = state.text("A file's name") else { return nil }
    var clause = ExportClause(file: file, fileSpan: span)
    if state.eat(.as) {
      guard let format = state.name(.exportFormat, "A format") else { return nil }
      clause.format = format
    }
    clause.isMasked = state.eat(.masked)
    if state.eat(.for) {
      guard let purpose = state.name(.purpose, "A purpose, such as marketing") else { return nil }
      clause.purpose = purpose
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
