import Text

/// Finds what was probably meant by a name that nothing has.
public enum Suggestions {
  /// The candidate that is most likely meant by `word`, nil if none is near.
  ///
  /// Case and the signs between words (`last_purchase`, `last purchase`) do not count. Near is: up to one slip in words of
  /// 3–4 letters, two in 5–8, three in longer ones, a slip being a letter too many, too few, another, or two exchanged;
  /// or else the only candidate that begins with the word (3 letters or more). Of equally near candidates, one with the
  /// same first letter wins, then the one of nearer length, then the first.
  /// Complexity: O(candidates × length²); words beyond 64 letters are never near.
  public static func nearest(_ word: String, among candidates: some Sequence<String>) -> String? {
    let wanted = key(word)
    guard !wanted.isEmpty, wanted.count <= longest else { return nil }
    let slips = allowedSlips(wanted.count)
    var best: (candidate: String, rank: Rank)?
    var beginning: [String] = []
    for candidate in candidates {
      let letters = key(candidate)
      if wanted.count >= 3, letters.starts(with: wanted) { beginning.append(candidate) }
      guard letters.count <= longest, abs(letters.count - wanted.count) <= slips else { continue }
      let distance = distance(wanted, letters)
      guard distance <= slips else { continue }
      let rank = Rank(
        distance: distance, otherFirst: letters.first != wanted.first,
        lengthGap: abs(letters.count - wanted.count))
      if best.map({ rank < $0.rank }) ?? true { best = (candidate, rank) }
    }
    if let best { return best.candidate }
    return beginning.count == 1 ? beginning[0] : nil
  }

  private static let longest = 64

  private struct Rank: Comparable {
    var distance: Int
    var otherFirst: Bool
    var lengthGap: Int

    static func < (one: Rank, other: Rank) -> Bool {
      (one.distance, one.otherFirst ? 1 : 0, one.lengthGap) < (
        other.distance, other.otherFirst ? 1 : 0, other.lengthGap
      )
    }
  }

  private static func allowedSlips(_ length: Int) -> Int {
    switch length {
    case ...2: 0
    case 3...4: 1
    case 5...8: 2
    default: 3
    }
  }

  /// The letters that count, folded.
  private static func key(_ word: String) -> [Unicode.Scalar] {
    CaseFolding.fold(word).unicodeScalars.filter { $0 != "_" && $0 != "-" && $0 != " " }
  }

  /// Damerau–Levenshtein distance in the restricted form (optimal string alignment).
  static func distance(_ one: [Unicode.Scalar], _ other: [Unicode.Scalar]) -> Int {
    var beforeLast: [Int] = []
    var last = Array(0...other.count)
    for row in 0..<one.count {
      var current = [row + 1]
      for column in 0..<other.count {
        let same = one[row] == other[column]
        var cost = min(last[column + 1] + 1, current[column] + 1, last[column] + (same ? 0 : 1))
        if row > 0, column > 0, one[row] == other[column - 1], one[row - 1] == other[column] {
          cost = min(cost, beforeLast[column - 1] + 1)
        }
        current.append(cost)
      }
      beforeLast = last
      last = current
    }
    return last[other.count]
  }
}
