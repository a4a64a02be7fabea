import Columns

extension Function {
  /// The signatures in the order in which typing tries them: first those that take the arguments as they are, so that a
  /// number stays a number where it could also be money, then those that need conversions.
  func candidates(for arguments: [TypedExpression]) -> [Signature] {
    signatures.filter { $0.takes(arguments) } + signatures.filter { !$0.takes(arguments) }
  }

  /// The signature that typing chose, for arguments that are already converted; nil if they fit none.
  public func signature(for arguments: [TypedExpression]) -> Signature? {
    candidates(for: arguments).first { Conversion.arguments(arguments, to: $0) != nil }
  }
}

extension Signature {
  /// Whether the arguments have the very types that are asked for.
  fileprivate func takes(_ arguments: [TypedExpression]) -> Bool {
    !parameters.isEmpty
      && arguments.indices.allSatisfy { index in
        let parameter = parameters[min(index, parameters.count - 1)]
        switch parameter {
        case .type(let type): return arguments[index].type == type
        case .floating: return [.number, .percent, .inexactMoney].contains(arguments[index].type)
        case .numeric, .dateOrTime, .any, .same, .condition: return true
        }
      }
  }
}
