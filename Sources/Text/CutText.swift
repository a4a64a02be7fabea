extension DisplayWidth {
  /// A text cut to at most `width` cells between grapheme clusters, with `mark` at its end if something was cut.
  ///
  /// Where even the mark does not fit, nothing is left. Reads no more of the text than is shown.
  public static func cut(_ text: String, toWidth width: Int, mark: String = "…") -> String {
    let room = width - of(mark)
    var cells = 0
    var end = text.startIndex
    var index = text.startIndex
    while index < text.endIndex {
      cells += of(text[index])
      if cells > width { return room >= 0 ? text[..<end] + mark : "" }
      index = text.index(after: index)
      if cells <= room { end = index }
    }
    return text
  }

  /// A text filled with spaces to `width` cells: on its left if `onRight` puts the text there, else on its right.
  ///
  /// A text that is already wider stays as it is.
  public static func pad(_ text: String, toWidth width: Int, onRight: Bool = false) -> String {
    let spaces = String(repeating: " ", count: max(0, width - of(text)))
    return onRight ? spaces + text : text + spaces
  }
}
