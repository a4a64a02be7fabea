/// Moves values until the one with this rank is in its place, with none greater before it and none less after it, and
/// returns it. Complexity: O(n) on average; sorts a part that keeps splitting badly, so O(n log n) at worst.
func select(_ values: UnsafeMutableBufferPointer<Int64>, rank: Int) -> Int64 {
  var lower = 0
  var upper = values.count - 1
  var patience = 64
  while upper - lower > 24, patience > 0 {
    patience -= 1
    let pivot = median(values[lower], values[(lower + upper) / 2], values[upper])
    var left = lower
    var right = upper
    while left <= right {
      while values[left] < pivot { left &+= 1 }
      while values[right] > pivot { right &-= 1 }
      if left <= right {
        values.swapAt(left, right)
        left &+= 1
        right &-= 1
      }
    }
    if rank <= right { upper = right } else if rank >= left { lower = left } else { return values[rank] }
  }
  sort(UnsafeMutableBufferPointer(rebasing: values[lower...upper]))
  return values[rank]
}

private func median(_ a: Int64, _ b: Int64, _ c: Int64) -> Int64 { max(min(a, b), min(max(a, b), c)) }

/// Sorts: few values by insertion.
private func sort(_ values: UnsafeMutableBufferPointer<Int64>) {
  if values.count > 24 {
    var values = values
    values.sort()
    return
  }
  for index in 1..<max(1, values.count) {
    let value = values[index]
    var place = index
    while place > 0, values[place &- 1] > value {
      values[place] = values[place &- 1]
      place &-= 1
    }
    values[place] = value
  }
}
