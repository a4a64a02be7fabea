import ArgumentParser
import Shell

struct ImportFiles: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import", abstract: "Import files into a book file, which is made if it is not there.",
    discussion: """
      Rows that the book has already are updated, others are added; empty cells change nothing. Exports of known programs \
      are recognised by their headings. All of it is done, or nothing; `undo` in the book takes it back.
      """)

  @Argument(help: "The book file, such as shop.kenal.", completion: .file(extensions: ["kenal"]))
  var book: String

  @Argument(help: "Files and folders: CSV, TSV, JSON, JSON lines, SQLite; gzip and zstd.", completion: .file())
  var files: [String] = []

  @Option(name: .customLong("as"), help: "The program or the table that the files come from, such as shopify.orders.")
  var target: String?

  @Option(help: "The columns by which rows are the same, such as email.")
  var matching: [String] = []

  @Flag(help: "Empty cells take away what the book has.")
  var blanksOverwrite = false

  func run() throws {
    try finish(
      try Application.importFiles(
        files, into: book, as: target, matching: matching, blanksOverwrite: blanksOverwrite))
  }
}

struct CheckBook: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Read every byte of a book file and say whether it is sound.")

  @Argument(help: "The book file.", completion: .file(extensions: ["kenal"]))
  var book: String

  func run() throws { try finish(Application.check(book)) }
}

struct CompactBook: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compact", abstract: "Write a book file anew, with its changes worked in.")

  @Argument(help: "The book file.", completion: .file(extensions: ["kenal"]))
  var book: String

  func run() throws { try finish(Application.compact(book)) }
}

struct RescueBook: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rescue", abstract: "Save what is whole of a damaged book file into a new one.")

  @Argument(help: "The damaged book file. It is only read.", completion: .file(extensions: ["kenal"]))
  var book: String

  @Argument(help: "The new book file.")
  var new: String

  func run() throws { try finish(Application.rescue(book, to: new)) }
}
