import CKernels

extension TextLane {
  /// For each row, the bit of its entry.
  public func matches(count: Int, entries: Bitmap) -> Bitmap {
    guard entries.count > 0 else { return Bitmap(repeating: false, count: count) }
    if codes.isConstant {
      let code = codes.values[0]
      return Bitmap(repeating: pool.has(code) && entries[Int(code)], count: count)
    }
    return entries.gathered(codes.values)
  }

  /// Which rows' texts satisfy the predicate: asked once an entry where that is less work, else once a row.
  public func matches(count: Int, _ predicate: (UnsafeBufferPointer<UInt8>) -> Bool) -> Bitmap {
    if codes.isConstant || pool.count <= count / 2 { return matches(count: count, entries: pool.entries(predicate)) }
    return codes.values.withUnsafe { codes in
      Bitmap(count: count) { row in
        pool.has(codes[row]) && pool.withBytes(Int(codes[row]), predicate)
      }
    }
  }

  /// Each row's text rewritten; `transform` appends the new text, or answers false where there is none.
  ///
  /// Works entry by entry where the entries are fewer than the rows, row by row otherwise.
  public func mapped(
    count: Int, _ transform: (UnsafeBufferPointer<UInt8>, inout [UInt8]) -> Bool
  ) -> Vector {
    if codes.isConstant || pool.count <= count { return mappedByEntry(count, transform) }
    var builder = TextPoolBuilder()
    let present = codes.values.withUnsafe { codes in
      Bitmap(count: count) { row in
        pool.has(codes[row]) && builder.append(pool, Int(codes[row]), transform)
      }
    }
    let lane = TextLane(
      pool: builder.filledPool(), codes: Lane(Buffer(ascendingFrom: 0, count: count)), isDictionary: false)
    return Vector(count: count, .text(lane), known: present.unlessAllSet)
  }

  private func mappedByEntry(
    _ count: Int, _ transform: (UnsafeBufferPointer<UInt8>, inout [UInt8]) -> Bool
  ) -> Vector {
    var builder = TextPoolBuilder()
    let entries = Bitmap(count: pool.count) { builder.append(pool, $0, transform) }
    let lane = TextLane(pool: builder.filledPool(), codes: codes, isDictionary: isDictionary)
    return Vector(
      count: count, .text(lane), known: entries.allSet ? nil : matches(count: count, entries: entries).unlessAllSet)
  }
}

extension TextPoolBuilder {
  /// Adds an entry: the rewritten text, or an empty one and false where there is none.
  fileprivate mutating func append(
    _ pool: TextPool, _ entry: Int, _ transform: (UnsafeBufferPointer<UInt8>, inout [UInt8]) -> Bool
  ) -> Bool {
    let start = bytes.count
    let isPresent = pool.withBytes(entry) { transform($0, &bytes) }
    if !isPresent { bytes.removeLast(bytes.count - start) }
    finishEntry()
    return isPresent
  }

  /// The pool, with one empty entry at least, so that fillers point at something.
  func filledPool(isDistinct: Bool = false) -> TextPool {
    guard count == 0 else { return TextPool(self, isDistinct: isDistinct) }
    return TextPool([""])
  }
}

extension TextPool {
  /// Which entries satisfy the predicate.
  public func entries(_ predicate: (UnsafeBufferPointer<UInt8>) -> Bool) -> Bitmap {
    bytes.withUnsafe { bytes in
      offsets.withUnsafe { offsets in
        Bitmap(count: count) { entry in
          predicate(UnsafeBufferPointer(rebasing: bytes[Int(offsets[entry])..<Int(offsets[entry + 1])]))
        }
      }
    }
  }

  /// Which entries contain the needle: one pass over all the bytes. Every entry contains the empty needle.
  public func containing(_ needle: [UInt8]) -> Bitmap {
    if needle.isEmpty { return Bitmap(repeating: true, count: count) }
    return Bitmap(
      words: Buffer(count: Bitmap.wordCount(count)) { target in
        target.initialize(repeating: 0)
        bytes.withUnsafe { bytes in
          offsets.withUnsafe { offsets in mark(needle, bytes, offsets, target) }
        }
      }, count: count)
  }

  /// Finds each occurrence, then the entry around it by walking on from the last one; after a hit goes on at the next entry.
  private func mark(
    _ needle: [UInt8], _ bytes: UnsafeBufferPointer<UInt8>, _ offsets: UnsafeBufferPointer<UInt32>,
    _ target: UnsafeMutableBufferPointer<UInt64>
  ) {
    guard let base = bytes.baseAddress else { return }
    let limit = Int(offsets[offsets.count - 1])
    var position = Int(offsets[0])
    var entry = 0
    while position + needle.count <= limit {
      let found = kernels_find(base + position, limit - position, needle, needle.count)
      if found < 0 { return }
      let start = position + found
      while Int(offsets[entry + 1]) <= start { entry += 1 }
      let end = Int(offsets[entry + 1])
      if start + needle.count <= end {
        target[entry >> 6] |= 1 << UInt64(entry & 63)
        position = end
      } else {
        position = start + 1
      }
    }
  }
}
