/// What the command line asked for, before any of it is checked against a book.
public struct Invocation: Sendable {
  /// Folders and files to load.
  public var books: [String] = []
  /// How many customers the sample has.
  public var sampleCustomers = 2000
  /// `-c`: statements to run instead of opening the prompt.
  public var statements: [String] = []
  /// The script of `kenal run`.
  public var script: String?
  /// `--format`; nil for a table on a terminal and CSV elsewhere.
  public var format: String?
  public var errorFormat: ErrorFormat = .text
  /// `--today`, as it was written.
  public var today: String?
  /// `name=value`, as they were written.
  public var parameters: [String] = []
  public var keepsGoing = false
  public var width: Int?
  public var refusesColor = false
  /// `--plain`: nothing but ASCII is drawn, and no colours.
  public var isPlain = false

  public init() {}
}

/// A command line that cannot be followed, in words for the person who wrote it.
public struct UsageError: Error, Sendable {
  public var message: String

  public init(_ message: String) { self.message = message }
}
