import Columns

/// Amounts in other currencies than the book's. What reading such a column becomes; nobody writes these by hand.
enum CurrencyFunctions {
  /// An amount, the code of its currency, its day, the day that counts where it has none, and the book's currency.
  ///
  /// The rate is the newest of or before the day. The product is rounded once, halves away from zero.
  static let converted = Function(
    "in the book's currency", "An amount in the book's currency, at the rate of its day.", example: "amount",
    isOperator: true,
    [
      Signature(
        [.type(.money), .type(.text), .dateOrTime, .type(.date), .type(.text)], .type(.money),
        sql: .template(
          "CASE WHEN {1} IS NULL OR upper(trim({1})) IN ('', {4}) THEN {0} ELSE CAST({0} * (SELECT "
            + "CAST(CAST(last(rate.\"rate\" ORDER BY rate.\"date\", rate._row) AS VARCHAR) AS DECIMAL(38,12)) "
            + "FROM \"rates\" AS rate WHERE upper(trim(rate.\"currency\")) = upper(trim({1})) "
            + "AND CAST(rate.\"date\" AS DATE) <= COALESCE(CAST({2} AS DATE), {3}) "
            + "AND rate.\"rate\" > 0 AND rate.\"rate\" < 1e15) AS DECIMAL(18,2)) END",
          except: [
            "postgres": .template(
              "CASE WHEN {1} IS NULL OR upper(trim({1})) IN ('', {4}) THEN {0} ELSE CAST({0} * (SELECT "
                + "CAST(CAST(rate.\"rate\" AS TEXT) AS NUMERIC(38,12)) "
                + "FROM \"rates\" AS rate WHERE upper(trim(rate.\"currency\")) = upper(trim({1})) "
                + "AND CAST(rate.\"date\" AS DATE) <= COALESCE(CAST({2} AS DATE), {3}) "
                + "AND rate.\"rate\" > 0 AND rate.\"rate\" < 1e15 ORDER BY rate.\"date\" DESC, rate._row DESC LIMIT 1) "
                + "AS NUMERIC(18,2)) END"),
            "spark": .none(because: "Spark looks no rate up that is the newest before a day."),
          ]),
        .builtIn)
    ])

  static let original = Function(
    "original",
    "A column's amount as it was noted, in its own currency, as a number. What was calculated is in the book's.",
    example: "original(prospectValue)",
    [
      Signature(
        [.type(.money)], .type(.number), sql: "CAST({0} AS {number})",
        .vector { arguments, count in
          Arithmetic.divide(arguments[0], Vector(repeating: .number(100), count: count))
        }),
      // What was calculated and is no longer exact is a number of whole units already.
      Signature([.type(.inexactMoney)], .type(.number), sql: "{0}", .vector { arguments, _ in arguments[0] }),
    ])

  static let all = [original]
}

extension Function {
  /// Whether it is what reading an amount in the book's currency becomes.
  public var isConversion: Bool { self == CurrencyFunctions.converted }
}
