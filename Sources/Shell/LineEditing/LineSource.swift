/// What came from where the lines come from.
public enum LineEvent: Equatable, Sendable {
  /// One entry: a statement or several, with their line breaks.
  case entry(String)
  /// Ctrl-C while typing: the line was given up.
  case interrupted
  /// The end of the input, or Ctrl-D on an empty line.
  case end
  /// The process was asked to end, or the terminal is gone.
  case terminated
}

/// Where lines come from: a pipe, or an editor on a terminal.
public protocol LineSource: AnyObject {
  /// The next entry. `prompt` is shown by sources that a person types into.
  func next(prompt: String) -> LineEvent
  /// Keeps an entry in the history, where there is one.
  func remember(_ entry: String)
  /// Reads the history again: entries that were taken out of its file cannot be recalled any more.
  func reloadHistory()
}
