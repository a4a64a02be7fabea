import Foundation
import Glibc

/// A pseudo-terminal with a program on it, typed at and read like a person would.
final class Terminal {
  private let descriptor: Int32
  private let process: pid_t
  private var bytes: [UInt8] = []
  private var seen = ""
  /// What was printed since the last match, escape sequences taken out.
  private(set) var unread = ""

  // Linux's numbers for what its C headers hide from Swift: TIOCSPTLCK, TIOCGPTN, POSIX_SPAWN_SETSID.
  private static let setLock: UInt = 0x4004_5431
  private static let getNumber: UInt = 0x8004_5430
  private static let newSession: Int16 = 0x80

  struct Timeout: Error, CustomStringConvertible {
    var wanted: String
    var got: String
    var description: String { "waited for \(wanted.debugDescription), got \(got.debugDescription)" }
  }

  init(
    _ arguments: [String], of program: String = Kenal.executable.path, home: URL, columns: UInt16 = 100,
    environment: [String: String] = [:]
  ) throws {
    descriptor = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
    var locked: Int32 = 0
    var number: Int32 = 0
    guard descriptor >= 0, ioctl(descriptor, Terminal.setLock, &locked) == 0,
      ioctl(descriptor, Terminal.getNumber, &number) == 0
    else { throw POSIXError(.ENXIO) }
    let name = "/dev/pts/\(number)"
    var size = winsize(ws_row: 40, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
    _ = ioctl(descriptor, UInt(TIOCSWINSZ), &size)
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    // The first terminal that the leader of a new session opens becomes its own.
    posix_spawn_file_actions_addopen(&actions, 0, name, O_RDWR, 0)
    posix_spawn_file_actions_adddup2(&actions, 0, 1)
    posix_spawn_file_actions_adddup2(&actions, 0, 2)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    // The threads that tests run on hold signals back; the program must not inherit that.
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setflags(&attributes, Terminal.newSession | Int16(POSIX_SPAWN_SETSIGMASK))
    defer {
      posix_spawn_file_actions_destroy(&actions)
      posix_spawnattr_destroy(&attributes)
    }
    let variables = Kenal.environment(home: home).merging(environment) { $1 }.map { "\($0)=\($1)" }
    var argv = ([program] + arguments).map { strdup($0) } + [nil]
    var envp = variables.map { strdup($0) } + [nil]
    defer { for text in argv + envp { free(text) } }
    var child: pid_t = 0
    let status = posix_spawn(&child, program, &actions, &attributes, &argv, &envp)
    process = child
    guard status == 0 else { throw POSIXError(POSIXErrorCode(rawValue: status) ?? .ENOENT) }
  }

  deinit {
    kill(process, SIGKILL)
    close(descriptor)
  }

  func type(_ text: String) {
    let bytes = Array(text.utf8)
    var sent = 0
    while sent < bytes.count {
      let count = bytes[sent...].withUnsafeBufferPointer { write(descriptor, $0.baseAddress, $0.count) }
      guard count > 0 else { return }
      sent += count
    }
  }

  /// Reads until a text has been printed, and forgets what came up to its end.
  @discardableResult
  func expect(_ wanted: String, within seconds: Double = 20) throws -> String {
    let end = Date().addingTimeInterval(seconds)
    while true {
      if let range = unread.range(of: wanted) {
        let before = String(unread[..<range.upperBound])
        unread = String(unread[range.upperBound...])
        return before
      }
      guard Date() < end, readMore(milliseconds: 100) else { throw Timeout(wanted: wanted, got: unread) }
    }
  }

  /// Waits for the end of the process and gives its exit status.
  func status(within seconds: Double = 20) throws -> Int32 {
    let end = Date().addingTimeInterval(seconds)
    var result: Int32 = 0
    while waitpid(process, &result, WNOHANG) == 0 {
      guard Date() < end else { throw Timeout(wanted: "the end", got: unread) }
      _ = readMore(milliseconds: 20)
    }
    return result & 0x7f == 0 ? (result >> 8) & 0xff : 128 + (result & 0x7f)
  }

  func send(signal: Int32) { kill(process, signal) }

  /// False once the terminal is closed.
  private func readMore(milliseconds: Int32) -> Bool {
    var source = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    guard poll(&source, 1, milliseconds) > 0 else { return true }
    var chunk = [UInt8](repeating: 0, count: 65_536)
    let count = read(descriptor, &chunk, chunk.count)
    guard count > 0 else { return false }
    bytes += chunk[..<count].filter { $0 != 0x0d }
    // A character that is not yet whole waits for its rest.
    let cut = bytes.lastIndex { $0 & 0xc0 != 0x80 } ?? bytes.count
    let isWhole = String(validating: bytes, as: UTF8.self) != nil
    let end = isWhole ? bytes.count : cut
    seen += String(decoding: bytes[..<end], as: UTF8.self)
    bytes.removeFirst(end)
    takeInText()
    return true
  }

  /// Moves what was seen to `unread` without escape sequences; an unfinished one waits for its end.
  private func takeInText() {
    var rest = Substring(seen)
    while let escape = rest.firstIndex(of: "\u{1b}") {
      unread += rest[..<escape]
      rest = rest[escape...]
      let body = rest.dropFirst()
      guard let kind = body.first else { break }
      guard kind == "[" else {
        rest = body.dropFirst()
        continue
      }
      guard let last = body.dropFirst().firstIndex(where: { $0.isLetter || $0 == "~" }) else { break }
      rest = body[body.index(after: last)...]
    }
    if rest.first != "\u{1b}" {
      unread += rest
      rest = ""
    }
    seen = String(rest)
  }
}
