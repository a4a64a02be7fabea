import Interchange
import Session
import Text

/// How far loading has come: one line on the standard error, only on a terminal, only when it takes a while, erased at
/// the end.
final class ProgressLine {
  private let stream = StandardStream.error
  private let isShown: Bool
  private let start = Clock.system.monotonic()
  private var last: UInt64 = 0
  private var isDrawn = false

  /// Loads that are done sooner show nothing.
  private static let delay: UInt64 = 300_000_000
  private static let interval: UInt64 = 100_000_000

  init() { isShown = stream.isTerminal && !Environment.isDumbTerminal }

  func show(_ progress: LoadProgress) {
    guard isShown else { return }
    let now = Clock.system.monotonic()
    guard now - start > ProgressLine.delay, now - last > ProgressLine.interval else { return }
    last = now
    isDrawn = true
    let share = (Double(progress.filesDone) + progress.share) / Double(max(1, progress.fileCount))
    let text = "Loading \(TerminalSafe.escape(progress.file)), \(Int(share * 100))% in all"
    stream.write("\r" + DisplayWidth.cut(text, toWidth: (stream.columns ?? 80) - 1) + "\u{1b}[K")
  }

  func erase() {
    if isDrawn { stream.write("\r\u{1b}[K") }
    isDrawn = false
  }
}
