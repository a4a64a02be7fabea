/// How like two texts are: the pairs of neighbouring letters that they share (the coefficient of Dice, 1945).
///
/// Both texts come folded. Words are runs of letters, marks and digits; each gets a space at both ends, so that its first and
/// last letter make pairs too. Of each text every pair counts once, wherever and however often it stands. The likeness is
/// twice the number of shared pairs divided by the number of pairs of both: 1 for the same words in any order, 0 where
/// nothing is shared or a text has no words.
public enum Likeness {
  /// From which likeness on a text resembles another, in hundredths.
  ///
  /// Of the misspelt names among the people of Febrl's first data set it finds 71% (182 of 257), and of 10,000 pairs of
  /// different people it takes 6 for the same. Trigrams as in PostgreSQL find 69% where they take as many for the same.
  public static let percent = 65

  /// From which likeness on a text resembles another.
  public static var threshold: Double { Double(percent) / 100 }

  /// The likeness of texts with so many pairs each, so many of them shared.
  public static func value(shared: Int, _ one: Int, _ other: Int) -> Double {
    one == 0 || other == 0 ? 0 : Double(2 * shared) / Double(one + other)
  }

  /// Whether texts with so many pairs each, so many of them shared, resemble each other.
  public static func isReached(shared: Int, _ one: Int, _ other: Int) -> Bool {
    one > 0 && other > 0 && 200 * shared >= percent * (one + other)
  }

  /// Puts the pairs of a folded text into the array, in place of what is there: ascending, each once.
  ///
  /// A pair is its two scalars in one number. Complexity: O(n log n); no memory beyond the array.
  public static func pairs(of text: Swift.Span<UInt8>, into pairs: inout [UInt64]) {
    pairs.removeAll(keepingCapacity: true)
    var last: UInt64 = space
    var index = 0
    while index < text.count {
      let scalar = nextScalar(text, &index)
      let letter = isLetter(scalar) ? UInt64(scalar) : space
      if last != space || letter != space { pairs.append(last << 21 | letter) }
      last = letter
    }
    if last != space { pairs.append(last << 21 | space) }
    pairs.sort()
    keepFirsts(&pairs)
  }

  private static let space = UInt64(0x20)

  @inline(__always)
  private static func nextScalar(_ text: Swift.Span<UInt8>, _ index: inout Int) -> UInt32 {
    if text[index] < 0x80 {
      index += 1
      return UInt32(text[index - 1])
    }
    return UTF8Coding.decode(text, at: &index) ?? 0xFFFD
  }

  private static func isLetter(_ scalar: UInt32) -> Bool {
    if scalar < 0x80 { return scalar &- 0x30 < 10 || (scalar | 0x20) &- 0x61 < 26 }
    return letters.contains(scalar)
  }

  private static let letters = ["L", "M", "Nd"].compactMap(CharacterKinds.category).reduce(ScalarSet([])) {
    $0.union($1)
  }

  private static func keepFirsts(_ pairs: inout [UInt64]) {
    var kept = 0
    for index in pairs.indices where kept == 0 || pairs[index] != pairs[kept - 1] {
      pairs[kept] = pairs[index]
      kept += 1
    }
    pairs.removeLast(pairs.count - kept)
  }

  /// How many pairs two ascending lists share.
  public static func shared(_ one: [UInt64], _ other: [UInt64]) -> Int {
    var count = 0
    var (left, right) = (0, 0)
    while left < one.count, right < other.count {
      if one[left] == other[right] {
        count += 1
        left += 1
        right += 1
      } else if one[left] < other[right] {
        left += 1
      } else {
        right += 1
      }
    }
    return count
  }
}
