/// What Tab offers at a place in a text.
public struct Completion: Equatable, Sendable {
  /// One way to go on.
  public struct Candidate: Equatable, Sendable {
    /// What replaces the stem.
    public var text: String
    /// What the list says beside it: a signature, a count; may be empty.
    public var detail: String

    public init(_ text: String, detail: String = "") {
      self.text = text
      self.detail = detail
    }
  }

  /// The bytes of the text that a candidate replaces, up to the cursor.
  public var stem: String
  public var candidates: [Candidate]
  /// What closes a candidate that is the only one: a space, a closing quote.
  public var closing: String

  public init(stem: String, candidates: [Candidate], closing: String = " ") {
    self.stem = stem
    self.candidates = candidates
    self.closing = closing
  }

  public static let none = Completion(stem: "", candidates: [])

  /// What can be written in place of the stem without choosing: the only candidate, or the start that all share.
  /// Nil when there is nothing to add.
  public var replacement: String? {
    guard let first = candidates.first else { return nil }
    if candidates.count == 1 { return first.text + closing }
    var shared = first.text
    for candidate in candidates.dropFirst() {
      while !candidate.text.lowercased().hasPrefix(shared.lowercased()) { shared.removeLast() }
    }
    return shared.unicodeScalars.count > stem.unicodeScalars.count ? shared : nil
  }
}
