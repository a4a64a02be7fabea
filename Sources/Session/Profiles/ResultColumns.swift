import Columns

/// Columns of profiles, made from lists of values.
extension ResultTable.Field {
  static func text(_ name: String, _ values: [String?]) -> ResultTable.Field {
    ResultTable.Field(
      name: name,
      column: Column(
        type: .text, storage: .text(TextPool(values.map { $0 ?? "" }), codes: nil), known: known(values),
        count: values.count))
  }

  static func whole(_ name: String, _ values: [Int?]) -> ResultTable.Field {
    ResultTable.Field(
      name: name,
      column: Column(
        type: .whole, storage: .int64(Buffer(values.map { Int64($0 ?? 0) })), known: known(values), count: values.count)
    )
  }

  static func percent(_ name: String, _ values: [Double?]) -> ResultTable.Field {
    ResultTable.Field(
      name: name,
      column: Column(
        type: .percent, storage: .double(Buffer(values.map { $0 ?? 0 })), known: known(values), count: values.count))
  }

  static func number(_ name: String, _ values: [Double?]) -> ResultTable.Field {
    ResultTable.Field(
      name: name,
      column: Column(
        type: .number, storage: .double(Buffer(values.map { $0 ?? 0 })), known: known(values), count: values.count))
  }

  static func truth(_ name: String, _ values: [Bool?]) -> ResultTable.Field {
    ResultTable.Field(
      name: name,
      column: Column(
        type: .truth, storage: .truth(Bitmap(values.map { $0 ?? false })), known: known(values), count: values.count))
  }

  private static func known<Value>(_ values: [Value?]) -> Bitmap? {
    values.contains { $0 == nil } ? Bitmap(values.map { $0 != nil }) : nil
  }
}

extension ResultTable {
  /// A table of fields of equal length.
  init(_ fields: [Field]) { self.init(fields: fields, rowCount: fields.first?.column.count ?? 0) }
}
