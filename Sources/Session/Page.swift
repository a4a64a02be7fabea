import Columns

/// Something that a person reads as a page and a program as rows: the same said twice.
public struct Page: Sendable {
  /// The page for a terminal of so many cells. Names and values in it are not escaped yet.
  public var text: @Sendable (_ width: Int) -> String
  /// The same as one table, for pipes and files.
  public var answer: Answer

  public init(answer: Answer, text: @escaping @Sendable (_ width: Int) -> String) {
    self.answer = answer
    self.text = text
  }
}
