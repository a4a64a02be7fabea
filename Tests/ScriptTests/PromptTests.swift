import Foundation
import Testing

/// The prompt on a real terminal. Nothing here depends on how fast the machine is, only on what appears.
@Suite(.serialized) struct TerminalPromptTests {
  private let home: URL

  init() throws { home = try Kenal.temporaryFolder() }

  private func open(_ arguments: [String] = ["demo"], environment: [String: String] = [:]) throws -> Terminal {
    let terminal = try Terminal(arguments, home: home, environment: environment)
    try terminal.expect("demo (2026-06-30)> ", within: 120)
    return terminal
  }

  @Test func answersAndLeavesWithControlD() throws {
    let terminal = try open()
    terminal.type("select customers show count\r")
    try terminal.expect("1 row")
    #expect(try leave(terminal) == 0)
  }

  @Test func anIncompleteStatementGoesOnOnTheNextLine() throws {
    let terminal = try open()
    terminal.type("select customers where\r")
    terminal.type("kind = \"household\"\r")
    try terminal.expect("first 40 rows")
    try terminal.expect("> ")
    terminal.type(".quit\r")
    #expect(try terminal.status() == 0)
    let history = try String(contentsOf: home.appendingPathComponent(".local/state/kenal/history"), encoding: .utf8)
    #expect(history == "select customers where\\nkind = \"household\"\n.quit\n")
  }

  @Test func tabCompletesNamesAndValues() throws {
    let terminal = try open()
    terminal.type("sel\tcust\twhe\tcity = \"Jak\t")
    try terminal.expect("select customers where city = \"Jakarta\"")
    terminal.type(" or city = \"\t")
    try terminal.expect("Surabaya  ")
    try terminal.expect("or city = \"")
    terminal.type("\u{3}")
    try terminal.expect("^C")
    #expect(try leave(terminal) == 0)
  }

  @Test func asksForTheValuesOfParameters() throws {
    let terminal = try open()
    terminal.type("select customers where city = $town show id, spent\r")
    try terminal.expect("$town, a text: ")
    terminal.type("Depok\r")
    try terminal.expect("rows")
    terminal.type("where spent > $least\r")
    try terminal.expect("$least, a number: ")
    terminal.type("much\r")
    try terminal.expect("“much” is not a number.")
    terminal.type("\r")
    try terminal.expect("Nothing was asked.")
    #expect(try leave(terminal) == 0)
  }

  @Test func controlCClearsTheLineAndNeverLeaves() throws {
    let terminal = try open()
    terminal.type("select nonsense where\u{3}")
    try terminal.expect("^C")
    try terminal.expect("> ")
    terminal.type("\u{3}")
    try terminal.expect("^C")
    try terminal.expect("> ")
    terminal.type("select customers limit 1\r")
    try terminal.expect("1 row")
    #expect(try leave(terminal) == 0)
  }

  @Test func aPasteIsOneEntry() throws {
    let terminal = try open()
    terminal.type("\u{1b}[200~select customers\nwhere kind = \"household\"\n\u{1b}[201~")
    try terminal.expect("household")
    terminal.type("\r")
    try terminal.expect("first 40 rows")
    #expect(try leave(terminal) == 0)
    let history = try String(contentsOf: home.appendingPathComponent(".local/state/kenal/history"), encoding: .utf8)
    #expect(history == "select customers\\nwhere kind = \"household\"\n")
  }

  @Test func theHistoryComesBack() throws {
    let first = try open()
    first.type("select customers where kind = \"company\" limit 2\r")
    try first.expect("2 rows")
    first.type(" select customers limit 1\r")
    try first.expect("1 row")
    #expect(try leave(first) == 0)
    let second = try open()
    second.type("\u{1b}[A\r")
    try second.expect("2 rows")
    try second.expect("> ")
    second.type("\u{12}kind\r\r")
    try second.expect("2 rows")
    #expect(try leave(second) == 0)
  }

  /// Only a shell with job control can stop a program on a terminal; this one brings it back at once.
  @Test func suspendingAndComingBackKeepsTheLine() throws {
    let terminal = try Terminal(["-mc", "kenal demo; echo stopped; fg"], of: "/bin/sh", home: home)
    try terminal.expect("demo (2026-06-30)> ", within: 120)
    terminal.type("select customers lim")
    try terminal.expect("lim")
    terminal.type("\u{1a}")
    try terminal.expect("stopped")
    try terminal.expect("> select customers lim")
    terminal.type("it 1\r")
    try terminal.expect("1 row")
    #expect(try leave(terminal) == 0)
  }

  @Test func terminationIsQuietAndLosesNothing() throws {
    let terminal = try open()
    terminal.type("select customers limit 1\r")
    try terminal.expect("1 row")
    try terminal.expect("> ")
    terminal.send(signal: SIGTERM)
    #expect(try terminal.status() == 143)
    let history = try String(contentsOf: home.appendingPathComponent(".local/state/kenal/history"), encoding: .utf8)
    #expect(history == "select customers limit 1\n")
  }

  @Test func aHomeThatCannotBeWrittenIsAWarning() throws {
    let terminal = try Terminal(["demo"], home: home, environment: ["XDG_STATE_HOME": "/proc/nowhere"])
    try terminal.expect("warning:", within: 120)
    #expect(try leave(terminal) == 0)
  }

  @Test func aDumbTerminalGetsNoEscapes() throws {
    let terminal = try open(environment: ["TERM": "dumb"])
    terminal.type("select customers limit 1\r")
    try terminal.expect("1 row")
    #expect(try leave(terminal) == 0)
  }

  @Test func viModeWorks() throws {
    try Data("bind -v\n".utf8).write(to: home.appendingPathComponent(".editrc"))
    let terminal = try open()
    terminal.type("select customers limitX 1\u{1b}")
    try terminal.expect("1")
    terminal.type("FXx\r")
    try terminal.expect("1 row")
    #expect(try leave(terminal) == 0)
  }

  /// With a query that takes a while on any machine: hundreds of texts made anew for each purchase.
  @Test func controlCStopsAQuery() throws {
    let terminal = try open()
    let heavy = (1...600).map { "upper(replace(id, \"1\", \"\($0)\")) != \"x\"" }.joined(separator: " and ")
    terminal.type("\u{1b}[200~select purchases where \(heavy)\u{1b}[201~\r")
    try terminal.expect("600\")) != \"x\"\n", within: 60)
    terminal.type("\u{3}")
    try terminal.expect("Stopped", within: 120)
    try terminal.expect("> ")
    terminal.type("select customers where kind = \"company\" limit 2\r")
    try terminal.expect("2 rows")
    #expect(try leave(terminal) == 0)
  }

  /// Ctrl-D at the next prompt; typed any earlier, it would be the end of nothing.
  private func leave(_ terminal: Terminal) throws -> Int32 {
    try terminal.expect("(2026-06-30)> ")
    terminal.type("\u{4}")
    return try terminal.status()
  }
}
