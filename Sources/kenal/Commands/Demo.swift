import ArgumentParser
import Shell

struct Demo: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo", abstract: "Open a sample book of made-up customers.")

  @Option(help: "How many customers it has.")
  var customers = 2000

  @OptionGroup var options: AskOptions

  func run() throws {
    var invocation = options.invocation
    invocation.sampleCustomers = customers
    try finish(try Application.demo(invocation))
  }
}
