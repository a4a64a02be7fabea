extension Dialect {
  /// Spark 4 and later, whose arithmetic fails instead of wrapping around (`spark.sql.ansi.enabled`, as is its default).
  ///
  /// A literal's backslashes are doubled. Spark has no Form C: texts that are put together from parts are compared as they
  /// stand.
  public static let spark = Dialect(
    name: "spark", quote: "`", escapesBackslash: true, zeroCharacter: "char(0)", whole: "BIGINT", number: "DOUBLE",
    money: "DECIMAL(18,2)", text: "STRING", time: "TIMESTAMP_NTZ", set: "ARRAY<STRING>", numberLiteral: "{0}",
    setLiteral: "array({0})", space: #"\\t-\\r\\x85\\p{Z}"#, integer: "TRY_CAST({0} AS INT)", folded: "lower({0})",
    foldedCalculated: "lower({0})", sorted: "{0}", contains: "contains({0}, {1})", startsWith: "startswith({0}, {1})",
    endsWith: "endswith({0}, {1})", matches: "{0} RLIKE {1}", likeness: nil,
    has: "array_contains(transform({0}, m -> lower(m)), {1})",
    quotient: "(({0}) div ({1}))", rounded: "round({0})", average: "avg(CAST({0} AS DOUBLE)){1}",
    sumOfNumbers: "sum({0}){1}", percentile: "percentile({0}, {1}){2}",
    distinctMembers: "size(array_distinct(flatten(collect_list({0}){1})))",
    list:
      "NULLIF(array_join(array_distinct(transform(array_sort(collect_list(struct(struct({1}) AS o, {0} AS v)) "
      + "FILTER (WHERE {2})), x -> x.v)), ', '), '')",
    first: "min_by({0}, struct({1})) FILTER (WHERE {2})", last: "max_by({0}, struct({1})) FILTER (WHERE {2})",
    only: "any_value({0}) FILTER (WHERE {1})", ordered: "{0} IS NULL, {0}", found: "any_value({0})",
    seesFar: false, aggregatesRise: false,
    moved: "timestampadd(MICROSECOND, {3}, timestampadd(DAY, {2}, timestampadd(MONTH, {1}, {0})))",
    elapsed: "timestampdiff(MICROSECOND, {1}, {0})",
    elapsedDays: "(CAST(datediff({0}, {1}) AS BIGINT) * 86400000000)", loading: sparkLoading)

  /// Views of the files, which have to stay where they are. Nothing is missing, and an empty text is in quotes: what
  /// stands for nothing is a character that no file has.
  private static let sparkLoading = Loading(opening: ["SET spark.sql.ansi.enabled = true"]) { table, dialect in
    let raw = table.columns.map { "\(dialect.quoted($0.name)) STRING" }.joined(separator: ", ")
    let typed = table.columns.map { column in
      let name = dialect.quoted(column.name)
      let parts = #"CASE WHEN \#(name) = '' THEN CAST(array() AS ARRAY<STRING>) ELSE split(\#(name), '\\|') END"#
      return "CAST(\(column.type == .textSet ? parts : name) AS \(dialect.typeName(column.type))) AS \(name)"
    }.joined(separator: ", ")
    let lines = dialect.quoted(table.name + "_file")
    return [
      "CREATE OR REPLACE TEMPORARY VIEW \(lines) (\(raw)) USING csv OPTIONS (path \(dialect.literal(table.file)), "
        + #"header 'true', multiLine 'true', quote '"', escape '"', nullValue '\u0001', emptyValue '')"#,
      "CREATE OR REPLACE TEMPORARY VIEW \(dialect.quoted(table.name)) AS SELECT \(typed) FROM \(lines)",
    ]
  }
}
