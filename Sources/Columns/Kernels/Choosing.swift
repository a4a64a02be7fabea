/// Choosing between two blocks row by row; blocks of different kinds meet in the wider one.
public enum Choosing {
  /// The row of `a` where the bit is set, else the row of `b`; unknown where the chosen row is.
  public static func choose(_ condition: Bitmap, _ a: Vector, _ b: Vector) -> Vector {
    if condition.allSet, sameKind(a, b) { return a }
    if condition.isEmpty, sameKind(a, b) { return b }
    var known: Bitmap?
    if a.known != nil || b.known != nil {
      let fromA = a.known.map { condition.and($0) } ?? condition
      known = fromA.or((b.known ?? Bitmap(repeating: true, count: b.count)).andNot(condition)).unlessAllSet
    }
    return Vector(count: condition.count, chooseData(condition, a, b), known: known)
  }

  /// The row of `a` where it is known, else the row of `b`.
  public static func otherwise(_ a: Vector, _ b: Vector) -> Vector {
    choose(a.known ?? Bitmap(repeating: true, count: a.count), a, b)
  }

  private static func sameKind(_ a: Vector, _ b: Vector) -> Bool {
    switch (a.data, b.data) {
    case (.int32, .int32), (.int64, .int64), (.double, .double), (.truth, .truth), (.text, .text), (.textSet, .textSet):
      true
    default: false
    }
  }

  private static func chooseData(_ condition: Bitmap, _ a: Vector, _ b: Vector) -> Vector.Data {
    switch (a.data, b.data) {
    case (.int32(let x), .int32(let y)): return .int32(blend(condition, x, y))
    case (.truth(let x), .truth(let y)): return .truth(condition.and(x).or(y.andNot(condition)))
    case (.text(let x), .text(let y)): return .text(chooseText(condition, x, y))
    case (.textSet(let x), .textSet(let y)): return .textSet(chooseSets(condition, x, y))
    default: break
    }
    // The bare word `missing` has no kind of its own: the other side says which.
    if !hasValues(a) { return b.data }
    if !hasValues(b) { return a.data }
    if let x = a.wholeLane, let y = b.wholeLane { return .int64(blend(condition, x, y)) }
    if let x = a.doubleLane, let y = b.doubleLane { return .double(blend(condition, x, y)) }
    return a.data
  }

  private static func hasValues(_ v: Vector) -> Bool { v.known.map { !$0.isEmpty } ?? true }

  @inline(__always)
  private static func blend<E: BitwiseCopyable>(_ condition: Bitmap, _ a: Lane<E>, _ b: Lane<E>) -> Lane<E> {
    let count = condition.count
    return condition.words.withUnsafe { words in
      a.values.withUnsafe { x in
        b.values.withUnsafe { y in
          Lane(
            Buffer(count: count) { target in
              for row in 0..<count {
                let isA = words[row >> 6] >> UInt64(row & 63) & 1 != 0
                target[row] = isA ? x[a.isConstant ? 0 : row] : y[b.isConstant ? 0 : row]
              }
            })
        }
      }
    }
  }

  private static func chooseText(_ condition: Bitmap, _ a: TextLane, _ b: TextLane) -> TextLane {
    if a.pool === b.pool {
      return TextLane(
        pool: a.pool, codes: blend(condition, a.codes, b.codes), isDictionary: a.isDictionary || b.isDictionary)
    }
    if a.pool.count + b.pool.count <= condition.count {
      let shift = Int32(truncatingIfNeeded: a.pool.count)
      return TextLane(
        pool: a.pool.followed(by: b.pool), codes: blend(condition, a.codes, b.codes.map { $0 &+ shift }),
        isDictionary: false)
    }
    var builder = TextPoolBuilder()
    for row in 0..<condition.count {
      let lane = condition[row] ? a : b
      let code = lane.codes[row]
      if lane.pool.has(code) { lane.pool.withBytes(Int(code)) { builder.bytes.append(contentsOf: $0) } }
      builder.finishEntry()
    }
    return TextLane(
      pool: builder.filledPool(), codes: Lane(Buffer(ascendingFrom: 0, count: condition.count)), isDictionary: false)
  }

  private static func chooseSets(_ condition: Bitmap, _ a: SetLane, _ b: SetLane) -> SetLane {
    let isShared = a.pool === b.pool
    let shift = isShared ? 0 : Int32(truncatingIfNeeded: a.pool.count)
    var offsets: [Int32] = [0]
    var members: [Int32] = []
    for row in 0..<condition.count {
      let lane = condition[row] ? a : b
      let plus = condition[row] ? 0 : shift
      for member in lane.offsets[row]..<lane.offsets[row + 1] { members.append(lane.codes[Int(member)] + plus) }
      offsets.append(Int32(truncatingIfNeeded: members.count))
    }
    return SetLane(
      pool: isShared ? a.pool : a.pool.followed(by: b.pool), offsets: Buffer(offsets), codes: Buffer(members))
  }
}

extension TextPool {
  /// A pool of this one's entries, then the other's.
  func followed(by other: TextPool) -> TextPool {
    var builder = TextPoolBuilder()
    for pool in [self, other] {
      for entry in 0..<pool.count { pool.withBytes(entry) { builder.append($0) } }
    }
    return builder.filledPool()
  }
}
