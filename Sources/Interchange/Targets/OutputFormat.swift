import Columns
import Diagnostics

/// What a caller asks of an export.
public struct OutputOptions: Sendable {
  /// Leave texts that a spreadsheet would run as formulas as they are.
  public var isRaw: Bool

  public init(isRaw: Bool = false) { self.isRaw = isRaw }
}

/// What an export wrote.
public struct OutputSummary: Hashable, Sendable {
  public var rows = 0
  public var bytes = 0
  /// Texts that got an apostrophe in front, so that no spreadsheet runs them as formulas.
  public var neutralised = 0
}

/// A way to write a result: its name, the file extensions that ask for it, and the function that writes it.
public struct OutputFormat: Sendable {
  public let name: String
  /// Without the dot, in lower case; the first is the usual one.
  public let extensions: [String]
  public let doc: String
  let write: @Sendable (ResultTable, OutputOptions, inout OutputBuffer) throws -> Void

  /// Every format, in the order in which they are listed.
  public static let all: [OutputFormat] = [csv, tsv, json, jsonLines, markdown]

  /// The format of this name; nil if there is none.
  public static func named(_ name: String) -> OutputFormat? {
    all.first { $0.name == name.lowercased() }
  }

  /// The format that a file's extension asks for; nil for an extension that no format has.
  public static func forPath(_ path: String) -> OutputFormat? {
    let last = SourceFile.lastPart(of: path)
    guard let dot = last.lastIndex(of: ".") else { return nil }
    let ending = last[last.index(after: dot)...].lowercased()
    return all.first { $0.extensions.contains(ending) }
  }

  /// Writes the whole table, in pieces of some ten thousand bytes.
  ///
  /// Missing values are empty or null, never a word; NaN and infinity count as missing. Whatever `sink` throws ends the
  /// writing and is thrown on.
  public func write(
    _ table: ResultTable, options: OutputOptions = OutputOptions(), to sink: ([UInt8]) throws -> Void
  ) throws -> OutputSummary {
    try withoutActuallyEscaping(sink) { sink in
      var buffer = OutputBuffer(sink)
      try write(table, options, &buffer)
      try buffer.flush()
      return OutputSummary(rows: table.rowCount, bytes: buffer.written, neutralised: buffer.neutralised)
    }
  }
}

/// Bytes on their way to a sink, handed over in large pieces.
struct OutputBuffer {
  var bytes: [UInt8] = []
  var neutralised = 0
  private(set) var written = 0
  private let sink: ([UInt8]) throws -> Void
  private static let pieceLength = 1 << 16

  init(_ sink: @escaping ([UInt8]) throws -> Void) {
    self.sink = sink
    bytes.reserveCapacity(OutputBuffer.pieceLength * 2)
  }

  mutating func append(_ text: StaticString) {
    text.withUTF8Buffer { bytes.append(contentsOf: $0) }
  }

  /// To be called after each row.
  mutating func flushIfLong() throws {
    if bytes.count >= OutputBuffer.pieceLength { try flush() }
  }

  mutating func flush() throws {
    guard !bytes.isEmpty else { return }
    try sink(bytes)
    written += bytes.count
    bytes.removeAll(keepingCapacity: true)
  }
}
