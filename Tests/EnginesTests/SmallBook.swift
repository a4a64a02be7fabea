import Book
import Columns
import Diagnostics
import Syntax
import Testing

@testable import Engines
@testable import Query

/// Two customers, three purchases of theirs and a product: enough for every form of query.
enum SmallBook {
  static let book: Book = {
    let customers = Table(
      name: "customers",
      columns: [
        column("id", ["c1", "c2"]), column("name", ["Ada", "Bo"]), column("city", ["Depok", nil]),
        TableColumn(
          name: "since", column: Column(type: .date, storage: .int32(Buffer([19_000, 19_100])), count: 2)),
      ], rowCount: 2, keyColumn: 0)
    let purchases = Table(
      name: "purchases",
      columns: [
        reference("customer", to: 0, [0, 0, 1]),
        TableColumn(
          name: "date", column: Column(type: .date, storage: .int32(Buffer([19_200, 19_300, 19_250])), count: 3)),
        TableColumn(
          name: "amount", column: Column(type: .money, storage: .int64(Buffer([1250, 300, 99])), count: 3)),
        reference("product", to: 2, [0, 0, 0]), column("channel", ["web", "shop", "web"]),
      ], rowCount: 3, parentColumn: 0, eventColumn: 1)
    let products = Table(
      name: "products", columns: [column("id", ["p1"]), column("brand", ["Äpfel"])], rowCount: 1, keyColumn: 0)
    let link = ChildLink(offsets: Buffer([0, 2, 3]), rows: nil)
    return Book(
      name: "small", tables: [customers, purchases, products],
      waysBack: [WayBack(name: "purchases", target: 0, source: 1, sourceColumn: 0, link: link)])
  }()

  private static func column(_ name: String, _ texts: [String?]) -> TableColumn {
    TableColumn(
      name: name,
      column: Column(
        type: .text, storage: .text(TextPool(texts.map { $0 ?? "" }), codes: nil),
        known: Bitmap(texts.map { $0 != nil }), count: texts.count))
  }

  private static func reference(_ name: String, to table: Int, _ rows: [Int32]) -> TableColumn {
    TableColumn(
      name: name, column: Column(type: .reference(table: table), storage: .int32(Buffer(rows)), count: rows.count))
  }

  /// The SQL of a query on the small book, as of 2023-01-01, on one line.
  static func sql(_ text: String, for dialect: Dialect = .duckdb) throws -> String {
    let parsed = Parser.parse(SourceText(text))
    guard case .select(let select)? = parsed.script.statements.first?.kind, !parsed.hasErrors else {
      throw DiagnosticList(parsed.diagnostics)
    }
    var catalog = Catalog()
    let nearby = SourceText("select customers where city = \"Depok\"")
    if case .select(let members)? = Parser.parse(nearby).script.statements.first?.kind {
      catalog.save(SegmentDefinition(name: "nearby", query: members, source: nearby, isPrelude: false))
    }
    let context = QueryContext(book: book, catalog: catalog, today: 19_358)
    let (query, diagnostics) = Resolver.resolve(select, in: context)
    guard let query else { throw DiagnosticList(diagnostics) }
    return try SQLGenerator.sql(for: query, dialect: dialect)
      .split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}
