import Text

/// One line of a drawing, put together from the left: spaces are held back until something follows them.
struct ChartLine {
  private(set) var text = ""
  private var pending = 0

  mutating func space(_ cells: Int) { pending += max(0, cells) }

  /// Adds a text that is safe to show, in so many cells if they are given; `paint` may add colours, which take no cells.
  mutating func add(
    _ piece: String, toWidth width: Int? = nil, onRight: Bool = false, paint: (String) -> String = { $0 }
  ) {
    let rest = width.map { max(0, $0 - DisplayWidth.of(piece)) } ?? 0
    if onRight { pending += rest }
    if !piece.isEmpty {
      text += String(repeating: " ", count: pending) + paint(piece)
      pending = 0
    }
    if !onRight { pending += rest }
  }
}
