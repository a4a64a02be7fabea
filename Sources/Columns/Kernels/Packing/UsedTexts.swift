extension TextPool {
  /// Whether no two entries have the same bytes, found out by looking at all of them. Complexity: O(bytes).
  public var hasDistinctEntries: Bool {
    let interner = TextInterner(adopts: false)
    for entry in 0..<count where Int(withBytes(entry) { interner.intern($0) }) != entry { return false }
    return true
  }

  /// The pool without the entries that no code names, and the codes by their new numbers. At least one entry is there.
  ///
  /// A code of −1 names none, so that no text stays for its sake, and becomes 0. Entries keep their order.
  /// Complexity: O(codes + bytes).
  public func keepingUsed(_ codes: Buffer<Int32>) -> (pool: TextPool, codes: Buffer<Int32>) {
    var places = [Int32](repeating: -1, count: count)
    codes.withUnsafe { codes in
      for code in codes where code >= 0 { places[Int(code)] = 0 }
    }
    if places.allSatisfy({ $0 == 0 }), count > 0 { return (self, codes.withoutNegatives) }
    var builder = TextPoolBuilder()
    for entry in places.indices where places[entry] == 0 {
      places[entry] = Int32(truncatingIfNeeded: builder.count)
      withBytes(entry) { builder.append($0) }
    }
    let renumbered = codes.withUnsafe { codes in
      Buffer<Int32>(count: codes.count) { target in
        for row in 0..<codes.count { target[row] = codes[row] < 0 ? 0 : places[Int(codes[row])] }
      }
    }
    return (builder.filledPool(isDistinct: isDistinct), renumbered)
  }

  /// The pool with nothing in the entries that are not known, one entry a row. Complexity: O(entries + bytes).
  public func emptyWhereMissing(_ known: Bitmap?) -> TextPool {
    guard let known else { return self }
    let isClean = (0..<count).allSatisfy { known[$0] || offsets[$0] == offsets[$0 + 1] }
    if isClean { return self }
    var builder = TextPoolBuilder()
    for entry in 0..<count {
      if known[entry] { withBytes(entry) { builder.append($0) } } else { builder.finishEntry() }
    }
    return TextPool(builder)
  }

  /// The same texts such that the bytes begin with the first entry's and end with the last one's.
  public var trimmed: TextPool {
    let (first, last) = (offsets[0], offsets[count])
    if first == 0 {
      return Int(last) == bytes.count
        ? self : TextPool(bytes: bytes[0..<Int(last)], offsets: offsets, isDistinct: isDistinct)
    }
    let lowered = offsets.withUnsafe { source in
      Buffer<UInt32>(count: source.count) { target in
        for index in 0..<source.count { target[index] = source[index] &- first }
      }
    }
    return TextPool(bytes: bytes[Int(first)..<Int(last)], offsets: lowered, isDistinct: isDistinct)
  }
}
