/// Bars and columns out of block elements, in eighths of a cell.
enum Blocks {
  private static let fromLeft = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"]
  private static let fromBelow = [" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]
  /// Something to see for each height, low to high.
  private static let asciiFromBelow = [" ", "_", ".", ":", "-", "=", "+", "*", "#"]

  /// A bar that begins on the left; in ASCII whole cells, and a dot for what is shorter.
  static func rightward(_ eighths: Int, _ ascii: Bool) -> String {
    guard !ascii else { return eighths < 4 ? "." : String(repeating: "#", count: (eighths + 4) / 8) }
    return String(repeating: "█", count: eighths / 8) + fromLeft[eighths % 8]
  }

  /// A bar that ends on the right. Fonts have no eighths for its end but the half and the line.
  static func leftward(_ eighths: Int, cells: Int, _ ascii: Bool) -> String {
    guard !ascii else { return eighths < 4 ? "." : String(repeating: "#", count: (eighths + 4) / 8) }
    let (end, more) = [("", 0), ("▕", 0), ("▕", 0), ("▐", 0), ("▐", 0), ("▐", 0), ("▐", 0), ("", 1)][eighths % 8]
    let whole = min(eighths / 8 + more, cells)
    return (whole == cells ? "" : end) + String(repeating: "█", count: whole)
  }

  /// A column of 0 to 8 eighths in one cell.
  static func upward(_ eighths: Int, _ ascii: Bool) -> String {
    (ascii ? asciiFromBelow : fromBelow)[min(max(0, eighths), 8)]
  }

  /// Shades from light to dark, and those for ASCII.
  static func shades(_ ascii: Bool) -> [String] { ascii ? [".", "-", "+", "#"] : ["░", "▒", "▓", "█"] }
}
