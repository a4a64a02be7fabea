extension Statement {
  /// Whether running the statement may change what a book keeps. Of a script nobody knows before it is read.
  public var mayChangeBook: Bool {
    switch kind {
    case .select, .refine, .back, .describe, .explain, .sql, .queries, .diff, .why, .card, .contrast: false
    case .segment, .define, .drop, .set, .run, .add, .update, .remove, .undo, .merge, .forget, .import, .save,
      .snapshot, .table,
      .column:
      true
    }
  }
}
