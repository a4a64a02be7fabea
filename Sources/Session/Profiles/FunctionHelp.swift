import Query

/// What help says of a function, from its own table row.
public enum FunctionHelp {
  /// What a function is, how it is called, and an example.
  public static func text(_ function: Function) -> String {
    var lines = ["\(function.name): \(function.doc)"]
    if !function.isOperator { lines += function.signatures.map { "    " + signature(function, $0) } }
    lines.append("    for example: \(function.example)")
    return lines.joined(separator: "\n")
  }

  /// `round(number, whole number) → number`
  public static func signature(_ function: Function, _ signature: Signature) -> String {
    let parameters = signature.parameters.map(\.label).joined(separator: ", ") + (signature.isVariadic ? ", …" : "")
    let result =
      switch signature.result {
      case .type(let type): " → \(type.label)"
      case .like: ""
      }
    return "\(function.name)(\(parameters))\(result)"
  }
}
