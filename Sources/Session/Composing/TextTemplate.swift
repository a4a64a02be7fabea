import Diagnostics
import Mustache

/// A Mustache template whose fields are the columns of a result.
///
/// It is read twice. Here every tag is found, checked and given a plain name (`e3`: column 3, escaped), so that a field may be
/// called whatever a column is, `sum(spent)` too, and so that a field that does not exist is told before anything is written.
/// What that gives is rendered by the library. Values never are templates: the library sees them only when it renders.
struct TextTemplate: Sendable {
  /// Whether every text that it makes is meant as one line.
  let isOneLine: Bool
  /// The columns that it mentions.
  let columns: Set<Int>
  private let template: MustacheTemplate

  /// The deepest nesting of sections.
  static let deepestNesting = 50

  /// - Parameters:
  ///   - source: the template; mistakes point into it.
  ///   - names: the columns.
  init(_ source: SourceText, names: [String]) throws(Diagnostic) {
    var scanner = TemplateScanner(source, names: names)
    try scanner.run()
    columns = scanner.columns
    let end = source.bytes.last == UInt8(ascii: "\n") ? source.bytes.dropLast() : source.bytes[...]
    isOneLine = !end.contains(UInt8(ascii: "\n"))
    do {
      template = try MustacheTemplate(string: scanner.normalised)
    } catch {
      throw Diagnostic("bad-template", "This template cannot be read: \(error).", at: nil)
    }
  }

  /// The text of a row.
  func text(of row: TemplateRow) -> String { template.render(row) }
}

/// The values of one row, as a template asks for them: `e3` escaped, `r3` as they are, `s3` whether and how often a section
/// is there.
struct TemplateRow: MustacheParent {
  /// The value of a column.
  enum Field {
    case missing
    case truth(Bool)
    case text(String)
    case list([String])
  }

  let fields: [Field]
  /// What makes a value fit what is around it, such as a page of HTML.
  let escape: @Sendable (String) -> String

  func child(named name: String) -> Any? {
    guard let use = name.first, let index = Int(name.dropFirst()), fields.indices.contains(index) else { return nil }
    switch (use, fields[index]) {
    case (_, .missing): return nil
    case ("s", .truth(let truth)): return truth
    case ("s", .text(let text)): return TemplateItem(text: text, escape: escape)
    case ("s", .list(let texts)): return texts.map { TemplateItem(text: $0, escape: escape) }
    case ("e", let field): return escape(field.text)
    case (_, let field): return field.text
    }
  }
}

extension TemplateRow.Field {
  /// The value as it is written into a text; nothing for a missing one.
  fileprivate var text: String {
    switch self {
    case .missing: ""
    case .truth(let truth): truth ? "true" : "false"
    case .text(let text): text
    case .list(let texts): texts.joined(separator: ", ")
    }
  }
}

/// What `{{.}}` stands for inside a section.
struct TemplateItem: MustacheParent {
  let text: String
  let escape: @Sendable (String) -> String

  func child(named name: String) -> Any? {
    switch name {
    case "e": escape(text)
    case "r": text
    default: nil
    }
  }
}

/// Escaping for the places that values are put into.
enum TemplateEscaping {
  /// Text that a browser shows as it is, between tags and inside quoted attributes.
  ///
  /// Scalar by scalar: a mark that combines with a quotation mark does not make it harmless.
  static func html(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
