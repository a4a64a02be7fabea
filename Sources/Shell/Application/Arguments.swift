import Diagnostics
import Session
import Syntax

/// Turns the values of the command line into those of the language.
enum Arguments {
  /// Sets the day and the parameters that the command line gives.
  static func apply(_ invocation: Invocation, to session: inout Session) throws(Failure) {
    for parameter in invocation.parameters {
      let (name, value) = try split(parameter)
      session.setParameter(name, to: value, spelling: String(parameter.dropFirst(name.count + 1)))
    }
    guard let today = invocation.today else { return }
    let source = SourceText("set today = \(today)", name: "--today")
    guard Parser.parse(source).script.statements.count == 1 else { throw notADate(today) }
    var failure: Failure?
    session.runUnkept(source) { outcome in
      if case .failure = outcome.content { failure = notADate(today) }
    }
    if let failure { throw failure }
  }

  private static func notADate(_ text: String) -> Failure {
    Failure(
      Diagnostic(
        "not-a-date", "--today has to be a date such as 2026-01-31, and “\(text)” is none."),
      in: SourceText(""), status: .usage)
  }

  /// `days=120d`: a name and a value. What reads as a value of the language is one; anything else is a text, so that
  /// `city=Depok` needs no quotes inside quotes.
  static func split(_ text: String) throws(Failure) -> (name: String, value: Expression) {
    guard let sign = text.firstIndex(of: "="), isName(text[..<sign]) else {
      throw Failure(
        Diagnostic("not-a-parameter", "“\(text)” has to be a name, = and a value, as in days=120d."),
        in: SourceText(""), status: .usage)
    }
    return (String(text[..<sign]), value(String(text[text.index(after: sign)...])))
  }

  static func isName(_ text: some StringProtocol) -> Bool {
    guard let first = text.first, first.isLetter || first == "_" else { return false }
    return text.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" }
  }

  static func value(_ text: String) -> Expression {
    let (value, mistakes) = Parser.parseExpression(SourceText(text))
    if let value, mistakes.isEmpty, isValue(value) { return value }
    return Expression(.literal(.text(text)), at: Span(0, 0))
  }

  private static func isValue(_ expression: Expression) -> Bool {
    switch expression.kind {
    case .literal: true
    case .unary(.minus, let operand, _): isValue(operand)
    default: false
    }
  }
}
