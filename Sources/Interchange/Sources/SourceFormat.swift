import Columns
import Diagnostics

/// A kind of file, other than delimited text, that holds tables.
struct SourceFormat: Sendable {
  var name: String
  /// Endings of file names, in lower case.
  var extensions: [String]
  /// The bytes with which every such file begins; empty where only the name tells.
  var magic: [UInt8] = []
  var tables: @Sendable (SourceFile) throws -> [CellTable]

  static let all: [SourceFormat] = [
    SourceFormat(name: "JSON", extensions: ["json"]) { try JsonFile($0).tables() },
    SourceFormat(name: "JSON lines", extensions: ["jsonl", "ndjson"]) { [try JsonFile($0).lineTable()] },
    SourceFormat(
      name: "SQLite", extensions: ["sqlite", "sqlite3", "db"], magic: Array("SQLite format 3\0".utf8)
    ) { try SqliteFile($0).tables() },
  ]

  /// Endings of delimited text, the one kind that is cut while it is read.
  static let textExtensions = ["csv", "tsv", "tab", "txt"]

  /// The format of a file by its name, or by its first bytes; nil for delimited text.
  static func of(_ file: SourceFile) -> SourceFormat? {
    if case .cells = file.content { return nil }
    let ending = SourceFile.ending(of: Compression.nameUnpacked(file.name))
    if let named = all.first(where: { $0.extensions.contains(ending) }) { return named }
    let head = file.head(16)
    return all.first { !$0.magic.isEmpty && head.starts(with: $0.magic) }
  }
}

extension SourceFile {
  /// The file itself if it is delimited text; otherwise a file for each table in it, already cut into cells.
  public func tables() throws -> [SourceFile] {
    guard let format = SourceFormat.of(self) else { return [self] }
    let tables = try format.tables(self)
    return tables.map { table in
      var file = SourceFile(name: name, content: .cells(table))
      if let own = table.name, tables.count > 1 || format.name == "SQLite" || Assignment.isStandard(own) {
        file.name = "\(name)/\(own)"
      }
      return file
    }
  }
}
