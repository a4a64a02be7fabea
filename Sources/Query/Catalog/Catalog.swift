import Diagnostics
import Syntax

/// A saved measure or parameterised condition: what `define` says.
public struct Definition: Sendable {
  /// Dotted where it was written so: `rfm.r`.
  public var name: String
  public var parameters: [DefineStatement.Parameter]
  /// The table whose rows it measures.
  public var table: String
  public var body: Expression
  /// Where the body was written, to show it.
  public var source: SourceText
  public var span: Span
  /// What the comment directly above says of it; nil without one.
  public var remark: String?
  public var isPrelude: Bool
}

/// A saved, living set of rows: what `segment` says.
public struct SegmentDefinition: Sendable {
  public var name: String
  public var query: SelectQuery
  public var source: SourceText
  /// What the comment directly above says of it; nil without one.
  public var remark: String?
  public var isPrelude: Bool

  public init(
    name: String, query: SelectQuery, source: SourceText, remark: String? = nil, isPrelude: Bool = false
  ) {
    self.name = name
    self.query = query
    self.source = source
    self.remark = remark
    self.isPrelude = isPrelude
  }
}

/// The saved names of a conversation over those of the prelude: a name of one's own wins.
public struct Catalog: Sendable {
  public private(set) var ownDefinitions: [String: Definition] = [:]
  public private(set) var ownSegments: [String: SegmentDefinition] = [:]
  private let prelude = Prelude.standard

  public init() {}

  /// Saves a measure under its name, in place of one that had it.
  public mutating func save(_ definition: Definition) { ownDefinitions[definition.name] = definition }
  /// Saves a segment under its name, in place of one that had it.
  public mutating func save(_ segment: SegmentDefinition) { ownSegments[segment.name] = segment }

  /// Removes a name of one's own; false if there is none. The caller asks `users(of:)` first.
  public mutating func remove(_ name: String) -> Bool {
    let definition = ownDefinitions.removeValue(forKey: name)
    let segment = ownSegments.removeValue(forKey: name)
    return definition != nil || segment != nil
  }

  /// The definition of a name on a table, one's own first.
  public func definition(_ name: String, on table: String) -> Definition? {
    if let own = ownDefinitions[name], own.table == table { return own }
    if let standard = prelude.definitions[name], standard.table == table { return standard }
    return nil
  }

  /// The segment of a name: one's own, else the prelude's.
  public func segment(_ name: String) -> SegmentDefinition? { ownSegments[name] ?? prelude.segments[name] }

  /// Every definition that counts, by name; one's own hide those of the prelude.
  public var definitions: [Definition] {
    prelude.definitions.merging(ownDefinitions) { $1 }.values.sorted { $0.name < $1.name }
  }

  /// Every segment that counts, by name.
  public var segments: [SegmentDefinition] {
    prelude.segments.merging(ownSegments) { $1 }.values.sorted { $0.name < $1.name }
  }

  /// The definition that the prelude has of this name, hidden or not.
  public func preludeDefinition(_ name: String) -> Definition? { prelude.definitions[name] }

  /// Whether the prelude has a measure or segment of this name.
  public func isPrelude(_ name: String) -> Bool {
    prelude.definitions[name] != nil || prelude.segments[name] != nil
  }

  /// The names of one's own definitions and segments that mention a name.
  public func users(of name: String) -> [String] {
    let inDefinitions = ownDefinitions.values.filter { $0.name != name && Mentions.names(in: $0.body).contains(name) }
    let inSegments = ownSegments.values.filter { $0.name != name && Mentions.names(in: $0.query).contains(name) }
    return (inDefinitions.map(\.name) + inSegments.map(\.name)).sorted()
  }
}
