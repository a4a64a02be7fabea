import Book
import Diagnostics
import Query
import Syntax

extension Session {
  /// `set horizon = 5y`: what the book's measures reckon with from here on.
  mutating func set(_ setting: BookSetting, _ statement: SetStatement, _ turn: Turn) throws(Failure) {
    let value = statement.value.binding(parameters)
    guard case .literal(let literal) = value.kind, setting.accepts(literal) else {
      throw turn.failure(
        Diagnostic(
          "not-a-setting", "\(setting.name) has to be \(setting.wanted).", at: statement.value.span,
          notes: ["For instance: set \(setting.name) = \(setting.example)"]))
    }
    let text = Formatter.text(of: value)
    try keep(.setting, [setting.name], text, turn)
    settings[setting.name] = literal
    turn.emit(.message("\(setting.name) is \(text) from here on, wherever measures read book.\(setting.name)."))
  }

  /// The settings that texts of a book say; those that cannot be read, because a later version wrote them, are left out.
  static func bookSettings(_ texts: [(name: String, text: String)]) -> [String: Literal] {
    var settings: [String: Literal] = [:]
    for (name, text) in texts {
      guard let setting = BookSetting.named(name),
        case .literal(let literal)? = Parser.parseExpression(SourceText(text)).0?.kind, setting.accepts(literal)
      else { continue }
      settings[setting.name] = literal
    }
    return settings
  }

  /// What `describe horizon` says.
  func describe(_ setting: BookSetting, _ turn: Turn) {
    let value = Expression(.literal(settings[setting.name] ?? setting.fallback), at: turn.statement.span)
    turn.emit(
      .text(
        "\(setting.name) is a setting of the book: \(setting.doc)\n    set \(setting.name) = \(Formatter.text(of: value))"
      ))
  }
}

extension BookSetting {
  fileprivate var wanted: String {
    switch kind {
    case .length: "a length of time in days, months or years, up to 100 years"
    case .share: "a share from 0% to below 100%"
    }
  }

  fileprivate var example: String {
    switch kind {
    case .length: "5y"
    case .share: "8%"
    }
  }
}
