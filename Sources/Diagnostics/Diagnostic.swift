/// Something to tell the person who wrote a query, a script or a data file: one type everywhere.
///
/// The code is stable: it names the kind of mistake for scripts and documentation and never changes its meaning.
public struct Diagnostic: Error, Hashable, Sendable {
  /// How bad it is: a statement with an error is not run.
  public enum Severity: String, Sendable { case error, warning, note }

  /// What to put in place of `span` to mend the mistake.
  public struct Suggestion: Hashable, Sendable {
    public var replacement: String
    public var span: Span

    public init(_ replacement: String, at span: Span) {
      self.replacement = replacement
      self.span = span
    }
  }

  public var severity: Severity
  /// A stable code in words, such as `unknown-column`.
  public var code: String
  /// What happened, in plain words and one sentence.
  public var message: String
  /// Where, if it is in a source text.
  public var span: Span?
  /// What helps: why it is so, what was found, what to do.
  public var notes: [String]
  public var suggestion: Suggestion?

  public init(
    _ code: String, _ message: String, at span: Span? = nil, severity: Severity = .error,
    notes: [String] = [], suggestion: Suggestion? = nil
  ) {
    self.severity = severity
    self.code = code
    self.message = message
    self.span = span
    self.notes = notes
    self.suggestion = suggestion
  }
}

/// Several mistakes of one statement, reported together. Never empty.
public struct DiagnosticList: Error, Sendable {
  public var all: [Diagnostic]

  public init(_ all: [Diagnostic]) { self.all = all }
}
