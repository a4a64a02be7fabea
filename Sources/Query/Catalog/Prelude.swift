import Diagnostics
import Syntax

/// The measures and segments that every book has, written in Kenal and embedded in the code.
struct Prelude: Sendable {
  var definitions: [String: Definition] = [:]
  var segments: [String: SegmentDefinition] = [:]

  /// Read once. A mistake in the prelude is a mistake of ours: a test reads it and finds none.
  static let standard = Prelude(
    sources: files.map { SourceText(bytes: $0.bytes, name: "prelude/\($0.theme).kq") })

  private static let files: [(theme: String, bytes: [UInt8])] = [
    ("people", PackageResources.people_kq), ("purchases", PackageResources.purchases_kq),
    ("value", PackageResources.value_kq), ("rfm", PackageResources.rfm_kq),
    ("lifecycle", PackageResources.lifecycle_kq), ("dialogue", PackageResources.dialogue_kq),
    ("campaigns", PackageResources.campaigns_kq), ("wishes", PackageResources.wishes_kq),
  ]

  init(sources: [SourceText]) {
    for source in sources { read(source) }
  }

  private mutating func read(_ source: SourceText) {
    for statement in Parser.parse(source).script.statements {
      switch statement.kind {
      case .define(let define):
        let definition = Definition(define, span: statement.span, source: source, isPrelude: true)
        definitions[definition.name] = definition
      case .segment(let segment):
        guard let query = segment.body else { continue }
        segments[segment.name.text] = SegmentDefinition(
          name: segment.name.text, query: query, source: source, remark: source.remark(above: statement.span),
          isPrelude: true)
      default: continue
      }
    }
  }
}

extension Definition {
  /// What a `define` statement says; measures are of customers unless it names another table.
  public init(_ statement: DefineStatement, span: Span, source: SourceText, isPrelude: Bool = false) {
    name = statement.name.map(\.text).joined(separator: ".")
    parameters = statement.parameters
    table = statement.table?.text ?? "customers"
    body = statement.body
    self.source = source
    self.span = span
    remark = source.remark(above: span)
    self.isPrelude = isPrelude
  }
}
