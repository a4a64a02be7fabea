import Columns
import Diagnostics
import Query

/// The same query in SQL, over Kenal's normalised export of the book.
///
/// The export has one table for each of the book's, of the same name, with the same columns and types: money is
/// DECIMAL(18,2), a reference the key's text, a set a list of texts, and `_row` numbers the rows in the table's own order.
/// In the result a length of time is a whole number of microseconds.
///
/// Each clause becomes a step of a chain of common table expressions; a column keeps the order of the rows, so that ties
/// end as they do in Kenal. A measure over many rows is a correlated subquery. Conditions are never unknown: a comparison
/// with a missing value is false, also under `not`.
///
/// One thing differs: comparison without regard to case is the engine's `lower`, which knows `É` and `é` but not that `ß`
/// is `ss`.
public enum SQLGenerator {
  /// One statement. Throws `no-sql` with the reason where the query has none.
  public static func sql(for query: TypedQuery, dialect: Dialect) throws(Diagnostic) -> String {
    let writer = SQLWriter(book: query.book, dialect: dialect)
    do {
      let relation = try SQLRelation(query, writer).afterClauses()
      let fields = try query.fields.map { field in
        "\(try writer.value(field.value, in: relation.scopes)) AS \(dialect.quoted(field.name))"
      }
      return writer.statement(
        "SELECT \(fields.isEmpty ? "NULL" : fields.joined(separator: ", "))\n"
          + "FROM \(relation.source) AS t\nORDER BY t.\(relation.order)")
    } catch let diagnostic as Diagnostic {
      throw diagnostic
    } catch {
      throw Diagnostic.noSQL("\(error)")
    }
  }
}
