/// The children of a batch of parents, in the parents' order.
public struct Segments: Sendable {
  /// One more than there are parents, from 0: parent i owns children `offsets[i]..<offsets[i + 1]`.
  public let offsets: Buffer<Int32>
  /// The rows of the children in their own table.
  public let children: RowBatch

  public init(offsets: Buffer<Int32>, children: RowBatch) {
    self.offsets = offsets
    self.children = children
  }

  /// - Parameters:
  ///   - parents: rows of the parents' table; a −1 has no children.
  ///   - offsets: of the whole parents' table: where each parent's children begin, one more than there are parents.
  ///   - rows: the children's rows that the offsets count, or nil where children lie in their parents' order.
  ///
  /// Complexity: O(parents) where they are neighbours, O(parents + children) where they are listed.
  public init(parents: RowBatch, offsets whole: Buffer<Int32>, rows: Buffer<Int32>?) {
    switch parents {
    case .range(let range):
      let first = whole[range.lowerBound]
      let last = whole[range.upperBound]
      offsets = whole[range.lowerBound..<range.upperBound + 1].lowered(by: first)
      children = rows.map { .list($0[Int(first)..<Int(last)]) } ?? .range(Int(first)..<Int(last))
    case .list(let list):
      offsets = Segments.localOffsets(list, whole)
      children = .list(Segments.listedChildren(list, whole, rows, count: Int(offsets[list.count])))
    }
  }

  private static func localOffsets(_ parents: Buffer<Int32>, _ whole: Buffer<Int32>) -> Buffer<Int32> {
    Buffer(count: parents.count + 1) { target in
      var total: Int32 = 0
      target[0] = 0
      for index in 0..<parents.count {
        let parent = Int(parents[index])
        if parent >= 0 { total += whole[parent + 1] - whole[parent] }
        target[index + 1] = total
      }
    }
  }

  private static func listedChildren(
    _ parents: Buffer<Int32>, _ whole: Buffer<Int32>, _ rows: Buffer<Int32>?, count: Int
  ) -> Buffer<Int32> {
    Buffer(count: count) { target in
      var next = 0
      for index in 0..<parents.count where parents[index] >= 0 {
        let parent = Int(parents[index])
        for position in whole[parent]..<whole[parent + 1] {
          target[next] = rows?[Int(position)] ?? position
          next += 1
        }
      }
    }
  }

  /// Some of the children, by their position among them all.
  public func chunk(_ positions: Range<Int>) -> RowBatch {
    switch children {
    case .range(let range): .range(range.lowerBound + positions.lowerBound..<range.lowerBound + positions.upperBound)
    case .list(let rows): .list(rows[positions])
    }
  }

  /// For each child, the number of its parent in the batch.
  public func parentSlots() -> Buffer<Int32> {
    offsets.withUnsafe { offsets in
      Buffer(count: children.count) { target in
        for parent in 0..<offsets.count - 1 {
          let slot = Int32(truncatingIfNeeded: parent)
          for position in Int(offsets[parent])..<Int(offsets[parent + 1]) { target[position] = slot }
        }
      }
    }
  }
}

extension Buffer<Int32> {
  /// Each value less `base`.
  public func lowered(by base: Int32) -> Buffer {
    if base == 0 { return self }
    return withUnsafe { source in
      Buffer(count: count) { target in
        for index in 0..<source.count { target[index] = source[index] &- base }
      }
    }
  }
}
