import ArgumentParser
import Shell

struct RunScript: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Run a script on a book: kenal run monday.kq shop/ days=120d",
    discussion: "The book demo is the sample.")

  @Argument(help: "The file with the statements.", completion: .file())
  var script: String

  @Argument(help: "The book: a folder or files; and the values of the script's parameters.", completion: .file())
  var bookOrNameValue: [String] = []

  @OptionGroup var options: AnswerOptions

  func run() throws {
    var invocation = options.invocation
    invocation.script = script
    invocation.books = bookOrNameValue.filter { !Application.isParameter($0) }
    invocation.parameters += bookOrNameValue.filter(Application.isParameter)
    try finish(try Application.open(invocation))
  }
}
