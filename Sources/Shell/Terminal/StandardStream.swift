import CLineEditor
import Glibc

/// The standard output or the standard error: what is written is written whole, or the process ends quietly because
/// nobody reads it any more.
public struct StandardStream: Sendable {
  public static let output = StandardStream(descriptor: STDOUT_FILENO)
  public static let error = StandardStream(descriptor: STDERR_FILENO)

  let descriptor: Int32

  /// Whether a person looks at it.
  public var isTerminal: Bool { isatty(descriptor) == 1 }

  /// The width of the terminal; nil where there is none.
  public var columns: Int? {
    let count = Int(terminal_columns(descriptor))
    return count > 0 ? count : nil
  }

  /// Writes a text whole; ends the process quietly where nobody reads any more.
  public func write(_ text: String) { write(Array(text.utf8)) }

  /// Writes a text and a line break.
  public func writeLine(_ text: String) { write(text + "\n") }

  /// Writes bytes whole, however often the system takes only some.
  public func write(_ bytes: [UInt8]) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withContiguousStorageIfAvailable { Glibc.write(descriptor, $0.baseAddress, $0.count) } ?? -1
      if count >= 0 {
        rest = rest.dropFirst(count)
      } else if errno == EPIPE || errno == EIO {
        // The reader has gone (`| head`) or the terminal was closed: nothing is left to say and nobody to hear it.
        exit(0)
      } else if errno != EINTR && errno != EAGAIN {
        return
      }
    }
  }
}
