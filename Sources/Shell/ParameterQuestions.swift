import Query
import Syntax

/// Asks for the values of parameters, one after the other.
struct ParameterQuestions {
  let lines: any LineSource
  let printer: Printer

  /// The values by name; nil where the person gives an empty answer or interrupts, and so takes the question back.
  func values(for parameters: [OpenParameter]) -> [String: Expression]? {
    var values: [String: Expression] = [:]
    for parameter in parameters {
      guard let value = value(of: parameter) else {
        printer.tell("Nothing was asked.")
        return nil
      }
      values[parameter.name] = value
    }
    return values
  }

  private func value(of parameter: OpenParameter) -> Expression? {
    while case .entry(let answer) = lines.next(prompt: ParameterQuestions.question(parameter)) {
      let text = String(answer.trimmingPrefix(while: \.isWhitespace))
      guard !text.isEmpty else { return nil }
      if let value = ParameterQuestions.value(text, as: parameter.kinds) { return value }
      printer.tell("“\(text)” is not \(ParameterQuestions.phrase(parameter.kinds)).")
    }
    return nil
  }

  static func question(_ parameter: OpenParameter) -> String {
    parameter.kinds.isEmpty ? "$\(parameter.name): " : "$\(parameter.name), \(phrase(parameter.kinds)): "
  }

  private static func phrase(_ kinds: [ParameterKind]) -> String {
    let phrases = kinds.map(\.phrase)
    guard let last = phrases.last, phrases.count > 1 else { return phrases.first ?? "a value" }
    return phrases.dropLast().joined(separator: ", ") + " or " + last
  }

  /// An answer as a value of one of these kinds. Where only a text can stand, everything is one, also `0812` and `90d`.
  static func value(_ answer: String, as kinds: [ParameterKind]) -> Expression? {
    let value = Arguments.value(answer)
    if kinds.isEmpty || kinds.contains(where: { $0.holds(value) }) { return value }
    return kinds.contains(.text) ? Expression(.literal(.text(answer)), at: value.span) : nil
  }
}
