import Diagnostics

/// What names one row: its key, or a person's e-mail address or phone number.
///
/// `C000123`, `budi@example.id`, `+628123456789`, `"any text"`
public struct Key: Hashable, Sendable {
  public var text: String
  public var span: Span
  /// Written in quotation marks.
  public var isQuoted: Bool

  public init(_ text: String, at span: Span, isQuoted: Bool) {
    self.text = text
    self.span = span
    self.isQuoted = isQuoted
  }
}
