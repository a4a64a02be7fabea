import Diagnostics

/// Finds the tags of a template and writes them anew with plain names.
struct TemplateScanner {
  private let source: SourceText
  private let names: [String]
  private var place = 0
  private var open = Array("{{".utf8)
  private var close = Array("}}".utf8)
  private var sections: [Section] = []
  private var output: [UInt8] = []
  /// The columns mentioned so far.
  private(set) var columns: Set<Int> = []

  private struct Section {
    var name: String
    var span: Span
    var plainName: String
    /// Inside it, `{{.}}` is its value.
    var hasValue: Bool
  }

  init(_ source: SourceText, names: [String]) {
    self.source = source
    self.names = names
    if source.bytes.starts(with: [0xEF, 0xBB, 0xBF]) { place = 3 }
  }

  /// The template with plain names. Call after `run`.
  var normalised: String { String(decoding: output, as: UTF8.self) }

  mutating func run() throws(Diagnostic) {
    guard String(validating: source.bytes, as: UTF8.self) != nil else {
      throw Diagnostic("bad-template", "\(source.name) is no text in UTF-8.", notes: ["Save it as UTF-8 first."])
    }
    while let start = find(open, from: place) {
      output += source.bytes[place..<start]
      place = start + open.count
      try tag(from: start)
    }
    output += source.bytes[place...]
    if let section = sections.last {
      throw Diagnostic(
        "bad-template", "The section \(section.name) is never closed.", at: section.span,
        notes: ["It ends at: {{/\(section.name)}}"])
    }
  }

  private func find(_ bytes: [UInt8], from start: Int) -> Int? {
    guard !bytes.isEmpty, source.bytes.count >= bytes.count else { return nil }
    var index = start
    while index + bytes.count <= source.bytes.count {
      if source.bytes[index] == bytes[0], source.bytes[index..<index + bytes.count].elementsEqual(bytes) {
        return index
      }
      index += 1
    }
    return nil
  }

  // MARK: Tags

  private mutating func tag(from start: Int) throws(Diagnostic) {
    let sign = place < source.bytes.count ? source.bytes[place] : 0
    switch sign {
    case UInt8(ascii: "{") where open == Array("{{".utf8) && close == Array("}}".utf8):
      place += 1
      let (name, span) = try content(until: Array("}}}".utf8), from: start)
      try variable(name, span, isRaw: true)
    case UInt8(ascii: "&"):
      place += 1
      let (name, span) = try content(until: close, from: start)
      try variable(name, span, isRaw: true)
    case UInt8(ascii: "!"):
      _ = try content(until: close, from: start)
      write("!")
    case UInt8(ascii: "="): try delimiters(from: start)
    case UInt8(ascii: "#"), UInt8(ascii: "^"):
      place += 1
      let (name, span) = try content(until: close, from: start)
      try begin(name, span, isInverted: sign == UInt8(ascii: "^"))
    case UInt8(ascii: "/"):
      place += 1
      let (name, span) = try content(until: close, from: start)
      try end(name, span)
    case UInt8(ascii: ">"), UInt8(ascii: "<"), UInt8(ascii: "$"), UInt8(ascii: "%"):
      let (_, span) = try content(until: close, from: start)
      throw Diagnostic(
        "bad-template", "compose takes one template, without parts from elsewhere.", at: span,
        notes: ["Tags are {{field}}, {{{field}}}, {{#field}} … {{/field}}, {{^field}} … {{/field}} and {{! remark }}."])
    default:
      let (name, span) = try content(until: close, from: start)
      try variable(name, span, isRaw: false)
    }
  }

  /// What stands in a tag, without the spaces around it, and where. Goes on behind the tag.
  private mutating func content(until end: [UInt8], from start: Int) throws(Diagnostic) -> (String, Span) {
    guard let last = find(end, from: place) else {
      throw Diagnostic(
        "bad-template", "This tag is never closed.", at: Span(start, min(place + 1, source.bytes.count)),
        notes: ["It ends with \(String(decoding: end, as: UTF8.self))"])
    }
    defer { place = last + end.count }
    let text = source.text(Span(place, last))
    let trimmed = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    return (trimmed, Span(start, last + end.count))
  }

  private mutating func write(_ tag: String) { output += open + Array(tag.utf8) + close }

  private mutating func variable(_ name: String, _ span: Span, isRaw: Bool) throws(Diagnostic) {
    let use = isRaw ? "r" : "e"
    guard name != "." else {
      guard sections.contains(where: \.hasValue) else {
        throw Diagnostic(
          "bad-template", "{{.}} stands for the value of the section around it, and there is none.", at: span,
          notes: ["For instance: {{#tags}}{{.}} {{/tags}}"])
      }
      return write("&\(use)")
    }
    write("&\(use)\(try column(name, span))")
  }

  private mutating func begin(_ name: String, _ span: Span, isInverted: Bool) throws(Diagnostic) {
    guard sections.count < TextTemplate.deepestNesting else {
      throw Diagnostic(
        "bad-template", "Sections are nested more than \(TextTemplate.deepestNesting) deep.", at: span)
    }
    let plain = "s\(try column(name, span))"
    sections.append(Section(name: name, span: span, plainName: plain, hasValue: !isInverted))
    write((isInverted ? "^" : "#") + plain)
  }

  private mutating func end(_ name: String, _ span: Span) throws(Diagnostic) {
    guard let section = sections.last else {
      throw Diagnostic("bad-template", "No section \(name) has begun here.", at: span)
    }
    guard section.name == name else {
      throw Diagnostic(
        "bad-template", "The section \(section.name) has to end before \(name.isEmpty ? "another" : name) does.",
        at: span, suggestion: Diagnostic.Suggestion("{{/\(section.name)}}", at: span))
    }
    sections.removeLast()
    write("/" + section.plainName)
  }

  /// `{{=<% %>=}}`: other signs around tags from here on.
  private mutating func delimiters(from start: Int) throws(Diagnostic) {
    place += 1
    let (text, span) = try content(until: [UInt8(ascii: "=")] + close, from: start)
    let signs = text.split(separator: " ").map { Array($0.utf8) }
    let isPlain = signs.allSatisfy { $0.count <= 8 && $0.allSatisfy { (0x21...0x7E).contains($0) && $0 != 0x3D } }
    guard signs.count == 2, isPlain else {
      throw Diagnostic(
        "bad-template", "Other signs around tags are two, with a space between them.", at: span,
        notes: ["For instance: {{=<% %>=}}"])
    }
    write("=\(text)=")
    (open, close) = (signs[0], signs[1])
  }

  // MARK: Columns

  /// The column of a name: exactly, else in any case and with any spaces.
  private mutating func column(_ name: String, _ span: Span) throws(Diagnostic) -> Int {
    guard !name.isEmpty else {
      throw Diagnostic("bad-template", "A field's name is missing here.", at: span)
    }
    let wanted = Self.squeezed(name)
    if let index = names.firstIndex(of: name) ?? names.firstIndex(where: { Self.squeezed($0) == wanted }) {
      columns.insert(index)
      return index
    }
    let nearest = Suggestions.nearest(name, among: names)
    throw Diagnostic(
      "unknown-field", "There is no field \(name): the result has no such column.", at: span,
      notes: [
        "Fields are the columns: \(names.prefix(12).joined(separator: ", "))\(names.count > 12 ? " …" : ""). A show before compose can add others."
      ],
      suggestion: nearest.map {
        Diagnostic.Suggestion(source.text(span).replacing(name, with: $0), at: span)
      })
  }

  private static func squeezed(_ text: String) -> String { text.lowercased().filter { !$0.isWhitespace } }
}

extension String {
  /// The text with the first occurrence of a part exchanged.
  fileprivate func replacing(_ part: String, with other: String) -> String {
    let (text, part) = (Array(utf8), Array(part.utf8))
    guard !part.isEmpty, text.count >= part.count else { return other }
    for start in 0...(text.count - part.count) where text[start..<start + part.count].elementsEqual(part) {
      return String(decoding: text[..<start] + Array(other.utf8) + text[(start + part.count)...], as: UTF8.self)
    }
    return other
  }
}
