/// Numbers 64-bit keys from 0 in the order in which they were first seen (open addressing, linear probing).
final class IntegerTable {
  private struct Place {
    var key: Int64
    /// −1 where the place is free.
    var number: Int32
  }

  private var places: UnsafeMutableBufferPointer<Place>
  /// The keys by their numbers.
  private(set) var keys: [Int64] = []

  init(capacity: Int = 32) {
    var size = 64
    while size < capacity * 2 { size *= 2 }
    places = IntegerTable.free(size)
  }

  deinit { places.deallocate() }

  var count: Int { keys.count }

  private static func free(_ size: Int) -> UnsafeMutableBufferPointer<Place> {
    let places = UnsafeMutableBufferPointer<Place>.allocate(capacity: size)
    places.initialize(repeating: Place(key: 0, number: -1))
    return places
  }

  /// The number of a key, a new one if it was never seen.
  @inline(__always)
  func number(of key: Int64) -> Int32 {
    let mask = places.count &- 1
    var place = Int(truncatingIfNeeded: mixed(UInt64(bitPattern: key))) & mask
    while places[place].number >= 0 {
      if places[place].key == key { return places[place].number }
      place = (place &+ 1) & mask
    }
    return insert(key, at: place)
  }

  /// Adds a key; false where it was seen before.
  @inline(__always)
  func insert(_ key: Int64) -> Bool {
    let before = keys.count
    _ = number(of: key)
    return keys.count > before
  }

  @inline(never)
  private func insert(_ key: Int64, at place: Int) -> Int32 {
    let number = Int32(truncatingIfNeeded: keys.count)
    places[place] = Place(key: key, number: number)
    keys.append(key)
    if keys.count * 2 > places.count { grow() }
    return number
  }

  private func grow() {
    let old = places
    places = IntegerTable.free(old.count * 4)
    let mask = places.count - 1
    for entry in old where entry.number >= 0 {
      var place = Int(truncatingIfNeeded: mixed(UInt64(bitPattern: entry.key))) & mask
      while places[place].number >= 0 { place = (place + 1) & mask }
      places[place] = entry
    }
    old.deallocate()
  }
}
