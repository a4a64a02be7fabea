import Book
import Columns
import Diagnostics

/// One column of a file as the texts it lists: whom not to write to, which codes are valid.
public struct ListedTexts: Sendable {
  /// A longer file is no list.
  public static let byteLimit = 256 << 20

  /// The texts, without the spaces around them; empty cells are left out.
  public let texts: TextPool
  /// The header of the column that they stand under.
  public let column: String

  /// Reads the column that has a name, or is commonly called something of the same meaning. A file of one column need not
  /// name it: its first line then counts as a text too. Without a name it is the first column.
  ///
  /// Throws a diagnostic without a place where the file cannot be read, or has several columns and none of the name.
  /// Complexity: O(bytes of the file).
  public init(of file: SourceFile, named name: String?) throws {
    let text = try TableText(file, TableDeclaration("list"))
    guard text.byteCount <= ListedTexts.byteLimit else {
      throw Diagnostic("unreadable-file", "“\(file.name)” is larger than 256 MiB, so it is not read as a list.")
    }
    let index = try ListedTexts.column(named: name, in: text)
    column = text.headers[index]
    var builder = TextPoolBuilder()
    if text.headers.count == 1 { builder.append(column) }
    var rows = text.rows()
    let block = CellBlock(columnCount: text.headers.count)
    while try rows.fill(block) {
      block.forEach(column: index) { _, cell, marks in
        guard !marks.contains(.missing) else { return }
        for place in 0..<cell.count { builder.bytes.append(cell[place]) }
        builder.finishEntry()
      }
    }
    texts = TextPool(builder)
  }

  private static func column(named name: String?, in text: TableText) throws -> Int {
    guard let name, text.headers.count > 1 else { return 0 }
    let bare = text.headers.map(Names.bare)
    let own = Names.bare(name)
    let wanted = [own] + Synonyms.of(table: StandardSchema.root, column: name) + Names.keyEndings.map { own + $0 }
    if let found = wanted.lazy.compactMap({ bare.firstIndex(of: $0) }).first { return found }
    throw Diagnostic(
      "no-such-column", "“\(text.file)” has \(text.headers.count) columns, and none is called \(name).",
      notes: [
        "There are: \(text.headers.prefix(12).joined(separator: ", "))\(text.headers.count > 12 ? ", …" : "").",
        "A file of one column may call it anything.",
      ])
  }
}
