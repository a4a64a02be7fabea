import Columns

/// The least and the greatest of several values of a row; those that are missing are left out.
enum Extremes {
  static let least = extreme("least", "The least of the values that are known.", .less, example: "least(spent, 1000)")
  static let greatest = extreme(
    "greatest", "The greatest of the values that are known.", .greater, example: "greatest(orders, 1)")

  static let all = [least, greatest]

  private static func extreme(
    _ name: String, _ doc: String, _ comparison: Comparison, example: String
  ) -> Function {
    Function(
      name, doc, example: example,
      [
        Signature(
          [.same, .same], variadic: true, .like(0), sql: .template("\(name)({*})"),
          .vector { arguments, count in
            arguments.dropFirst().reduce(arguments[0]) { best, next in
              better(best, next, comparison, count: count)
            }
          })
      ])
  }

  /// The second where it beats the first or the first is missing.
  private static func better(_ best: Vector, _ next: Vector, _ comparison: Comparison, count: Int) -> Vector {
    let everywhere = Bitmap(repeating: true, count: count)
    let nextIsKnown = next.known ?? everywhere
    let bestIsMissing = everywhere.andNot(best.known ?? everywhere)
    let wins = next.compare(comparison, best).or(bestIsMissing.and(nextIsKnown))
    return Choosing.choose(wins, next, best)
  }
}
