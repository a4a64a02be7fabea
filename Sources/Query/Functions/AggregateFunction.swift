import Columns

/// The aggregates of the language: over the rows of a group, over all rows, or over a row's children.
public enum AggregateFunction: Hashable, Sendable {
  case count, sum, average, minimum, maximum, median
  case percentile(Double)
  case first, last
  case distinct, list, deviation, any, no, every, share
}

extension AggregateFunction {
  /// What is said of an aggregate in help, completion and the reference.
  public struct Entry: Sendable {
    public let name: String
    public let doc: String
    public let example: String
    /// Nil for `percentile`, whose second argument completes it.
    public let function: AggregateFunction?
    /// Whether it stands in `group by`, over children, or both.
    public let spansRows: Bool
    public let spansChildren: Bool
  }

  public static let all: [Entry] = [
    Entry(
      name: "count", doc: "How many rows, or how many known values.", example: "count(purchases during last 90d)",
      function: .count, spansRows: true, spansChildren: true),
    Entry(
      name: "sum", doc: "The sum of the known values; 0 over nothing.", example: "sum(purchases.amount)",
      function: .sum, spansRows: true, spansChildren: true),
    Entry(
      name: "avg", doc: "The mean of the known values.", example: "avg(purchases.amount)", function: .average,
      spansRows: true, spansChildren: true),
    Entry(
      name: "min", doc: "The least known value.", example: "min(purchases.date)", function: .minimum, spansRows: true,
      spansChildren: true),
    Entry(
      name: "max", doc: "The greatest known value.", example: "max(purchases.date)", function: .maximum,
      spansRows: true, spansChildren: true),
    Entry(
      name: "median", doc: "The middle value; between two, their mean.", example: "median(purchases.amount)",
      function: .median, spansRows: true, spansChildren: true),
    Entry(
      name: "percentile", doc: "The value below which a share of the values lies, interpolated.",
      example: "percentile(purchases.amount, 90%)", function: nil, spansRows: true, spansChildren: true),
    Entry(
      name: "stddev", doc: "The sample's standard deviation; missing for fewer than two values.",
      example: "stddev(purchases.amount)", function: .deviation, spansRows: true, spansChildren: true),
    Entry(
      name: "distinct", doc: "How many different known values.", example: "distinct(purchases.product.category)",
      function: .distinct, spansRows: true, spansChildren: true),
    Entry(
      name: "list", doc: "The different values as one text, in the order met.", example: "list(purchases.channel)",
      function: .list, spansRows: true, spansChildren: true),
    Entry(
      name: "share", doc: "Part of the total: the group's sum, or the row's value, over the sum of all.",
      example: "share(spent)", function: .share, spansRows: true, spansChildren: false),
    Entry(
      name: "first", doc: "The value at the earliest event date that has one.", example: "first(purchases.channel)",
      function: .first, spansRows: false, spansChildren: true),
    Entry(
      name: "last", doc: "The value at the latest event date that has one.", example: "last(interactions.channel)",
      function: .last, spansRows: false, spansChildren: true),
    Entry(
      name: "any", doc: "Whether at least one row matches.", example: "any(cases where resolved is missing)",
      function: .any, spansRows: false, spansChildren: true),
    Entry(
      name: "no", doc: "Whether no row matches.", example: "no(purchases during last 90d)", function: .no,
      spansRows: false, spansChildren: true),
    Entry(
      name: "every", doc: "Whether all rows match; true over nothing.",
      example: "every(purchases where channel = \"web\")",
      function: .every, spansRows: false, spansChildren: true),
  ]

  /// The type of the result for values of a type (nil: rows only), or nil where it makes no sense.
  public func resultType(of value: ValueType?) -> ValueType? {
    switch self {
    case .count: return .whole
    case .any, .no, .every: return .truth
    case .distinct: return value == nil ? nil : .whole
    case .list: return value == .text ? .text : nil
    case .first, .last:
      if case .textSet? = value { return nil }
      return value
    case .minimum, .maximum:
      switch value {
      case .truth, .textSet, nil: return nil
      default: return value
      }
    case .sum:
      switch value {
      case .whole, .number, .percent, .money, .inexactMoney, .duration: return value
      default: return nil
      }
    case .average, .median, .percentile, .deviation:
      switch value {
      case .whole, .number: return .number
      case .percent: return .percent
      case .money, .inexactMoney: return .inexactMoney
      case .duration: return .duration
      default: return nil
      }
    case .share:
      switch value {
      case .whole, .number, .money, .inexactMoney, .percent: return .percent
      default: return nil
      }
    }
  }
}
