import Foundation

/// The executable under test and the places that tests may touch.
enum Kenal {
  /// Where the built products lie: beside this test bundle.
  static let productFolder: URL = {
    let executable = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
    return URL(fileURLWithPath: executable).deletingLastPathComponent()
  }()

  static let executable = productFolder.appendingPathComponent("kenal")

  /// `Tests/Scripts` of this checkout.
  static let scripts = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Scripts")

  /// An empty folder, removed by the caller.
  static func temporaryFolder() throws -> URL {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("kenal-test-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    return folder
  }

  /// Nothing of the machine's settings: a home of its own, no colours asked for, plain English.
  static func environment(home: URL) -> [String: String] {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    return [
      "PATH": productFolder.path + ":" + path, "HOME": home.path, "LC_ALL": "C.UTF-8", "TZ": "UTC",
      "TERM": "xterm-256color",
    ]
  }
}

/// What a command line printed.
struct CommandResult {
  var output: [String]
  var error: [String]
  var status: Int32

  /// Runs a command line with the shell, in a folder, with nothing on its standard input.
  init(_ command: String, in folder: URL) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", command]
    process.currentDirectoryURL = folder
    process.environment = Kenal.environment(home: folder)
    process.standardInput = FileHandle.nullDevice
    // Files and not pipes: a full pipe that nobody reads would stop the command.
    let names = ["out", "err"].map { folder.deletingLastPathComponent().appendingPathComponent($0 + UUID().uuidString) }
    defer { for name in names { try? FileManager.default.removeItem(at: name) } }
    for name in names { _ = FileManager.default.createFile(atPath: name.path, contents: nil) }
    process.standardOutput = try FileHandle(forWritingTo: names[0])
    process.standardError = try FileHandle(forWritingTo: names[1])
    try process.run()
    process.waitUntilExit()
    output = try CommandResult.lines(names[0], folder)
    error = try CommandResult.lines(names[1], folder)
    status = process.terminationReason == .exit ? process.terminationStatus : 128 + process.terminationStatus
  }

  /// The lines of a file; the folder's own name, which is another in every run, is `$HERE`.
  private static func lines(_ file: URL, _ folder: URL) throws -> [String] {
    let text = String(decoding: try Data(contentsOf: file), as: UTF8.self)
      .replacingOccurrences(of: folder.path, with: "$HERE").replacingOccurrences(of: "\r", with: "\\r")
    guard !text.isEmpty else { return [] }
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    return lines.last == "" ? Array(lines.dropLast()) : lines + ["\\ no line break at the end"]
  }
}
