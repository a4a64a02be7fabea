/// A Markdown file as lines, and the parts of it that can be held to the truth.
struct MarkdownDocument {
  /// A fenced block: what stands between two lines of three backticks.
  struct Block: Equatable {
    /// The word behind the opening backticks; empty without one.
    var language: String
    /// The lines between the fences.
    var content: Range<Int>
  }

  /// Statements, and where the document says what they print.
  struct Example: Equatable {
    var statements: Block
    /// The block of `text` that follows with nothing between; nil where the document does not show the answer.
    var output: Block?
  }

  var lines: [String]

  init(_ text: String) {
    lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  var text: String { lines.joined(separator: "\n") }

  func content(_ block: Block) -> [String] { Array(lines[block.content]) }

  var blocks: [Block] {
    var blocks: [Block] = []
    var opening: (line: Int, language: String)?
    for (index, line) in lines.enumerated() where line.hasPrefix("```") {
      if let open = opening {
        blocks.append(Block(language: open.language, content: (open.line + 1)..<index))
        opening = nil
      } else {
        opening = (index, String(line.dropFirst(3)))
      }
    }
    return blocks
  }

  /// The blocks of `kenal`, each with its output.
  var examples: [Example] {
    let blocks = blocks
    return blocks.indices.filter { blocks[$0].language == "kenal" }.map { index in
      let next = index + 1 < blocks.count ? blocks[index + 1] : nil
      let between = next.map { lines[(blocks[index].content.upperBound + 1)..<($0.content.lowerBound - 1)] }
      let follows = next?.language == "text" && between?.allSatisfy(\.isEmpty) == true
      return Example(statements: blocks[index], output: follows ? next : nil)
    }
  }

  /// What an output block says of printed lines: all of them, or as many from each end as stand around a line `…`.
  static func excerpt(_ printed: [String], like written: [String]) -> [String] {
    guard let cut = written.firstIndex(of: "…") else { return printed }
    let tail = written.count - cut - 1
    return printed.count > cut + tail ? printed.prefix(cut) + ["…"] + printed.suffix(tail) : printed
  }

  /// The lines between `<!-- NAME: … -->` and `<!-- end -->`, which are written from the code; nil without both marks.
  func section(_ name: String) -> Range<Int>? {
    guard let start = lines.firstIndex(where: { $0.hasPrefix("<!-- \(name):") }),
      let end = lines[start...].firstIndex(of: "<!-- end -->")
    else { return nil }
    return (start + 1)..<end
  }
}
