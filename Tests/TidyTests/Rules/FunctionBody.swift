/// Where a function, initialiser, subscript or computed property begins and ends.
struct FunctionBody {
  var name: String
  var firstLine: Int
  var lastLine: Int

  var lineCount: Int { lastLine - firstLine + 1 }

  /// The bodies in Swift code; one inside another counts for both.
  static func swift(_ tokens: [CodeToken]) -> [FunctionBody] {
    tokens.indices.compactMap { index in
      guard let opening = opening(of: index, tokens), let closing = closing(of: opening, tokens) else { return nil }
      let name = index + 1 < opening && tokens[index].text != "init" ? tokens[index + 1].text : tokens[index].text
      return FunctionBody(name: name, firstLine: tokens[index].line, lastLine: tokens[closing].line)
    }
  }

  /// The bodies in C code: a brace at the outermost level that follows a parameter list.
  static func c(_ tokens: [CodeToken]) -> [FunctionBody] {
    var bodies: [FunctionBody] = []
    var index = 0
    while index < tokens.count {
      defer { index += 1 }
      guard tokens[index].text == "{", let closing = closing(of: index, tokens) else { continue }
      if index > 0, tokens[index - 1].text == ")" {
        let name = tokens[..<index].lastIndex { $0.text == "(" }.map { tokens[max(0, $0 - 1)].text } ?? "a function"
        bodies.append(FunctionBody(name: name, firstLine: tokens[index].line, lastLine: tokens[closing].line))
      }
      index = closing
    }
    return bodies
  }

  /// The brace that opens the body of the declaration at an index; nil if there is no declaration or it has no body.
  private static func opening(of index: Int, _ tokens: [CodeToken]) -> Int? {
    let isProperty = tokens[index].text == "var"
    guard isProperty || declares(index, tokens) else { return nil }
    var depth = 0
    for next in (index + 1)..<tokens.count {
      switch tokens[next].text {
      case "(", "[": depth += 1
      case ")", "]": depth -= 1
      case "{" where depth == 0: return next
      case "}" where depth == 0: return nil
      case "=" where isProperty && depth == 0: return nil
      case "func", "var", "let", "init", "deinit", "subscript", "case", "static", "mutating", "associatedtype",
        "typealias", "public", "private":
        if depth == 0 { return nil }
      default: break
      }
    }
    return nil
  }

  private static func declares(_ index: Int, _ tokens: [CodeToken]) -> Bool {
    guard index + 1 < tokens.count, index == 0 || tokens[index - 1].text != "." else { return false }
    switch tokens[index].text {
    case "func", "deinit", "subscript": return true
    case "init": return ["(", "?", "<"].contains(tokens[index + 1].text)
    default: return false
    }
  }

  private static func closing(of opening: Int, _ tokens: [CodeToken]) -> Int? {
    var depth = 0
    for index in opening..<tokens.count {
      if tokens[index].text == "{" { depth += 1 }
      if tokens[index].text == "}" { depth -= 1 }
      if depth == 0 { return index }
    }
    return nil
  }
}
