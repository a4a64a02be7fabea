/// The operators of the language: spelling and binding power, in one table. What they do is in `Query/Functions`.

/// Operators before one operand.
public enum UnaryOperator: String, Hashable, Sendable, CaseIterable {
  case not
  case minus = "-"
}

/// Operators whose operands stand in one flat row.
public enum ChainOperator: String, Hashable, Sendable, CaseIterable { case and, or }

/// Operators between two operands.
public enum BinaryOperator: String, Hashable, Sendable, CaseIterable {
  case equal = "="
  case exactlyEqual = "=="
  case notEqual = "!="
  case less = "<"
  case lessOrEqual = "<="
  case greater = ">"
  case greaterOrEqual = ">="
  case contains
  case startsWith = "starts with"
  case endsWith = "ends with"
  case matches
  case resembles
  case add = "+"
  case subtract = "-"
  case multiply = "*"
  case divide = "/"
  case remainder = "%"
  case concatenate = "&"
  case otherwise
}
