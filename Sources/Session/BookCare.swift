import Book
import Diagnostics
import Interchange

/// What keeps a book file healthy: checking, compacting, rescuing.
public enum BookCare {
  /// What a check found.
  public struct Check: Sendable {
    /// In a sentence or two, if all is well.
    public var summary: String
    public var findings: [Diagnostic]
  }

  /// Compares every byte of a book file with its checksum, and makes sure that its contents can be read.
  public static func check(_ path: String) throws(Failure) -> Check {
    try failing { () throws(BookFileError) in
      let file = try BookFile.open(path: path, access: .reading)
      let found = try file.check()
      var findings = found.findings.map(\.diagnostic)
      if findings.isEmpty {
        let store = try BookStore.open(path: path, access: .reading)
        findings = store.readEverything().map(\.diagnostic)
      }
      let summary = """
        \(path) is sound: \(Wording.number(found.byteCount)) bytes, \
        \(Wording.count(found.sectionCount, of: "sections")), \(Wording.count(found.commitCount, of: "changes")) behind \
        them.
        """
      return Check(summary: summary, findings: findings)
    }
  }

  /// Writes a book file anew with its changes worked into its columns, and says what that gave.
  public static func compact(_ path: String) throws(Failure) -> String {
    try failing { () throws(BookFileError) in
      let store = try BookStore.open(path: path, access: .writing)
      defer { store.close() }
      if let refusal = store.refusal { throw refusal }
      let before = store.sizes
      do throws(BookStoreError) {
        try store.compact()
      } catch {
        if case .file(let error) = error { throw error }
      }
      let after = store.sizes
      return """
        \(path): \(Wording.number(before.base + before.commits)) bytes, \(Wording.number(before.commits)) of them in \
        changes, have become \(Wording.number(after.base)).
        """
    }
  }

  /// What was saved of a damaged book.
  public struct Rescue: Sendable {
    public var lines: [String]
    public var isComplete: Bool
  }

  /// Makes a new book of what is whole in a damaged one.
  public static func rescue(_ path: String, to newPath: String) throws(Failure) -> Rescue {
    try failing { () throws(BookFileError) in
      let rescued = try BookStore.rescue(path: path, to: newPath)
      let tables = rescued.tables.filter { $0.rowCount > 0 }.map { Wording.count($0.rowCount, of: $0.name) }
      var lines = ["\(newPath) holds what is whole of \(path): \(Wording.list(tables))."]
      lines += rescued.lost.map { "Lost: \($0.content), because \($0.reason). No row has a value there now." }
      lines += rescued.file.lostCommits.map { range in
        let count =
          range.count == 1 ? "change \(range.lowerBound) is" : "changes \(range.lowerBound) to \(range.upperBound) are"
        return "Lost: \(count) not whole."
      }
      if let stopped = rescued.stopped {
        lines.append("Lost: what follows a change that cannot be made: \(stopped.message)")
      }
      if rescued.isComplete { lines.append("Nothing was lost.") }
      return Rescue(lines: lines, isComplete: rescued.isComplete)
    }
  }

  private static func failing<Result>(_ work: () throws(BookFileError) -> Result) throws(Failure) -> Result {
    do throws(BookFileError) {
      return try work()
    } catch {
      throw Failure(error)
    }
  }
}
