import Text

/// One section of a card: a heading on the left, and what belongs to it on the right.
public struct CardSection: Sendable {
  /// How a section's items lie.
  public enum Layout: Sendable {
    /// One behind the other, with dots between them, over as many lines as it takes.
    case flow
    /// One a line, cut where the line ends.
    case lines
  }

  /// One thing that is told: what it is, and its value.
  public struct Item: Sendable {
    public var name: String
    public var value: String
    /// The value explains itself, so that its name is not shown.
    public var isPlain: Bool

    public init(_ name: String, _ value: String, isPlain: Bool = false) {
      self.name = name
      self.value = value
      self.isPlain = isPlain
    }
  }

  public var heading: String
  public var layout: Layout
  public var items: [Item]
  /// What stands below the heading, such as how many there are in all.
  public var note: String?
  /// A line below the items, such as how they were found.
  public var remark: String?

  public init(_ heading: String, _ layout: Layout, _ items: [Item], note: String? = nil, remark: String? = nil) {
    self.heading = heading
    self.layout = layout
    self.items = items
    self.note = note
    self.remark = remark
  }
}

/// Cards for a terminal: everything about one thing, section by section.
///
///     C000002 (Budi Santoso), person
///     ──────────────────────────────
///     contact    budi@example.id · Jl. Imam Bonjol No. 7 · Depok
///     purchases  2026-06-07  Kopi Gayo, 7.99, website
///                2026-05-31  Teh Melati, 3.50, app
public enum CardRenderer {
  private static let gap = 2

  /// The lines of a card; nothing in them is escaped yet.
  public static func text(title: String, _ sections: [CardSection], width: Int) -> String {
    let label = (sections.flatMap { [$0.heading, $0.note ?? ""] }.map(DisplayWidth.of).max() ?? 0) + gap
    let room = max(24, width - label)
    var lines = WordWrap.lines(title, width: width)
    lines.append(String(repeating: "─", count: min(width, lines.map(DisplayWidth.of).max() ?? 0)))
    for section in sections {
      for (index, line) in self.lines(section, room).enumerated() {
        let lead = index == 0 ? section.heading : index == 1 ? section.note ?? "" : ""
        lines.append(DisplayWidth.pad(lead, toWidth: label) + line)
      }
    }
    return lines.joined(separator: "\n")
  }

  private static func lines(_ section: CardSection, _ room: Int) -> [String] {
    var lines: [String]
    switch section.layout {
    case .flow: lines = flowing(section.items.map { $0.isPlain ? $0.value : "\($0.name) \($0.value)" }, room)
    case .lines:
      let names = section.items.filter { !$0.isPlain }.map { DisplayWidth.of($0.name) }.max() ?? 0
      lines = section.items.map { item in
        let lead = item.isPlain ? "" : DisplayWidth.pad(item.name, toWidth: names + gap)
        return DisplayWidth.cut(lead + item.value, toWidth: room)
      }
    }
    if let remark = section.remark { lines += WordWrap.lines(remark, width: room) }
    return lines
  }

  /// Texts with dots between them; one is broken only where it is wider than a line.
  private static func flowing(_ texts: [String], _ room: Int) -> [String] {
    var lines: [String] = []
    for text in texts {
      if let last = lines.last, DisplayWidth.of(last) + 3 + DisplayWidth.of(text) <= room {
        lines[lines.count - 1] = last + " · " + text
      } else {
        lines += WordWrap.lines(text, width: room)
      }
    }
    return lines
  }
}
