import Columns
import Diagnostics
import Interchange
import Text

/// Composed texts on their way to files: one for each row, or all in one.
struct TextFiles {
  private let texts: ComposedTexts
  private let names: TextTemplate
  private let target: String
  private let table: ResultTable
  private let isForced: Bool

  init(_ texts: ComposedTexts, _ names: TextTemplate, _ target: String, _ table: ResultTable, _ isForced: Bool) {
    (self.texts, self.names, self.target, self.table, self.isForced) = (texts, names, target, table, isForced)
  }

  /// Writes them; gives what to say about it.
  func write() throws -> String {
    names.columns.isEmpty ? try writeOne() : try writeMany()
  }

  private func writeOne() throws -> String {
    let bytes = try AtomicFile.write(path: target, force: isForced) { sink in
      var written = 0
      for row in 0..<texts.count {
        let text = (row > 0 && !texts.isOneLine ? ComposedTexts.pageBreak : "") + texts.text(row)
        try sink(Array(text.utf8))
        written += text.utf8.count
      }
      return written
    }
    return "Wrote \(Wording.count(texts.count, of: "texts")) to \(target), \(Wording.size(bytes))."
  }

  private func writeMany() throws -> String {
    let paths = try self.paths()
    let bytes = try FileSet.write(paths, force: isForced) { Array(texts.text($0).utf8) }
    let files = Wording.count(paths.count, of: "files")
    return
      "Wrote \(Wording.count(texts.count, of: "texts")) to \(files) by the pattern \(target), \(Wording.size(bytes))."
  }

  // MARK: Names

  /// The file of each row, all of them different.
  private func paths() throws(Diagnostic) -> [String] {
    let rows = TemplateRows(table, escape: FileNaming.safe)
    var seen: [String: Int] = [:]
    var paths: [String] = []
    for row in 0..<table.rowCount {
      let missing = names.columns.sorted().first { column in
        [.missing, .text("")].contains(table.fields[column].column.value(row))
      }
      if let missing {
        throw Diagnostic(
          "no-file-name", "\(ordinal(row)) has no \(table.fields[missing].name), so its file has no name.",
          notes: ["Name the files by a key, or leave such rows out: where \(table.fields[missing].name) is known"])
      }
      let path = try FileNaming.checked(names.text(of: rows.row(row)), ordinal(row))
      // Names that differ in case alone are one name on other machines.
      if let other = seen.updateValue(row, forKey: CaseFolding.fold(path)) {
        throw Diagnostic(
          "same-file", "\(ordinal(other)) and \(ordinal(row).lowercased()) would both be \(path).",
          notes: ["Put something into the name that no two rows share, such as a key."])
      }
      paths.append(path)
    }
    return paths
  }

  private func ordinal(_ row: Int) -> String { "Row \(Wording.number(row + 1))" }
}

/// File names out of data.
enum FileNaming {
  /// The most bytes of a name that file systems take.
  static let longest = 255

  /// A value as a part of a name: nothing in it leads to another folder, hides the file or upsets who lists it.
  static func safe(_ value: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in value.unicodeScalars {
      switch scalar {
      case "/", "\\", ":", "*", "?", "\"", "<", ">", "|": result.append("-")
      default:
        let isPlain = scalar.value >= 0x20 && TerminalSafe.escape(String(scalar)) == String(scalar)
        result.append(isPlain || scalar.properties.isEmojiModifier || isMark(scalar) ? scalar : "-")
      }
    }
    let text = String(result)
    let trimmed = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    return trimmed.hasPrefix(".") ? "_" + trimmed.dropFirst() : trimmed
  }

  /// Marks that belong to the letter before them, which alone would be escaped.
  private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .spacingMark, .enclosingMark: true
    default: false
    }
  }

  /// A path whose every part is a name.
  static func checked(_ path: String, _ row: String) throws(Diagnostic) -> String {
    for part in path.split(separator: "/", omittingEmptySubsequences: false).dropFirst(path.hasPrefix("/") ? 1 : 0) {
      if part.isEmpty {
        throw Diagnostic("no-file-name", "\(row) would be \(path), where a name is missing.")
      }
      if part.utf8.count > longest {
        throw Diagnostic(
          "no-file-name", "The name of \(row.lowercased())'s file is longer than \(longest) bytes.",
          notes: ["Name the files by a key."])
      }
    }
    return path
  }
}
