/// One place where the house is not as its rules say.
struct Violation: CustomStringConvertible {
  var path: String
  /// From 1; nil where the whole file is meant.
  var line: Int?
  var message: String

  var description: String { "\(path)\(line.map { ":\($0)" } ?? ""): \(message)" }
}
