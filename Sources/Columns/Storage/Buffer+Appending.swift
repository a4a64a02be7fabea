extension Buffer {
  /// The values with more behind them.
  ///
  /// Where the memory has room that nobody has claimed, the new values are written behind the old ones, which every older
  /// buffer goes on to share and none of them reaches. Complexity: O(values added), amortised.
  public func appending(_ values: [Element]) -> Buffer {
    let stride = MemoryLayout<Element>.stride
    let end = UnsafeRawPointer(start) - UnsafeRawPointer(owner.base) + count * stride
    guard owner.claim(from: end, count: values.count * stride) else { return movedToRoom(for: values) }
    for index in values.indices { (start + count + index).initialize(to: values[index]) }
    return Buffer(owner: owner, start: start, count: count + values.count)
  }

  /// A copy in memory of its own, with an eighth more room than it needs.
  private func movedToRoom(for values: [Element]) -> Buffer {
    let total = count + values.count
    let stride = MemoryLayout<Element>.stride
    let memory = Memory(byteCount: (total + total / 8 + 64) * stride, claimed: total * stride)
    let target = memory.base.bindMemory(to: Element.self, capacity: total)
    target.initialize(from: start, count: count)
    for index in values.indices { (target + count + index).initialize(to: values[index]) }
    return Buffer(owner: memory, start: target, count: total)
  }

  /// A copy with other values at some positions, all of which are within the buffer.
  public func replacing(_ positions: [Int32], with values: [Element]) -> Buffer {
    Buffer(count: count) { target in
      guard let first = target.baseAddress else { return }
      first.initialize(from: start, count: count)
      for (position, value) in zip(positions, values) where position >= 0 && Int(position) < count {
        target[Int(position)] = value
      }
    }
  }
}
