import Book
import Diagnostics
import Session

extension Application {
  /// Imports files into a book file, which is made where there is none.
  public static func importFiles(
    _ files: [String], into path: String, as target: String?, matching: [String], blanksOverwrite: Bool
  ) throws -> Int32 {
    guard !files.isEmpty else {
      throw UsageError("Which files? For instance: kenal import \(path) customers.csv purchases.csv")
    }
    let progress = ProgressLine()
    defer { progress.erase() }
    Interrupts.watch()
    return reporting { () throws(Failure) in
      let result = try BookImport.run(
        files, into: path, as: target, matching: matching, blanksOverwrite: blanksOverwrite, progress: progress.show,
        isCancelled: { Interrupts.isRaised })
      progress.erase()
      for line in result.lines { StandardStream.output.writeLine(TerminalText.safe(line)) }
      for line in LoadText(report: result.report).brief { StandardStream.error.writeLine(TerminalText.safe(line)) }
      if !result.warnings.isEmpty { report(result.warnings, in: nil) }
      return result.warnings.isEmpty ? .success : .file
    }
  }

  /// Reads every byte of a book file and says whether it is sound.
  public static func check(_ path: String) -> Int32 {
    reporting { () throws(Failure) in
      let check = try BookCare.check(path)
      if check.findings.isEmpty {
        StandardStream.output.writeLine(TerminalText.safe(check.summary))
        return .success
      }
      report(check.findings, in: nil)
      return .book
    }
  }

  /// Works a book's changes into its columns.
  public static func compact(_ path: String) -> Int32 {
    reporting { () throws(Failure) in
      StandardStream.output.writeLine(TerminalText.safe(try BookCare.compact(path)))
      return .success
    }
  }

  /// Saves what is whole of a damaged book into a new one.
  public static func rescue(_ path: String, to newPath: String) -> Int32 {
    reporting { () throws(Failure) in
      let rescue = try BookCare.rescue(path, to: newPath)
      for line in rescue.lines { StandardStream.output.writeLine(TerminalText.safe(line)) }
      return rescue.isComplete ? .success : .book
    }
  }

  /// Runs a command, and tells what went wrong.
  private static func reporting(_ work: () throws(Failure) -> RunStatus) -> Int32 {
    do throws(Failure) {
      return try work().rawValue
    } catch {
      report(error.diagnostics, in: error.source)
      return error.status.rawValue
    }
  }
}
