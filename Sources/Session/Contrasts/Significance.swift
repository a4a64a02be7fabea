import Glibc

/// Whether two shares differ by more than chance.
enum Significance {
  /// Fewer than this many expected rows in a cell, and the normal distribution says nothing (Cochran 1954).
  private static let leastExpected = 5.0

  /// What is called significant, after all that were tried are counted.
  static let level = 0.05

  /// Whether there are enough rows to compare a share of `a` among `n` with one of `b` among `m`.
  static func isTestable(_ a: Int, of n: Int, _ b: Int, of m: Int) -> Bool {
    let total = Double(n + m)
    let (with, without) = (Double(a + b), Double(n + m - a - b))
    return min(with, without) * Double(min(n, m)) / total >= leastExpected
  }

  /// The two-sided p-value of the z-test for two proportions with the pooled variance, which is Pearson's chi-square test
  /// of a fourfold table. 1 where every row has the trait, or none.
  static func chance(_ a: Int, of n: Int, _ b: Int, of m: Int) -> Double {
    let pooled = Double(a + b) / Double(n + m)
    let variance = pooled * (1 - pooled) * (1 / Double(n) + 1 / Double(m))
    guard variance > 0 else { return 1 }
    let z = (Double(a) / Double(n) - Double(b) / Double(m)) / variance.squareRoot()
    return erfc(abs(z) / 2.0.squareRoot())
  }

  /// Chances that count how many were tried, by Holm's step-down method (1979): the smallest times how many there are, the
  /// next times one fewer, and so on; none smaller than the one before it, none above 1.
  static func holm(_ chances: [Double]) -> [Double] {
    let order = chances.indices.sorted { (chances[$0], $0) < (chances[$1], $1) }
    var adjusted = chances
    var least = 0.0
    for (place, index) in order.enumerated() {
      least = max(least, min(1, chances[index] * Double(chances.count - place)))
      adjusted[index] = least
    }
    return adjusted
  }
}
