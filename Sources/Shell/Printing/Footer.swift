import Output
import Session
import Text

/// The line under an answer: how the rows became fewer, and how long it took.
enum Footer {
  /// `20,000 → 2,446 → 312 · most went at: where city = "Depok" · 3.2 ms`; empty where there is nothing to say.
  static func text(_ answer: Answer, timer: Bool, width: Int) -> String {
    var parts: [String] = []
    if let funnel = answer.funnel, !funnel.steps.isEmpty {
      parts.append(([funnel.start] + funnel.steps.map(\.rows)).map(Wording.number).joined(separator: " → "))
      if let narrowest = funnel.narrowest { parts.append("most went at: \(oneLine(narrowest.clause, width))") }
    }
    if timer, let nanoseconds = answer.nanoseconds { parts.append(DurationWords.text(nanoseconds: nanoseconds)) }
    return parts.joined(separator: " · ")
  }

  /// A clause on one line, cut to half the width.
  private static func oneLine(_ clause: String, _ width: Int) -> String {
    let words = clause.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    return DisplayWidth.cut(TerminalSafe.escape(words), toWidth: max(20, width / 2))
  }
}
