/// Puts the blocks of a result together into one column.
///
/// Whole numbers, money, times and durations end 64 bits wide, dates and references 32; texts that share a pool keep their
/// codes, others are collected, each text once, in a pool of the column's own.
public struct ColumnAssembler: Sendable {
  private let type: ValueType
  private var blocks: [Vector] = []

  public init(type: ValueType) { self.type = type }

  /// Complexity: O(1); the work is done by `finish`.
  public mutating func append(_ block: Vector) { blocks.append(block) }

  /// All blocks as one column. Complexity: O(rows).
  public func finish() -> Column {
    let count = blocks.reduce(0) { $0 + $1.count }
    return Column(type: type, storage: storage(), known: known(), count: count)
  }

  private func known() -> Bitmap? {
    guard blocks.contains(where: { $0.known != nil }) else { return nil }
    return Bitmap.concatenated(blocks.map { $0.known ?? Bitmap(repeating: true, count: $0.count) }).unlessAllSet
  }

  private func storage() -> Column.Storage {
    switch type {
    case .truth:
      return .truth(Bitmap.concatenated(blocks.map(\.truthBits)))
    case .text:
      return textStorage()
    case .textSet:
      return setStorage()
    case .number, .percent, .inexactMoney:
      return .double(.concatenated(blocks.map { ($0.doubleLane ?? Lane(constant: 0)).expanded($0.count) }))
    case .date, .reference:
      return .int32(.concatenated(blocks.map { $0.narrowLane.expanded($0.count) }))
    case .whole, .money, .time, .duration:
      return .int64(.concatenated(blocks.map { $0.integerLane.expanded($0.count) }))
    }
  }

  private func textStorage() -> Column.Storage {
    let shared = sharedPool(blocks.compactMap { $0.textLane?.pool })
    let filler = TextLane(pool: shared ?? TextPool([""]), codes: Lane(constant: 0), isDictionary: false)
    let lanes = blocks.map { $0.textLane ?? filler }
    if let shared {
      return .text(shared, codes: .concatenated(zip(lanes, blocks).map { $0.codes.expanded($1.count) }))
    }
    let interner = TextInterner(adopts: true)
    let parts = zip(lanes, blocks).map { lane, block in interner.intern(lane, count: block.count, known: block.known) }
    return .text(interner.pool(), codes: .concatenated(parts.map(\.withoutNegatives)))
  }

  private func setStorage() -> Column.Storage {
    let shared = sharedPool(blocks.compactMap { $0.setLane?.pool })
    let lanes = blocks.map { $0.setLane ?? SetLane(repeating: [], count: $0.count) }
    let interner = TextInterner(adopts: true)
    var offsets: [Int32] = [0]
    var members: [Int32] = []
    for (lane, block) in zip(lanes, blocks) {
      for row in 0..<block.count {
        let own = (lane.offsets[row]..<lane.offsets[row + 1]).map { lane.codes[Int($0)] }
        members += shared == nil ? own.map { interner.intern(lane.pool, Int($0)) }.sorted() : own
        offsets.append(Int32(truncatingIfNeeded: members.count))
      }
    }
    return .textSet(shared ?? interner.pool(), offsets: Buffer(offsets), codes: Buffer(members))
  }

  private func sharedPool(_ pools: [TextPool]) -> TextPool? {
    guard let first = pools.first, pools.allSatisfy({ $0 === first }) else { return nil }
    return first
  }
}

extension Vector {
  /// The block as a column of its own, constants written out.
  public func column(type: ValueType) -> Column {
    var assembler = ColumnAssembler(type: type)
    assembler.append(self)
    return assembler.finish()
  }

  var textLane: TextLane? {
    if case .text(let lane) = data { lane } else { nil }
  }

  fileprivate var truthBits: Bitmap {
    if case .truth(let bits) = data { bits } else { Bitmap(repeating: false, count: count) }
  }

  fileprivate var narrowLane: Lane<Int32> {
    if case .int32(let lane) = data { lane } else { integerLane.map { Int32(truncatingIfNeeded: $0) } }
  }

  /// The values as integers; of floating point, which a wrong type alone brings here, the whole part.
  fileprivate var integerLane: Lane<Int64> {
    if case .double(let lane) = data { return lane.map { Int64(exactly: $0.rounded(.towardZero)) ?? 0 } }
    return wholeLane ?? Lane(constant: 0)
  }

  var setLane: SetLane? {
    if case .textSet(let lane) = data { lane } else { nil }
  }
}
