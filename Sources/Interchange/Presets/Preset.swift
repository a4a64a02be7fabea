import Book
import Diagnostics

/// An export of a well-known program: how it is recognised, and what its rows become.
///
/// A preset knows headers, not their order. Columns that it does not know stay, under their own names, with the table
/// that keeps the rest.
struct Preset: Sendable {
  /// How it is called in `import … as`: `shopify.orders`.
  var name: String
  /// What a person calls it: `Shopify orders`.
  var title: String
  /// Headers that the export always has, and that together no other does.
  var signature: [String]
  /// The headers that such exports have had, the signature's included; some programs let people choose.
  var known: [String]
  /// Whether rows with the same text in a column belong together, and only the first has the cells of the whole.
  var group: PresetGroup?
  /// The currency of all amounts, where the program knows one only.
  var currency: String?
  /// Columns that are not kept, such as hashed passwords.
  var dropped: [String] = []
  /// Why a row is left out; nil for a row that is kept.
  var refusal: @Sendable (PresetRow) -> String? = { _ in nil }
  /// Whether a row is no data at all, such as a second line of headings.
  var isHeading: @Sendable (PresetRow) -> Bool = { _ in false }
  var outputs: [PresetOutput]

  static let all: [Preset] =
    shopify + stripe + hubSpot + salesforce + mailchimp + klaviyo + contacts + wooCommerce + magento + shopee + tikTok

  static func named(_ name: String) -> Preset? { all.first { $0.name.lowercased() == name.lowercased() } }
}

/// Rows that are one thing: the lines of an order.
struct PresetGroup: Sendable {
  var header: String
  /// How the headers begin whose cells are each row's own.
  var ownPrefix: String

  /// Whether a blank cell of this column stands for what the group's first row has.
  func carries(_ header: String) -> Bool { !header.hasPrefix(ownPrefix) }
}

/// What rows of an export give to one table.
struct PresetOutput: Sendable {
  var table: String
  var columns: [PresetColumn]
  /// Rows with the same first column are one; for each cell the first that is not blank counts.
  var mergesRows = false
  /// Whether the columns that no output uses stay with this table.
  var keepsRest = false
  /// Columns with the program's own ids, by which its customers are known again.
  var identity: [String] = []
  /// Whether a row gives anything to this table.
  var applies: @Sendable (PresetRow) -> Bool = { _ in true }
}

/// One column that a preset makes.
struct PresetColumn: Sendable {
  var name: String
  /// The headers that it is made of, which are then no columns of their own.
  var headers: [String]
  var value: @Sendable (PresetRow) -> String
  /// A text that an earlier row has gets a number behind it.
  var isDistinct = false

  /// The first of these columns that is not blank, mended.
  init(_ name: String, _ headers: String..., fix: @escaping @Sendable (String) -> String = { $0 }) {
    self.name = name
    self.headers = headers
    value = { row in
      for header in headers {
        let value = fix(row[header])
        if !value.isEmpty { return value }
      }
      return ""
    }
  }

  /// A column worked out from the row.
  init(
    _ name: String, of headers: [String] = [], isDistinct: Bool = false,
    _ value: @escaping @Sendable (PresetRow) -> String
  ) {
    self.name = name
    self.headers = headers
    self.isDistinct = isDistinct
    self.value = value
  }

  /// These columns with a space or the like between them.
  init(_ name: String, joining headers: String..., by separator: String = " ") {
    self.init(name, of: headers) { row in
      headers.map { row[$0] }.filter { !$0.isEmpty }.joined(separator: separator)
    }
  }

  /// The same text in every row.
  init(_ name: String, always text: String) {
    self.init(name) { _ in text }
  }
}

/// One row of an export, its cells by header.
struct PresetRow {
  /// The position of each header, by its bare name.
  let places: [String: Int]
  /// The row's own cells.
  let cells: [String]
  /// The same with what the first row of its group has in the place of blanks.
  let filled: [String]
  let file: String
  let line: Int

  /// A cell, or the group's; empty where there is none.
  subscript(header: String) -> String { places[Names.bare(header)].map { filled[$0] } ?? "" }

  /// A cell of this very row.
  func own(_ header: String) -> String { places[Names.bare(header)].map { cells[$0] } ?? "" }

  /// The first of some cells that is not blank.
  func first(_ headers: String...) -> String { headers.lazy.map { self[$0] }.first { !$0.isEmpty } ?? "" }
}
