import Diagnostics
import Glibc

/// Everything that comes through the standard input, as one script: what a pipe says means what a file would say.
public final class PipedSource: LineSource {
  private var isAtEnd = false

  public init() {}

  public func next(prompt: String) -> LineEvent {
    guard !isAtEnd else { return .end }
    isAtEnd = true
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = read(STDIN_FILENO, &chunk, chunk.count)
      if count < 0, errno == EINTR {
        if Interrupts.isRaised { return .interrupted }
        continue
      }
      guard count > 0 else { break }
      bytes += chunk[0..<count]
    }
    return bytes.isEmpty ? .end : .entry(String(decoding: bytes, as: UTF8.self))
  }

  /// Nothing: a pipe has no history.
  public func remember(_ entry: String) {}

  /// Nothing, for the same reason.
  public func reloadHistory() {}
}
