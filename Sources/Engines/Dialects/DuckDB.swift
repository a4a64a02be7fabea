extension Dialect {
  public static let duckdb = Dialect(
    name: "duckdb", quote: "\"", escapesBackslash: false, zeroCharacter: "chr(0)", whole: "BIGINT", number: "DOUBLE",
    money: "DECIMAL(18,2)", text: "VARCHAR", time: "TIMESTAMP", set: "VARCHAR[]", numberLiteral: "{0}",
    setLiteral: "[{0}]", space: #"\t-\r\x85\p{Z}"#, integer: "TRY_CAST({0} AS INTEGER)", folded: "lower({0})",
    foldedCalculated: "lower(nfc_normalize({0}))", sorted: "{0}", contains: "contains({0}, {1})",
    startsWith: "starts_with({0}, {1})", endsWith: "ends_with({0}, {1})",
    matches: "regexp_matches({0}, {1})", likeness: duckdbLikeness,
    has: "list_contains(list_transform({0}, lambda m: lower(m)), {1})",
    quotient: "(({0}) // ({1}))",
    rounded: "round({0})", average: "avg({0}){1}", sumOfNumbers: "fsum({0}){1}",
    percentile: "quantile_cont({0}, {1}){2}", distinctMembers: "len(list_distinct(flatten(list({0}){1})))",
    list:
      "list_transform([list({0} ORDER BY {1}) FILTER (WHERE {2})], lambda l: array_to_string(list_filter(l, "
      + "lambda x, i: list_position(l, x) = i), ', '))[1]",
    first: "first({0} ORDER BY {1}) FILTER (WHERE {2})", last: "last({0} ORDER BY {1}) FILTER (WHERE {2})",
    only: "any_value({0}) FILTER (WHERE {1})", ordered: "{0} NULLS LAST",
    found: "{0}", seesFar: true, aggregatesRise: false,
    moved: "({0} + to_months({1}) + to_days({2}) + to_microseconds({3}))",
    elapsed: "(epoch_us({0}) - epoch_us({1}))", elapsedDays: "(({0} - {1}) * 86400000000)",
    loading: Loading { table, dialect in
      // Read as text, so that nothing is guessed; nothing is missing, an empty text is in quotes.
      let raw = table.columns.map { "\(dialect.literal($0.name)): 'VARCHAR'" }.joined(separator: ", ")
      let typed = table.columns.map { column in
        let name = dialect.quoted(column.name)
        let value =
          column.type == .textSet ? "CASE WHEN \(name) = '' THEN [] ELSE string_split(\(name), '|') END" : name
        return "CAST(\(value) AS \(dialect.typeName(column.type))) AS \(name)"
      }.joined(separator: ", ")
      return [
        "CREATE TABLE \(dialect.quoted(table.name)) AS SELECT \(typed) FROM read_csv(\(dialect.literal(table.file)), "
          + "header = true, auto_detect = false, delim = ',', quote = '\"', escape = '\"', allow_quoted_nulls = false, "
          + "columns = {\(raw)}) ORDER BY \(dialect.quoted(SQLLoading.row))"
      ]
    })

  /// The pairs of letters of both texts, each once; then twice the shared ones by all.
  private static let duckdbLikeness: String = {
    func pairs(_ operand: String) -> String {
      #"list_distinct(flatten(list_transform(regexp_extract_all(\#(operand), '[\p{L}\p{M}\p{Nd}]+'), lambda w: "#
        + "list_transform(range(1, length(w) + 2), lambda i: substr(' ' || w || ' ', i, 2)))))"
    }
    // The operands stand in no lambda, for there DuckDB takes no subqueries.
    return "list_transform([[\(pairs("{0}")), \(pairs("{1}"))]], lambda p: "
      + "CASE WHEN len(p[1]) * len(p[2]) = 0 THEN CAST(0 AS DOUBLE) "
      + "ELSE CAST(2 * len(list_intersect(p[1], p[2])) AS DOUBLE) / (len(p[1]) + len(p[2])) END)[1]"
  }()
}
