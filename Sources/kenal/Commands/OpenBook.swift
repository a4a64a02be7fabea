import ArgumentParser
import Shell

struct OpenBook: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "open", abstract: "Open a folder of CSV files, or some files. The word open may be left out.")

  @Argument(help: "A folder, or CSV and TSV files.", completion: .file())
  var book: [String] = []

  @OptionGroup var options: AskOptions

  func run() throws {
    var invocation = options.invocation
    invocation.books = book
    try finish(try Application.open(invocation))
  }
}
