/// Numbers the values of one grouping key from 0 in first-seen order; missing gets a number like any value.
final class KeyEncoder {
  private let texts = TextInterner(adopts: false)
  private let sets = SetInterner()
  private let integers = IntegerTable()
  /// The number of missing, once it was met; values first seen after it are numbered one higher than among themselves.
  private var missing: Int32?

  var count: Int { valueCount + (missing == nil ? 0 : 1) }

  /// How many values have numbers so far. A key has one type, so that one of the three counts.
  private var valueCount: Int { texts.count + sets.count + integers.count }

  func encode(_ vector: Vector) -> Buffer<Int32> {
    let before = valueCount
    let numbers = valueNumbers(vector)
    if vector.known != nil, missing == nil { findMissing(numbers, before) }
    guard let missing else { return numbers }
    return numbers.withUnsafe { numbers in
      Buffer(count: numbers.count) { target in
        for row in 0..<numbers.count {
          let number = numbers[row]
          target[row] = number < 0 ? missing : number >= missing ? number &+ 1 : number
        }
      }
    }
  }

  /// The first missing row is numbered after all the values that were seen before it.
  private func findMissing(_ numbers: Buffer<Int32>, _ before: Int) {
    var next = Int32(truncatingIfNeeded: before)
    for row in 0..<numbers.count {
      if numbers[row] < 0 {
        missing = next
        return
      }
      next = max(next, numbers[row] + 1)
    }
  }

  /// The number of each row's value among the values, −1 where it is unknown.
  private func valueNumbers(_ vector: Vector) -> Buffer<Int32> {
    switch vector.data {
    case .text(let lane): return texts.intern(lane, count: vector.count, known: vector.known)
    case .textSet(let lane): return sets.intern(lane, count: vector.count, known: vector.known)
    default:
      guard let payloads = vector.payloads else { return Buffer(repeating: -1, count: vector.count) }
      return integers.numbers(of: payloads, known: vector.known)
    }
  }

  /// The values behind numbers that `encode` gave.
  func column(_ numbers: Buffer<Int32>, type: ValueType) -> Column {
    let places = numbers.withUnsafe { numbers in
      Buffer<Int32>(count: numbers.count) { target in
        for row in 0..<numbers.count {
          guard let missing, numbers[row] >= missing else {
            target[row] = numbers[row]
            continue
          }
          target[row] = numbers[row] == missing ? -1 : numbers[row] - 1
        }
      }
    }
    return vector(places, type).column(type: type)
  }

  private func vector(_ places: Buffer<Int32>, _ type: ValueType) -> Vector {
    let known = places.notNegative.unlessAllSet
    switch type {
    case .text:
      let lane = TextLane(pool: texts.pool(), codes: Lane(places.withoutNegatives), isDictionary: true)
      return Vector(count: places.count, .text(lane), known: known)
    case .textSet: return Vector(count: places.count, .textSet(sets.lane(places)), known: known)
    default:
      return Vector(payloads: Buffer(integers.keys).gathered(places, filler: 0), type: type, known: known)
    }
  }
}

extension IntegerTable {
  /// The number of each key; −1 where the row is not known.
  func numbers(of keys: Buffer<Int64>, known: Bitmap?) -> Buffer<Int32> {
    keys.withUnsafe { keys in
      Buffer(count: keys.count) { target in
        guard let known else {
          for row in 0..<keys.count { target[row] = number(of: keys[row]) }
          return
        }
        known.words.withUnsafe { words in
          for row in 0..<keys.count {
            let isKnown = words[row >> 6] >> UInt64(row & 63) & 1 != 0
            target[row] = isKnown ? number(of: keys[row]) : -1
          }
        }
      }
    }
  }
}
