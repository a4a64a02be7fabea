import ArgumentParser
import Shell

struct Demo: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Open a sample book of 2,000 customers.")

  @OptionGroup var options: AskOptions

  func run() throws { try finish(try Application.demo(options.invocation)) }
}
