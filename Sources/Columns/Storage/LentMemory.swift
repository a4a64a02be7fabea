extension Buffer<UInt8> {
  /// Bytes that `keeper`, such as a mapped file, keeps valid and unchanged as long as it lives.
  ///
  /// - Parameter room: how many bytes behind them may be written to, by nobody but those who append to this buffer. Where
  ///   there is room, the same bytes are lent once only.
  public init(bytes: UnsafeRawBufferPointer, room: Int = 0, keptBy keeper: any AnyObject & Sendable) {
    guard let base = bytes.baseAddress, !bytes.isEmpty else {
      self.init([])
      return
    }
    let owner = Memory(
      base: UnsafeMutableRawPointer(mutating: base), byteCount: bytes.count + room, claimed: bytes.count,
      keptBy: keeper)
    self.init(owner: owner, start: owner.base.bindMemory(to: UInt8.self, capacity: bytes.count), count: bytes.count)
  }

  /// The same memory as values of a wider type; nil where it is not aligned for them or does not hold a whole number of them.
  ///
  /// Complexity: O(1). Any bits must be a value of the type, as they are of the integers and of `Double`.
  public func values<Other: FixedWidthInteger & BitwiseCopyable>(of type: Other.Type) -> Buffer<Other>? {
    bound(to: type)
  }

  /// The same for floating-point numbers.
  public func values(of type: Double.Type) -> Buffer<Double>? { bound(to: type) }

  private func bound<Other: BitwiseCopyable>(to type: Other.Type) -> Buffer<Other>? {
    let stride = MemoryLayout<Other>.stride
    guard count % stride == 0, count > 0 else { return count == 0 ? Buffer<Other>([]) : nil }
    let raw = UnsafeMutableRawPointer(start)
    guard Int(bitPattern: raw) % MemoryLayout<Other>.alignment == 0 else { return nil }
    return Buffer<Other>(owner: owner, start: raw.bindMemory(to: type, capacity: count / stride), count: count / stride)
  }
}

extension Buffer {
  /// The values as they lie in memory: little-endian, without gaps.
  public func withBytes<R>(_ body: (UnsafeRawBufferPointer) throws -> R) rethrows -> R {
    try withUnsafe { try body(UnsafeRawBufferPointer($0)) }
  }

  /// The same memory as bytes. Complexity: O(1).
  public var bytes: Buffer<UInt8> {
    let byteCount = count * MemoryLayout<Element>.stride
    let raw = UnsafeMutableRawPointer(start)
    return Buffer<UInt8>(owner: owner, start: raw.bindMemory(to: UInt8.self, capacity: byteCount), count: byteCount)
  }
}
