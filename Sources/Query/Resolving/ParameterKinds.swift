import Diagnostics
import Syntax

/// What `$name` stands for in a query, as far as one can tell without its value.
public struct OpenParameter: Hashable, Sendable {
  public var name: String
  /// The kinds of values that can stand there; empty where nothing is known.
  public var kinds: [ParameterKind]

  public init(_ name: String, _ kinds: [ParameterKind] = []) {
    self.name = name
    self.kinds = kinds
  }
}

/// A kind of value that a person can give for a parameter.
public enum ParameterKind: CaseIterable, Hashable, Sendable {
  case number, text, date, length, month, truth

  /// With an example, for a question.
  public var phrase: String {
    switch self {
    case .number: "a number"
    case .text: "a text"
    case .date: "a date such as 2026-01-31"
    case .length: "a length of time such as 90d"
    case .month: "a month such as 2026-01"
    case .truth: "true or false"
    }
  }

  /// Whether a value is of this kind.
  public func holds(_ value: Expression) -> Bool {
    switch value.kind {
    case .unary(.minus, let operand, _): return self == .number && holds(operand)
    case .literal(let literal): return self == ParameterKind(literal)
    default: return false
    }
  }

  private init(_ literal: Literal) {
    self =
      switch literal {
      case .text: .text
      case .whole, .number, .money, .percent: .number
      case .date, .time, .today, .now: .date
      case .month: .month
      case .duration: .length
      case .truth: .truth
      }
  }

  fileprivate func sample(_ today: Int32) -> Literal {
    switch self {
    case .number: .whole(1)
    case .text: .text("a")
    case .date: .date(today)
    case .length: .duration(CalendarDuration(days: 1))
    case .month: .month(24_000)
    case .truth: .truth(true)
    }
  }
}

extension Resolver {
  /// What each of these parameters may be in a query: the kinds of values with which the query can be read.
  ///
  /// A kind is found by trying, so it follows from every use of the parameter. Empty where the query has other mistakes.
  /// Complexity: six readings of the query for each parameter.
  public static func kinds(
    of names: [String], in query: SelectQuery, context: QueryContext
  ) -> [OpenParameter] {
    var context = context
    return names.map { name in
      let kinds = ParameterKind.allCases.filter { kind in
        var trial = context
        trial.parameters[name] = Expression(.literal(kind.sample(context.today)), at: Span(0, 0))
        return resolve(query, in: trial).diagnostics.allSatisfy {
          $0.severity != .error || $0.code == "missing-parameter"
        }
      }
      if let first = kinds.first {
        context.parameters[name] = Expression(.literal(first.sample(context.today)), at: Span(0, 0))
      }
      return OpenParameter(name, kinds)
    }
  }
}
