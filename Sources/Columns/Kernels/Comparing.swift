extension Column {
  /// Which of the neighbouring rows compare so with the constant, straight on the storage; an unknown value never does.
  ///
  /// The constant is in the units of the column. Nil where there is no such kernel: text and sets.
  public func compare(_ comparison: Comparison, _ constant: Value, rows: Range<Int>) -> Bitmap? {
    guard let bits = compareStored(comparison, constant, rows) else { return nil }
    return known.map { bits.and($0.slice(rows)) } ?? bits
  }

  private func compareStored(_ comparison: Comparison, _ constant: Value, _ rows: Range<Int>) -> Bitmap? {
    if constant == .missing { return isText ? nil : Bitmap(repeating: false, count: rows.count) }
    switch storage {
    case .int32(let values):
      guard let whole = wholeConstant(comparison, constant) else { return nil }
      return answer(ConstantComparison<Int32>(whole), rows.count) { values[rows].compared($0, $1) }
    case .int64(let values):
      guard let whole = wholeConstant(comparison, constant) else { return nil }
      return answer(whole, rows.count) { values[rows].compared($0, $1) }
    case .double(let values):
      if case .number(let number) = constant { return values[rows].compared(comparison, number) }
      guard let whole = constant.integer else { return nil }
      return answer(ConstantComparison<Double>(comparison, whole), rows.count) { values[rows].compared($0, $1) }
    case .truth(let bits):
      guard case .truth(let truth) = constant else { return nil }
      return compareTruth(comparison, bits.slice(rows), Bitmap(repeating: truth, count: rows.count))
    case .text, .textSet: return nil
    }
  }

  private var isText: Bool {
    switch storage {
    case .text, .textSet: true
    default: false
    }
  }

  private func wholeConstant(_ comparison: Comparison, _ constant: Value) -> ConstantComparison<Int64>? {
    if case .number(let number) = constant { return ConstantComparison<Int64>(comparison, number) }
    return constant.integer.map { .with(comparison, $0) }
  }
}

extension Vector {
  /// Which rows compare so with the same rows of `other`: numbers, dates, times, truth, text (by bytes) and sets (equality).
  ///
  /// A row in which either value is unknown never does, not even for `notEqual`; nor do values of kinds that have no order.
  public func compare(_ comparison: Comparison, _ other: Vector) -> Bitmap {
    let bits = compareData(comparison, other)
    return Bitmap.both(known, other.known).map { bits.and($0) } ?? bits
  }

  private func compareData(_ comparison: Comparison, _ other: Vector) -> Bitmap {
    switch (data, other.data) {
    case (.int32(let a), .int32(let b)):
      return compareLanes(count, comparison, a, b, { $0.compared($1, $2) }, { $0.compared($1, $2) })
    case (.double(let a), .double(let b)):
      return compareLanes(count, comparison, a, b, { $0.compared($1, $2) }, { $0.compared($1, $2) })
    case (.truth(let a), .truth(let b)): return compareTruth(comparison, a, b)
    case (.text, .text): return bytesCompare(comparison, other)
    case (.textSet(let a), .textSet(let b)): return compareSets(comparison, a, b)
    case (.double(let a), _):
      return other.wholeLane.map { compareMixed(comparison.mirrored, $0, a) } ?? nowhere
    case (_, .double(let b)): return wholeLane.map { compareMixed(comparison, $0, b) } ?? nowhere
    default:
      guard let a = wholeLane, let b = other.wholeLane else { return nowhere }
      return compareLanes(count, comparison, a, b, { $0.compared($1, $2) }, { $0.compared($1, $2) })
    }
  }

  private var nowhere: Bitmap { Bitmap(repeating: false, count: count) }

  /// Whole numbers against floating point, by their exact values.
  private func compareMixed(_ comparison: Comparison, _ a: Lane<Int64>, _ b: Lane<Double>) -> Bitmap {
    if b.isConstant {
      let reduced = ConstantComparison<Int64>(comparison, b.values[0])
      return answer(reduced, count) { a.expanded(count).compared($0, $1) }
    }
    if a.isConstant {
      let reduced = ConstantComparison<Double>(comparison.mirrored, a.values[0])
      return answer(reduced, count) { b.values.compared($0, $1) }
    }
    return a.values.withUnsafe { x in
      b.values.withUnsafe { y in
        Bitmap(count: count) { comparison.holds(order: -exactOrder(y[$0], x[$0])) }
      }
    }
  }

  /// Sets are equal when they have the same members; they have no order.
  private func compareSets(_ comparison: Comparison, _ a: SetLane, _ b: SetLane) -> Bitmap {
    guard comparison == .equal || comparison == .notEqual else { return nowhere }
    return Bitmap(count: count) { a.isEqual(b, row: $0) == (comparison == .equal) }
  }

  /// Which rows lie between the bounds, both included; a bound that is nil does not bound. Unknown rows do not.
  public func within(_ lower: Value?, _ upper: Value?) -> Bitmap {
    var bits = known ?? Bitmap(repeating: true, count: count)
    if let lower { bits = bits.and(compare(.greaterOrEqual, Vector(repeating: lower, count: count))) }
    if let upper { bits = bits.and(compare(.lessOrEqual, Vector(repeating: upper, count: count))) }
    return bits
  }

  /// One value for every row of a block.
  public init(repeating value: Value, count: Int) {
    switch value {
    case .missing: self = .missing(count: count)
    case .truth(let truth): self.init(count: count, .truth(Bitmap(repeating: truth, count: count)))
    case .text(let text):
      self.init(
        count: count, .text(TextLane(pool: TextPool([text]), codes: Lane(constant: 0), isDictionary: true)))
    case .number(let number): self.init(count: count, .double(Lane(constant: number)))
    case .date(let days): self.init(count: count, .int32(Lane(constant: days)))
    case .reference(let row): self.init(count: count, .int32(Lane(constant: row)))
    case .whole(let value), .money(let value), .time(let value), .duration(let value):
      self.init(count: count, .int64(Lane(constant: value)))
    case .textSet(let texts): self.init(count: count, .textSet(SetLane(repeating: texts, count: count)))
    }
  }
}

extension SetLane {
  /// The same set for every row.
  init(repeating texts: [String], count: Int) {
    let members = Array(Set(texts)).sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) }
    let size = members.count
    self.init(
      pool: TextPool(members), offsets: Buffer((0...count).map { Int32(truncatingIfNeeded: $0 * size) }),
      codes: Buffer((0..<count * size).map { Int32(truncatingIfNeeded: $0 % size) }))
  }

  /// Whether row `row` has the same members in both. Members need not stand in the same order in two pools.
  func isEqual(_ other: SetLane, row: Int) -> Bool {
    let mine = Int(offsets[row])..<Int(offsets[row + 1])
    let others = Int(other.offsets[row])..<Int(other.offsets[row + 1])
    guard mine.count == others.count else { return false }
    return mine.allSatisfy { member in
      let text = Int(codes[member])
      return others.contains { pool.isEqual(text, other.pool, Int(other.codes[$0])) }
    }
  }
}

/// The bits of a comparison that may already be decided.
@inline(__always)
private func answer<E>(
  _ comparison: ConstantComparison<E>, _ count: Int, _ compare: (Comparison, E) -> Bitmap
) -> Bitmap {
  switch comparison {
  case .never: Bitmap(repeating: false, count: count)
  case .always: Bitmap(repeating: true, count: count)
  case .with(let comparison, let constant): compare(comparison, constant)
  }
}

/// Lanes of one kind: by the kernel for a constant where one side is one.
@inline(__always)
private func compareLanes<E: Comparable>(
  _ count: Int, _ comparison: Comparison, _ a: Lane<E>, _ b: Lane<E>,
  _ withConstant: (Buffer<E>, Comparison, E) -> Bitmap, _ pairwise: (Buffer<E>, Comparison, Buffer<E>) -> Bitmap
) -> Bitmap {
  switch (a.isConstant, b.isConstant) {
  case (true, true): withConstant(a.expanded(count), comparison, b.values[0])
  case (false, true): withConstant(a.values, comparison, b.values[0])
  case (true, false): withConstant(b.values, comparison.mirrored, a.values[0])
  case (false, false): pairwise(a.values, comparison, b.values)
  }
}

/// Truth values: false comes before true.
private func compareTruth(_ comparison: Comparison, _ a: Bitmap, _ b: Bitmap) -> Bitmap {
  switch comparison {
  case .equal: a.xor(b).inverted
  case .notEqual: a.xor(b)
  case .less: b.andNot(a)
  case .lessOrEqual: a.andNot(b).inverted
  case .greater: a.andNot(b)
  case .greaterOrEqual: b.andNot(a).inverted
  }
}
