import ArgumentParser
import Shell

struct ExportTables: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export", abstract: "Write a book's tables clean, for another database.",
    discussion: """
      One CSV a table, as Kenal read it, and load.sql, which creates the tables in the folder it is run in. There, the \
      statements that `sql QUERY for duckdb` prints give the answers that Kenal gives. For PostgreSQL, run psql -f load.sql \
      in the folder.
      """)

  @Argument(help: "A folder of CSV files, or the files.", completion: .file())
  var books: [String]

  @Option(help: "The folder to write into.", completion: .directory)
  var to: String

  @Option(help: "The database the tables are for: \(Application.dialects.joined(separator: ", ")).")
  var dialect = "duckdb"

  @Flag(help: "Write over files that are there.")
  var force = false

  func run() throws {
    var invocation = Invocation()
    invocation.books = books
    try finish(try Application.exportTables(invocation, to: to, dialect: dialect, force: force))
  }
}
