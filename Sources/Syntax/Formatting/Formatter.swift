import Diagnostics

/// Writes queries the one way they are written best.
///
/// What fits on a line stays on one; else every clause has its own, and a clause that is still too long is broken at
/// its commas or at its `and`s. Comments stay with what they stand beside or above.
public enum Formatter {
  /// The widest line that is not broken, in characters.
  static let width = 80

  /// A script in its best form; one with mistakes comes back as it was, with what is wrong.
  public static func format(_ source: SourceText) -> (text: String, diagnostics: [Diagnostic]) {
    let result = Parser.parse(source)
    let whole = Span(0, source.bytes.count)
    if result.hasErrors { return (source.text(whole), result.diagnostics) }
    var page = FormattedPage(source, comments: Lexer.lex(source).comments)
    return (page.text(of: result.script), result.diagnostics)
  }

  /// An expression on one line.
  public static func text(of expression: Expression) -> String {
    var writer = ExpressionWriter()
    writer.write(expression)
    return writer.text
  }

  /// A range as it stands behind `in` or `during`.
  public static func text(of range: RangeExpression) -> String {
    var writer = ExpressionWriter()
    writer.write(range)
    return writer.text
  }

  /// A step of a journey or a funnel.
  public static func text(of step: JourneyStep) -> String {
    var writer = ExpressionWriter()
    writer.write(step)
    return writer.text
  }

  /// A query on one line.
  public static func text(of query: SelectQuery) -> String {
    StatementWriter().query(query, "select ").inline
  }

  /// A clause on one line.
  public static func text(of clause: Clause) -> String { StatementWriter().clause(clause).inline }

  /// A statement on one line.
  public static func text(of statement: Statement) -> String { StatementWriter().statement(statement).inline }

  /// An expression with brackets around every operator: how it is read.
  public static func fullyParenthesised(_ expression: Expression) -> String {
    var writer = ExpressionWriter(.all)
    writer.write(expression)
    return writer.text
  }

  /// A condition with brackets where `and` stands inside `or`.
  static func groupedText(of expression: Expression) -> String {
    var writer = ExpressionWriter(.conjunctions)
    writer.write(expression)
    return writer.text
  }
}

/// A piece of formatted text: on one line, or in several where it does not fit.
struct Block {
  var inline: String
  /// Where it begins in the source: how comments find it.
  var start: Int
  /// Columns further to the right than the block around it.
  var indent = 0
  /// How it is broken; empty where it cannot be.
  var lines: [Block] = []

  init(_ inline: String, at start: Int) {
    self.inline = inline
    self.start = start
  }

  /// Lines below one another, the first at the block's own indent, the others further right.
  init(_ lines: [Block], indent: Int = 2, joinedBy joint: String = " ") {
    inline = lines.map(\.inline).joined(separator: joint)
    start = lines.first?.start ?? 0
    self.lines = lines.count < 2 ? lines.first?.lines ?? [] : lines
    guard lines.count >= 2 else { return }
    for index in 1..<lines.count { self.lines[index].indent += indent }
  }

  var leaves: [Block] { lines.isEmpty ? [self] : lines.flatMap(\.leaves) }

  /// Adds to the end of the last line.
  mutating func append(_ text: String) {
    inline += text
    if !lines.isEmpty { lines[lines.count - 1].append(text) }
  }
}
