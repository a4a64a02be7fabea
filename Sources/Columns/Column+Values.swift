extension Column {
  /// A column of a few values. Values that the type does not take are missing; the texts of a set keep their order.
  public init(_ values: [Value], of type: ValueType) {
    guard type == .textSet else {
      self = Column(missing: type, count: 0).appending(values)
      return
    }
    var builder = TextPoolBuilder()
    var ends: [Int32] = [0]
    for value in values {
      if case .textSet(let texts) = value {
        for text in texts { builder.append(text) }
      }
      ends.append(Int32(truncatingIfNeeded: builder.count))
    }
    let isKnown = values.map { if case .textSet = $0 { true } else { false } }
    self.init(
      type: type,
      storage: .textSet(
        TextPool(builder), offsets: Buffer(ends), codes: .ascending(from: 0, count: builder.count)),
      known: isKnown.contains(false) ? Bitmap(isKnown) : nil, count: values.count)
  }
}
