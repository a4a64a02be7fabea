import CLineEditor
import Diagnostics
import Glibc
import Text

/// libedit with its own drawing: editing keys, kill ring, history and search on a terminal.
///
/// Enter runs the entry when it is complete and otherwise starts a new line. A paste is inserted as a whole. Signals arrive
/// through the reader, which waits for input and for them at once; libedit itself never sees any.
public final class PlainEditor: LineSource {
  /// What the editor asks about the language, so that it needs to know nothing of it.
  public struct Language {
    public var isComplete: (String) -> Bool
    /// The text and the offset of the cursor in UTF-8.
    public var complete: (String, Int) -> Completion

    public init(isComplete: @escaping (String) -> Bool, complete: @escaping (String, Int) -> Completion) {
      self.isComplete = isComplete
      self.complete = complete
    }
  }

  /// Entries that can be recalled.
  static let historySize: Int32 = 5000
  /// Keys of our own, beyond what can be typed by accident: libedit's functions have no other entry point.
  private static let accept = "\u{18}\u{0e}"
  private static let olderEntry = "\u{18}\u{10}"
  private static let newerEntry = "\u{18}\u{11}"
  private static let lineUp = "\u{18}\u{15}"
  private static let lineDown = "\u{18}\u{04}"

  private let editor: OpaquePointer
  private let entries: OpaquePointer?
  private let language: Language
  private var file: HistoryFile?
  private var promptText: UnsafeMutablePointer<CChar>?
  private var reader = KeyReader()
  private var outcome: LineEvent?
  private let understandsEscapes: Bool

  /// An editor on the terminal; nil if libedit cannot be started. `warn` hears of a history that cannot be kept.
  public init?(language: Language, keepsHistory: Bool, warn: (Diagnostic) -> Void) {
    terminal_use_utf8()
    guard let editor = line_editor_open("kenal") else { return nil }
    self.editor = editor
    self.language = language
    understandsEscapes = !Environment.isDumbTerminal
    entries = line_editor_open_history(editor, PlainEditor.historySize)
    // The reader's own settings come first, so that they cannot take away the keys that we need.
    el_source(editor, nil)
    line_editor_set_context(editor, Unmanaged.passUnretained(self).toOpaque())
    installCallbacks()
    if keepsHistory { loadHistory(warn) }
  }

  deinit {
    el_end(editor)
    if let entries { history_end(entries) }
    free(promptText)
  }

  public func next(prompt: String) -> LineEvent {
    free(promptText)
    promptText = strdup(prompt)
    outcome = nil
    _ = signals_enter_prompt()
    if understandsEscapes { StandardStream.output.write("\u{1b}[?2004h") }
    // libedit would show the prompt first: what is typed in between would be taken as a line of its own.
    line_editor_prepare_terminal(editor, 1)
    var count: Int32 = 0
    let line = line_editor_read(editor, &count).map { String(cString: $0) }
    if understandsEscapes { StandardStream.output.write("\u{1b}[?2004l") }
    signals_leave_prompt()
    switch outcome {
    case .interrupted:
      StandardStream.output.write(understandsEscapes ? "^C\u{1b}[J\n" : "^C\n")
      return .interrupted
    case .some(let event):
      StandardStream.output.write("\n")
      return event
    case nil:
      guard let line, count > 0 else {
        StandardStream.output.write("\n")
        return .end
      }
      return .entry(String(line.trimmingSuffix(while: \.isWhitespace)))
    }
  }

  /// Keeps an entry for the arrow keys and in the history file.
  public func remember(_ entry: String) {
    guard HistoryFile.isKept(entry) else { return }
    if let entries { _ = line_editor_add_history(entries, entry) }
    do {
      try file?.append(entry)
    } catch {
      // Said once, when the editor was opened or now; not again for every line.
      file = nil
    }
  }

  /// Takes the history from its file again.
  public func reloadHistory() {
    guard let entries, file != nil else { return }
    line_editor_clear_history(entries)
    loadHistory { _ in }
  }

  private func loadHistory(_ warn: (Diagnostic) -> Void) {
    guard let standard = HistoryFile.standard() else { return }
    do throws(Diagnostic) {
      for entry in try standard.load().suffix(Int(PlainEditor.historySize)) {
        if let entries { _ = line_editor_add_history(entries, entry) }
      }
      file = standard
    } catch {
      warn(error)
    }
  }
}

// MARK: - Keys

extension PlainEditor {
  private static func current(_ editor: OpaquePointer?) -> PlainEditor? {
    guard let editor, let context = line_editor_context(editor) else { return nil }
    return Unmanaged<PlainEditor>.fromOpaque(context).takeUnretainedValue()
  }

  private func installCallbacks() {
    _ = line_editor_set_prompt(editor, { PlainEditor.current($0)?.promptText }, 1)
    _ = line_editor_set_reader(editor) { editor, target in
      guard let current = PlainEditor.current(editor), let target else { return -1 }
      return current.readKey(into: &target.pointee)
    }
    bind("kenal-enter", "run, or start a new line", ["^M", "^J"]) { editor, _ in
      PlainEditor.current(editor)?.enter() ?? 0
    }
    bind("kenal-complete", "complete the word", ["^I"]) { editor, _ in PlainEditor.current(editor)?.tab() ?? 0 }
    bind("kenal-paste", "insert what was pasted", ["^]"]) { editor, _ in PlainEditor.current(editor)?.paste() ?? 0 }
    for (keys, function) in [
      (PlainEditor.accept, "ed-newline"), (PlainEditor.olderEntry, "ed-prev-history"),
      (PlainEditor.newerEntry, "ed-next-history"), (PlainEditor.lineUp, "ed-prev-line"),
      (PlainEditor.lineDown, "ed-next-line"),
    ] {
      bind(keys, to: function)
    }
    _ = line_editor_bind(editor, "^R", "em-inc-search-prev")
    // In vi mode a binding that begins with Escape would swallow Escape itself; there, k and j walk the history.
    guard line_editor_is_vi(editor) == 0 else { return }
    bind("kenal-up", "the line above, or the entry before", ["\\e[A", "\\eOA"]) { editor, _ in
      PlainEditor.current(editor)?.move(up: true) ?? 0
    }
    bind("kenal-down", "the line below, or the entry after", ["\\e[B", "\\eOB"]) { editor, _ in
      PlainEditor.current(editor)?.move(up: false) ?? 0
    }
  }

  private func bind(
    _ name: String, _ help: String, _ keys: [String],
    _ function: @escaping @convention(c) (OpaquePointer?, wint_t) -> UInt8
  ) {
    _ = line_editor_add_function(editor, name, help, function)
    for key in keys { bind(key, to: name) }
  }

  private func bind(_ keys: String, to function: String) {
    _ = line_editor_bind(editor, keys, function)
    if line_editor_is_vi(editor) != 0 { _ = line_editor_bind_command(editor, keys, function) }
  }

  /// The text so far and the offset of the cursor in UTF-8.
  private var line: (text: String, cursor: Int) {
    guard let line = el_line(editor)?.pointee, let buffer = line.buffer, let cursor = line.cursor,
      let end = line.lastchar
    else { return ("", 0) }
    let bytes = UnsafeRawBufferPointer(start: buffer, count: max(0, end - buffer))
    return (String(decoding: bytes, as: UTF8.self), max(0, cursor - buffer))
  }

  private func enter() -> UInt8 {
    if language.isComplete(line.text) {
      el_push(editor, PlainEditor.accept)
      return UInt8(CC_NORM)
    }
    el_insertstr(editor, "\n")
    return UInt8(CC_REFRESH)
  }

  private func move(up: Bool) -> UInt8 {
    let (text, cursor) = line
    let before = text.utf8.prefix(cursor)
    let after = text.utf8.dropFirst(cursor)
    let staysInside = (up ? before : after).contains(UInt8(ascii: "\n"))
    switch (up, staysInside) {
    case (true, true): el_push(editor, PlainEditor.lineUp)
    case (true, false): el_push(editor, PlainEditor.olderEntry)
    case (false, true): el_push(editor, PlainEditor.lineDown)
    case (false, false): el_push(editor, PlainEditor.newerEntry)
    }
    return UInt8(CC_NORM)
  }

  private func paste() -> UInt8 {
    guard !reader.pasted.isEmpty else { return UInt8(CC_NORM) }
    let isInserted = el_insertstr(editor, reader.pasted) == 0
    reader.pasted = ""
    return UInt8(isInserted ? CC_REFRESH : CC_ERROR)
  }

  private func tab() -> UInt8 {
    let (text, cursor) = line
    let completion = language.complete(text, cursor)
    guard !completion.candidates.isEmpty else { return UInt8(CC_REFRESH_BEEP) }
    if let replacement = completion.replacement {
      el_deletestr(editor, Int32(completion.stem.unicodeScalars.count))
      el_insertstr(editor, replacement)
      return UInt8(CC_REFRESH)
    }
    let width = StandardStream.output.columns ?? 80
    StandardStream.output.write("\n" + CandidateList.text(completion.candidates, width: width))
    line_editor_refresh(editor)
    return UInt8(CC_NORM)
  }

  /// Reads one character, or ends the entry because of a signal: −1.
  private func readKey(into target: inout wchar_t) -> Int32 {
    while true {
      switch reader.next() {
      case .character(let scalar):
        target = wchar_t(bitPattern: scalar.value)
        return 1
      case .end: return 0
      case .interrupt:
        outcome = .interrupted
        errno = EINTR
        return -1
      case .terminate:
        outcome = .terminated
        errno = EINTR
        return -1
      case .resize: el_resize(editor)
      case .suspend: suspend()
      }
    }
  }

  private func suspend() {
    if understandsEscapes { StandardStream.output.write("\u{1b}[?2004l\u{1b}[J") }
    StandardStream.output.write("\n")
    line_editor_prepare_terminal(editor, 0)
    signals_suspend()
    line_editor_prepare_terminal(editor, 1)
    if understandsEscapes { StandardStream.output.write("\u{1b}[?2004h") }
    line_editor_refresh(editor)
  }
}

extension StringProtocol {
  func trimmingSuffix(while isDropped: (Character) -> Bool) -> SubSequence {
    var end = endIndex
    while end > startIndex, isDropped(self[index(before: end)]) { end = index(before: end) }
    return self[startIndex..<end]
  }
}
