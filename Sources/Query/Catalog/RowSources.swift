import Columns

/// What is known of where a row came from: `origin.file` and its like, which every row has beside its columns.
public enum OriginPart: String, CaseIterable, Sendable {
  case file, line, batch, at

  /// What it is, in one sentence.
  public var doc: String {
    switch self {
    case .file: "The file that the row came from; \(RowSources.byHand) where add made it."
    case .line: "The line of that file, from 1."
    case .batch: "The number of the import."
    case .at: "When the import was; missing in folders, which are read anew each time."
    }
  }

  /// The type of its values.
  public var type: ValueType {
    switch self {
    case .file: .text
    case .line, .batch: .whole
    case .at: .time
    }
  }

  /// As it is written.
  public var label: String { "origin.\(rawValue)" }
}

/// One import, or one statement that added rows.
public struct RowSource: Sendable {
  public var batch: Int32
  /// Nil where the rows were added by hand.
  public var file: String?
  /// Microseconds since 1970; nil where that is not known.
  public var at: Int64?

  public init(batch: Int32, file: String?, at: Int64?) {
    self.batch = batch
    self.file = file
    self.at = at
  }
}

/// The imports of a book by their numbers: what rows, which know only the number, are said to come from.
///
/// Batch 0 is none. All such lists are equal: there is one to a query.
public struct RowSources: Hashable, Sendable {
  /// What stands for a file where a row was added by hand.
  public static let byHand = "added"

  private let sources: [Int64: RowSource]
  /// The names of the files, each once, and the entry of each batch.
  let names: TextPool
  private let entries: [Int64: Int32]

  init(_ sources: [RowSource]) {
    self.sources = Dictionary(sources.map { (Int64($0.batch), $0) }, uniquingKeysWith: { $1 })
    var texts: [String] = []
    var numbers: [String: Int32] = [:]
    var entries: [Int64: Int32] = [:]
    for source in sources {
      let name = source.file ?? RowSources.byHand
      let number = numbers[name] ?? Int32(truncatingIfNeeded: texts.count)
      if numbers[name] == nil { texts.append(name) }
      numbers[name] = number
      entries[Int64(source.batch)] = number
    }
    names = TextPool(texts.isEmpty ? [""] : texts)
    self.entries = entries
  }

  /// The entry of a batch's file among the names; nil where the batch is not known.
  func file(of batch: Int64) -> Int32? { entries[batch] }

  /// When a batch was; nil where that is not known.
  func moment(of batch: Int64) -> Int64? { sources[batch]?.at }

  /// Whether the rows of a batch stand in lines of a file.
  func hasLines(_ batch: Int64) -> Bool {
    guard batch != 0 else { return false }
    return sources[batch].map { $0.file != nil } ?? true
  }

  public static func == (a: RowSources, b: RowSources) -> Bool { true }
  public func hash(into hasher: inout Hasher) {}
}
