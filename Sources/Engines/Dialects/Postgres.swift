extension Dialect {
  /// PostgreSQL 12 and later, in a database of UTF-8 whose locale knows the case of letters beyond ASCII.
  ///
  /// Text is compared by its bytes (`COLLATE "C"`) and folded by the database's own rules (`COLLATE "default"`); every
  /// text whose collation is told is told to be `"C"`, so that no two of them disagree.
  public static let postgres = Dialect(
    name: "postgres", quote: "\"", escapesBackslash: false, zeroCharacter: nil, whole: "BIGINT",
    number: "DOUBLE PRECISION", money: "NUMERIC(18,2)", text: "TEXT", time: "TIMESTAMP", set: "TEXT[]",
    numberLiteral: "CAST({0} AS DOUBLE PRECISION)", setLiteral: "ARRAY[{0}]",
    space: #"\t-\r\u0085\u0020\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"#,
    integer: "CAST(CASE WHEN {0} BETWEEN -2147483647 AND 2147483647 THEN {0} END AS INTEGER)",
    folded: "(lower({0} COLLATE \"default\") COLLATE \"C\")",
    foldedCalculated: "(lower(normalize({0}, NFC) COLLATE \"default\") COLLATE \"C\")", sorted: "({0}) COLLATE \"C\"",
    contains: "strpos({0}, {1}) > 0", startsWith: "starts_with({0}, {1})",
    endsWith: "right({0}, length({1})) = {1}",
    matches: nil, likeness: nil,
    has: "{1} IN (SELECT lower(m COLLATE \"default\") COLLATE \"C\" FROM unnest({0}) AS u(m))",
    quotient: "(({0}) / ({1}))", rounded: "round({0})", average: "CAST(avg({0}){1} AS DOUBLE PRECISION)",
    sumOfNumbers: "sum({0}){1}", percentile: "percentile_cont({1}) WITHIN GROUP (ORDER BY {0}){2}",
    distinctMembers:
      "(SELECT count(DISTINCT m) FROM jsonb_array_elements(jsonb_agg(to_jsonb({0})){1}) AS s(a), "
      + "jsonb_array_elements_text(CASE WHEN jsonb_typeof(s.a) = 'array' THEN s.a ELSE '[]' END) AS u(m))",
    list:
      "(SELECT string_agg(m, ', ' ORDER BY i) FROM (SELECT u.m, min(u.i) AS i FROM unnest(array_agg(CAST({0} AS TEXT) "
      + "ORDER BY {1}) FILTER (WHERE {2})) WITH ORDINALITY AS u(m, i) GROUP BY u.m) AS d)",
    first: "(array_agg(CAST({0} AS {3}) ORDER BY {1}) FILTER (WHERE {2}))[1]",
    last: "(array_agg(CAST({0} AS {3}) ORDER BY {1}) FILTER (WHERE {2}))[CAST(count(*) FILTER (WHERE {2}) AS INTEGER)]",
    only: "(array_agg(CAST({0} AS {2})) FILTER (WHERE {1}))[1]", ordered: "{0} NULLS LAST",
    found: "{0}", seesFar: true, aggregatesRise: true,
    moved: "({0} + {1} * INTERVAL '1 month' + {2} * INTERVAL '1 day' + {3} * INTERVAL '1 microsecond')",
    elapsed: "CAST(EXTRACT(EPOCH FROM ({0} - {1})) * 1000000 AS BIGINT)",
    elapsedDays: "(CAST({0} - {1} AS BIGINT) * 86400000000)", loading: postgresLoading)

  /// For `psql`, which sends the files to the server: `\copy` reads nothing as missing and `""` as an empty text, as the
  /// export writes them. Keys and references get an index, because a measure looks each row's children up.
  private static let postgresLoading = Loading(
    opening: [
      "DO $$ BEGIN IF lower('É') <> 'é' THEN RAISE EXCEPTION 'This database does not know É from é: create it with "
        + "ENCODING ''UTF8'' and a locale such as C.UTF-8 or en_US.UTF-8.'; END IF; END $$"
    ]
  ) { table, dialect in
    let name = dialect.quoted(table.name)
    let columns = table.columns.map { column in
      "\(dialect.quoted(column.name)) \(column.type == .textSet ? dialect.text : dialect.typeName(column.type))"
    }
    let sets = table.columns.filter { $0.type == .textSet }.map { column in
      let set = dialect.quoted(column.name)
      return "ALTER TABLE \(name) ALTER COLUMN \(set) TYPE TEXT[] USING "
        + "CASE WHEN \(set) = '' THEN CAST('{}' AS TEXT[]) ELSE string_to_array(\(set), '|') END"
    }
    let indexes = table.columns.filter(\.isLookedUp).map { "CREATE INDEX ON \(name) (\(dialect.quoted($0.name)))" }
    return [
      "CREATE TABLE \(name) (\(columns.joined(separator: ", ")))",
      "\\copy \(name) FROM \(dialect.literal(table.file)) WITH (FORMAT csv, HEADER true)",
    ] + sets + indexes + ["ANALYZE \(name)"]
  }
}
