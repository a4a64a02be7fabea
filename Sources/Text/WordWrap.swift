/// Breaking a text into lines at its spaces.
public enum WordWrap {
  /// The lines of a text, none wider than `width` cells where words allow it; a longer word is broken between clusters.
  ///
  /// Spaces at the start stay on the first line; spaces at a break are dropped. Never empty: an empty text is one empty line.
  public static func lines(_ text: String, width: Int) -> [String] {
    let width = max(1, width)
    guard DisplayWidth.of(text) > width else { return [text] }
    var lines: [String] = []
    var line = String(text.prefix { $0 == " " }.prefix(width / 2))
    var cells = line.count
    var isFresh = true
    for word in text.split(separator: " ") {
      let size = DisplayWidth.of(String(word))
      if !isFresh, cells + 1 + size <= width {
        line += " " + word
        cells += 1 + size
        continue
      }
      if !isFresh {
        lines.append(line)
        (line, cells) = ("", 0)
      }
      for character in word {
        let step = DisplayWidth.of(character)
        if cells + step > width, cells > 0 {
          lines.append(line)
          (line, cells) = ("", 0)
        }
        line.append(character)
        cells += step
      }
      isFresh = false
    }
    lines.append(line)
    return lines
  }
}
