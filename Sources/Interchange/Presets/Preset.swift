import Book
import Diagnostics

/// An export of a well-known program: how it is recognised, and what its rows become.
struct Preset: Sendable {
  /// How it is called in `import … as`: `shopify.orders`.
  var name: String
  /// What a person calls it: `Shopify orders`.
  var title: String
  /// Headers that the export always has, and that together no other does.
  var signature: [String]
  /// The headers that such exports have had, the signature's included; some programs let people choose.
  var known: [String]
  /// The column by which rows belong together, where only the first of them has the cells of the whole.
  var groupHeader: String?
  var outputs: [PresetOutput]

  static let all: [Preset] = []
}
struct PresetOutput: Sendable {}
extension Preset {
  static func named(_ name: String) -> Preset? { all.first { $0.name.lowercased() == name.lowercased() } }
  static func recognise(_ headers: [String], file: String) -> Preset? { nil }
  func check(_ headers: [String], file: String) throws {}
  func tableNames(_ headers: [String]) -> [String] { [] }
  func summary(_ headers: [String]) -> String { "" }
  func tables(_ source: SourceFile, batch: Int32) throws -> [IncomingTable] { [] }
}
