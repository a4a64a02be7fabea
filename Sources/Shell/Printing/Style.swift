/// Colours for our own words; what comes from data is never coloured by hand.
struct Style {
  var color: Bool

  func dim(_ text: String) -> String { color ? "\u{1b}[2m\(text)\u{1b}[0m" : text }
  func bold(_ text: String) -> String { color ? "\u{1b}[1m\(text)\u{1b}[0m" : text }
}
