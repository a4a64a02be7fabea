/// What can be made of many values.
public enum Aggregation: Sendable, Hashable {
  case count, sum, mean, minimum, maximum, first, last, median
  /// The value below which this part (0…1) of the values lies, interpolated.
  case percentile(Double)
  /// How many different values.
  case distinct
  /// Of a sample: divided by n − 1.
  case standardDeviation
  /// The different texts in first-seen order, joined by a comma and a space.
  case list
}
