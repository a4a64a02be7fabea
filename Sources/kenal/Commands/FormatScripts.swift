import ArgumentParser
import Shell

struct FormatScripts: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fmt", abstract: "Write scripts in the one way that everybody can read.")

  @Argument(help: "Scripts (.kq); - for the standard input.", completion: .file(extensions: ["kq"]))
  var files: [String]

  @Flag(help: "Change nothing; say which files would change, and fail if any would.")
  var check = false

  func run() throws { try finish(try Application.format(files, check: check)) }
}
