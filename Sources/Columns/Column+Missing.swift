extension Column {
  /// A column in which no row has a value.
  public init(missing type: ValueType, count: Int) {
    let known = count == 0 ? nil : Bitmap(repeating: false, count: count)
    self.init(type: type, storage: Column.fillers(type, count), known: known, count: count)
  }

  private static func fillers(_ type: ValueType, _ count: Int) -> Storage {
    switch type {
    case .text: .text(TextPool([""]), codes: Buffer(repeating: 0, count: count))
    case .textSet: .textSet(TextPool([""]), offsets: Buffer(repeating: 0, count: count + 1), codes: Buffer([]))
    case .truth: .truth(Bitmap(repeating: false, count: count))
    case .number, .percent, .inexactMoney: .double(Buffer(repeating: 0, count: count))
    case .reference: .int32(Buffer(repeating: -1, count: count))
    case .date: .int32(Buffer(repeating: 0, count: count))
    case .whole, .money, .time, .duration: .int64(Buffer(repeating: 0, count: count))
    }
  }
}
