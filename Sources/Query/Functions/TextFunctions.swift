/// Functions on text. Characters are code points; upper and lower case matter except where a function says otherwise.
enum TextFunctions {
  static let contains = TextConditions.contains
  static let startsWith = TextConditions.startsWith
  static let endsWith = TextConditions.endsWith
  static let matches = TextConditions.matches
  static let text = TextConversions.text

  static let all: [Function] =
    TextConditions.all + LikenessFunctions.all + TextCase.all + TextParts.all + TextWords.all + TextShaping.all
    + TextConversions.all
}
