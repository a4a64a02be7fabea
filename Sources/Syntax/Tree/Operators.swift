/// The operators of the language: spelling and binding power, in one table. What they do is in `Query/Functions`.

public enum UnaryOperator: String, Hashable, Sendable, CaseIterable {
  case not
  case minus = "-"
}

public enum ChainOperator: String, Hashable, Sendable, CaseIterable { case and, or }

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
  case add = "+"
  case subtract = "-"
  case multiply = "*"
  case divide = "/"
  case remainder = "%"
  case concatenate = "&"
  case otherwise
}
