/// How many cells of a terminal a text takes.
///
/// A terminal draws by scalars: a wide scalar takes two cells, a combining mark none, and the cells of a cluster add up
/// (two consonants of an Indic cluster are two cells). Emoji are the exception: a sequence, joined by ZWJ, coloured by a
/// skin tone, asked for by U+FE0F or made of two regional indicators, is drawn as one picture of two cells.
/// Control characters count as nothing: escape untrusted text before it is measured (`TerminalSafe`).
public enum DisplayWidth {
  /// The width of a text in cells. Complexity: O(n); ASCII and other plain Latin text without looking for clusters.
  public static func of(_ text: String) -> Int {
    var cells = 0
    for scalar in text.unicodeScalars {
      // Below the first combining mark, no scalar joins another but CR and LF, which count nothing either way.
      guard scalar.value < 0x300 else { return ofClusters(text) }
      cells += of(scalar)
    }
    return cells
  }

  /// The width of one grapheme cluster in cells.
  public static func of(_ character: Character) -> Int {
    let scalars = character.unicodeScalars
    guard let first = scalars.first else { return 0 }
    if scalars.count == 1 { return of(first) }
    if isPicture(scalars, first) { return 2 }
    return scalars.reduce(0) { $0 + of($1) }
  }

  /// The width of a scalar that stands alone, in cells: 0, 1 or 2.
  public static func of(_ scalar: Unicode.Scalar) -> Int {
    let value = scalar.value
    if value < 0x300 { return value >= 0x20 && !(0x7F...0x9F).contains(value) ? 1 : 0 }
    if WidthTable.empty.contains(value) { return 0 }
    return WidthTable.wide.contains(value) ? 2 : 1
  }

  private static func ofClusters(_ text: String) -> Int {
    text.reduce(0) { $0 + of($1) }
  }

  /// Whether a cluster of several scalars is drawn as one picture.
  private static func isPicture(_ scalars: Character.UnicodeScalarView, _ first: Unicode.Scalar) -> Bool {
    guard first.properties.isEmoji else { return false }
    var keycap = false
    var asked = false
    for scalar in scalars.dropFirst() {
      switch scalar.value {
      case 0x200D, 0x1F3FB...0x1F3FF: if first.value > 0x7F { return true }
      case 0xFE0F: asked = true
      case 0x20E3: keycap = true
      default: break
      }
    }
    // A digit becomes a picture only as a keycap.
    return asked && (first.value > 0x7F || keycap)
  }
}
