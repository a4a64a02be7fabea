/// What a query gives: named columns of equal length. References have become the keys that a person reads.
public struct ResultTable: Sendable {
  /// A named column.
  public struct Field: Sendable {
    public var name: String
    public var column: Column

    public init(name: String, column: Column) {
      self.name = name
      self.column = column
    }
  }

  public var fields: [Field]
  public var rowCount: Int

  public init(fields: [Field], rowCount: Int) {
    self.fields = fields
    self.rowCount = rowCount
  }
}
