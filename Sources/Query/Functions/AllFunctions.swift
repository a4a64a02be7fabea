extension Function {
  /// Every function and operator, family by family. A new one is a row in its family's file.
  public static let all: [Function] =
    LogicFunctions.all + ComparisonFunctions.all + ArithmeticFunctions.all + ChoiceFunctions.all + TextFunctions.all
    + DateFunctions.all + MathFunctions.all + CurrencyFunctions.all

  private static let byName: [String: Function] = Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0) })

  /// The function of a name, as it is written.
  public static func named(_ name: String) -> Function? { byName[name] ?? byName[name.lowercased()] }
}
