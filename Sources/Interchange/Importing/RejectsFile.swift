import Book
import Columns
import Diagnostics

/// The rows that an import left out, as a CSV that can be mended and imported again.
///
/// Before the cells of the row as they were stand three columns that say what is wrong; an import ignores them.
public enum RejectsFile {
  static let columns = ["Kenal line", "Kenal column", "Kenal reason"]

  /// Whether a column is one of those that say what is wrong.
  static func isOwnHeader(_ header: String) -> Bool { columns.contains { $0.lowercased() == header.lowercased() } }

  /// For each table that was read and has rows left out: its name among the files, and the text.
  ///
  /// Reads the sources once more. Digits of card numbers are hidden, since nothing may keep them.
  public static func texts(_ plan: ImportPlan, of files: [SourceFile]) throws -> [(file: String, text: String)] {
    try files.flatMap { try $0.tables() }.compactMap { file in
      let rejects = firstOfEachLine(plan.rejects.filter { $0.file == file.name })
      guard !rejects.isEmpty else { return nil }
      let group = plan.recognitions.first { $0.file == file.name }?.preset.flatMap(Preset.named)?.group
      let text = try TableText(file, TableDeclaration("rejects"))
      let rows = try rows(text, lines: Set(rejects.map(\.line)), group: group)
      return (file.name, written(rejects, headers: text.headers, rows))
    }
  }

  /// For each table of a book that is founded and has rows left out: its name, and the text, whose cells stand under the
  /// names of the table's columns, so that an import understands them without the folder's schema.
  public static func texts(
    _ report: LoadReport, of files: [SourceFile], declarations: [TableDeclaration]
  ) throws -> [(table: String, text: String)] {
    let files = try files.flatMap { try $0.tables() }
    return try report.tables.filter { $0.joinedInto == nil && $0.rejected > 0 }.compactMap { table in
      guard let file = files.first(where: { $0.name == table.file }) else { return nil }
      let rejects = firstOfEachLine(
        report.rejects.filter { $0.table == table.name && $0.file == table.file }.map(RejectedRow.init))
      let declaration = declarations.first { $0.name == table.name } ?? TableDeclaration(table.name)
      let text = try TableText(file, declaration)
      let names = Dictionary(table.columns.map { ($0.header, $0.name) }) { first, _ in first }
      let rows = try rows(text, lines: Set(rejects.map(\.line)), group: nil)
      return (table.name, written(rejects, headers: text.headers.map { names[$0] ?? $0 }, rows))
    }
  }

  private static func written(_ rejects: [RejectedRow], headers: [String], _ rows: [Int: [String]]) -> String {
    var text = ""
    append(columns + headers, to: &text)
    for reject in rejects {
      append(
        [String(reject.line), reject.column ?? "", reject.reason] + (rows[reject.line] ?? []).map(hidden), to: &text)
    }
    return text
  }

  private static func firstOfEachLine(_ rejects: [RejectedRow]) -> [RejectedRow] {
    var seen: Set<Int> = []
    return rejects.sorted { $0.line < $1.line }.filter { seen.insert($0.line).inserted }
  }

  /// The cells of some lines. Where rows belong together, a blank cell is what the group's
  /// first row has there, so that each row stands by itself.
  private static func rows(
    _ text: TableText, lines: Set<Int>, group: PresetGroup?
  ) throws -> [Int: [String]] {
    let place = group.flatMap { text.headers.firstIndex(of: $0.header) }
    var cells: [Int: [String]] = [:]
    var first: [String] = []
    try text.forEachBlock { block, bytes in
      for (row, line) in block.lines.map(Int.init).enumerated() where place != nil || lines.contains(line) {
        var own = (0..<block.columnCount).map { block.string(row, $0, bytes) }
        if let group, let place {
          if !first.isEmpty, own[place] == first[place] {
            for index in own.indices where own[index].isEmpty && group.carries(text.headers[index]) {
              own[index] = first[index]
            }
          } else {
            first = own
          }
        }
        if lines.contains(line) { cells[line] = own }
      }
      for broken in block.broken where lines.contains(broken.line) {
        let raw = (broken.start..<max(broken.start, broken.end)).map { bytes[$0] }
        var scanner = DelimitedScanner(
          Buffer(raw), delimiter: text.dialect.delimiter, lineBreak: text.dialect.lineBreak)
        cells[broken.line] = scanner.header() ?? [String(decoding: raw, as: UTF8.self)]
      }
    }
    return cells
  }

  private static func hidden(_ cell: String) -> String {
    let bytes = Array(cell.utf8)
    return CardNumbers.holdsOne(bytes.span) ? CardNumbers.masked(cell) : cell
  }

  private static func append(_ cells: [String], to text: inout String) {
    text += cells.map(quoted).joined(separator: ",") + "\n"
  }

  private static func quoted(_ cell: String) -> String {
    guard cell.contains(where: { $0 == "," || $0 == "\"" || $0.isNewline }) else { return cell }
    return "\"" + cell.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
  }
}

extension RejectedRow {
  init(_ reject: Reject) {
    self.init(file: reject.file, line: reject.line, column: reject.column, reason: reject.reason, text: reject.text)
  }
}

extension CellBlock {
  /// One cell as a text.
  func string(_ row: Int, _ column: Int, _ bytes: Bytes) -> String {
    let cell = self[row, column]
    let range = cell.start..<(cell.start + Int(cell.count))
    return cell.marks.contains(.inSide)
      ? String(decoding: side[range], as: UTF8.self) : String(decoding: range.map { bytes[$0] }, as: UTF8.self)
  }
}
