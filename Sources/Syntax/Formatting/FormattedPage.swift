import Diagnostics

/// A script being laid out: its statements as blocks, and its comments beside or between their lines.
struct FormattedPage {
  private let source: SourceText
  private let comments: [Token]
  /// For each leaf block in the order of the source: comments on lines of their own before it, and one behind it.
  private var before: [[String]] = []
  private var behind: [[String]] = []
  /// Comments between statements, with the statement that they precede.
  private var between: [(comment: Token, statement: Int)] = []
  private var output: [String] = []

  init(_ source: SourceText, comments: [Token]) {
    self.source = source
    self.comments = comments
  }

  mutating func text(of script: Script) -> String {
    let blocks = blocks(of: script)
    let leaves = blocks.map(\.leaves)
    attach(to: leaves)
    var nextLeaf = 0
    var nextComment = 0
    var end = 0
    for (index, block) in blocks.enumerated() {
      while nextComment < between.count, between[nextComment].statement == index {
        put(between[nextComment].comment, after: &end)
        nextComment += 1
      }
      separate(end, block.start)
      render(block, 0, nextLeaf)
      nextLeaf += leaves[index].count
      end = script.statements[index].span.upper
    }
    while nextComment < between.count {
      put(between[nextComment].comment, after: &end)
      nextComment += 1
    }
    return output.isEmpty ? "" : output.joined(separator: "\n") + "\n"
  }

  /// The statements as blocks; a `;` where the next statement would otherwise continue the one before it.
  private func blocks(of script: Script) -> [Block] {
    let writer = StatementWriter(source: source)
    var blocks = script.statements.map(writer.statement)
    for index in blocks.indices.dropLast() {
      if case .refine = script.statements[index + 1].kind { blocks[index].append(";") }
    }
    return blocks
  }

  // MARK: Comments

  private mutating func attach(to leaves: [[Block]]) {
    let starts = leaves.flatMap { $0.map(\.start) }
    let statements = leaves.enumerated().flatMap { index, all in all.map { _ in index } }
    before = Array(repeating: [], count: starts.count)
    behind = before
    var following = 0
    for comment in comments {
      while following < starts.count, starts[following] < comment.span.lower { following += 1 }
      let isFirst = following == starts.count || following == 0 || statements[following - 1] != statements[following]
      if !comment.startsLine, following > 0 {
        behind[following - 1].append(text(comment))
      } else if isFirst {
        between.append((comment, following == starts.count ? leaves.count : statements[following]))
      } else {
        before[following].append(text(comment))
      }
    }
    // Two comments cannot stand behind one line.
    for index in behind.indices where behind[index].count > 1 {
      before[index] += behind[index]
      behind[index] = []
    }
  }

  private func text(_ comment: Token) -> String {
    var text = source.text(comment.span)
    while text.unicodeScalars.last?.properties.isWhitespace == true { text.unicodeScalars.removeLast() }
    let marks: [(String, Int)] = [("--", 2)]
    for (mark, length) in marks where text.hasPrefix(mark) && text.count > length {
      let next = text[text.index(text.startIndex, offsetBy: length)]
      if next.isLetter || next.isNumber { text.insert(" ", at: text.index(text.startIndex, offsetBy: length)) }
    }
    return text
  }

  private mutating func put(_ comment: Token, after end: inout Int) {
    separate(end, comment.span.lower)
    output.append(text(comment))
    end = comment.span.upper
  }

  /// Keeps one empty line where the source has one or more.
  private mutating func separate(_ lower: Int, _ upper: Int) {
    guard !output.isEmpty, lower < upper else { return }
    var breaks = 0
    for byte in source.bytes[lower..<upper] {
      if byte == UInt8(ascii: "\n") { breaks += 1 } else if byte > UInt8(ascii: " ") { breaks = 0 }
      if breaks == 2 { return output.append("") }
    }
  }

  // MARK: Lines

  private mutating func render(_ block: Block, _ indent: Int, _ firstLeaf: Int) {
    let lastLeaf = firstLeaf + block.leaves.count - 1
    let fits = indent + block.inline.count <= Formatter.width && !hasComments(inside: firstLeaf, lastLeaf)
    if block.lines.isEmpty || fits { return line(block.inline, indent, firstLeaf, lastLeaf) }
    var leaf = firstLeaf
    for line in block.lines {
      render(line, indent + line.indent, leaf)
      leaf += line.leaves.count
    }
  }

  private func hasComments(inside first: Int, _ last: Int) -> Bool {
    guard first < last else { return false }
    return before[(first + 1)...last].contains { !$0.isEmpty } || behind[first..<last].contains { !$0.isEmpty }
  }

  private mutating func line(_ text: String, _ indent: Int, _ first: Int, _ last: Int) {
    let margin = String(repeating: " ", count: indent)
    for comment in before[first] { output.append(margin + comment) }
    output.append(margin + text + (behind[last].first.map { "  " + $0 } ?? ""))
  }
}
