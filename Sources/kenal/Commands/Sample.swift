import ArgumentParser
import Shell

struct Sample: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sample", abstract: "Write a sample shop of any size as CSV files.",
    discussion: "The same number and seed give the same files everywhere.")

  @Argument(help: "The folder to write into; made if it is not there.", completion: .directory)
  var folder: String

  @Option(help: "How many customers.")
  var customers = 2000

  @Option(help: "Which of all shops of this size.")
  var seed: UInt64 = 1

  func run() throws { try finish(try Application.sample(folder: folder, customers: customers, seed: seed)) }
}
