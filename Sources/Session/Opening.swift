import Book
import CivilTime
import Diagnostics
import Glibc
import Interchange
import SampleBook

/// Makes a conversation out of what a person names: folders, files, or the sample.
public enum Opening {
  /// A conversation, and what was wrong with the folder's names and settings.
  public struct Opened: Sendable {
    public var session: Session
    public var outcomes: [Outcome]
  }

  /// Opens a book file, or loads folders and files into one book. A folder's `schema.kq` says how its files are read;
  /// nothing else of it is run.
  ///
  /// - Parameters:
  ///   - access: of a book file. Where it cannot be written, because somebody else is at it or by the file's permissions,
  ///     it is opened for reading, and whatever would write says why it cannot.
  ///   - founds: whether what is loaded is to become a book file; see `Loader.load`.
  public static func open(
    _ paths: [String], access: BookFile.Access = .reading, founds: Bool = false, clock: Clock = .system,
    progress: (LoadProgress) -> Void = { _ in }, isCancelled: () -> Bool = { false }
  ) throws(Failure) -> Opened {
    if let path = try bookFile(among: paths) { return try openFile(path, access: access, clock: clock) }
    var files: [SourceFile] = []
    var schemas: [Schema] = []
    for path in paths {
      if try isFolder(path) {
        do throws(Diagnostic) { files += try SourceFile.list(folder: path) } catch { throw unreadable([error]) }
        if let schema = try schema(inFolder: path) { schemas.append(schema) }
      } else {
        files.append(SourceFile(path: path))
      }
    }
    return try load(
      name: bookName(paths), files, schemas, founds: founds, clock: clock, progress: progress,
      isCancelled: isCancelled)
  }

  /// The sample shop, made and loaded in memory; today is its last day. It takes changes, and forgets them in the end.
  public static func sample(customers: Int = 2000, seed: UInt64 = 1, clock: Clock = .system) throws(Failure) -> Opened {
    let shop = SampleShop(customers: customers, seed: seed)
    var files: [(name: String, bytes: [UInt8])] = []
    shop.write { name, bytes in
      if files.last?.name == name {
        files[files.count - 1].bytes += bytes
      } else {
        files.append((name, Array(bytes)))
      }
    }
    let sources = files.map { SourceFile(name: $0.name, content: .bytes($0.bytes)) }
    var opened = try load(name: "demo", sources, [], clock: clock, progress: { _ in }, isCancelled: { false })
    opened.session = Session(
      store: BookStore(inMemory: opened.session.book), report: opened.session.report, clock: clock)
    opened.session.customaryToday = shop.lastDay
    opened.session.today = shop.lastDay
    return opened
  }

  private static func load(
    name: String, _ files: [SourceFile], _ schemas: [Schema], founds: Bool = false, clock: Clock,
    progress: (LoadProgress) -> Void,
    isCancelled: () -> Bool
  ) throws(Failure) -> Opened {
    var zone: TimeZone?
    var currency: String?
    for schema in schemas {
      zone = try schema.timeZone() ?? zone
      currency = try schema.currency() ?? currency
    }
    let loaded: (book: Book, report: LoadReport)
    do throws(DiagnosticList) {
      loaded = try Loader.load(
        name: name, files: files, declarations: schemas.flatMap(\.tables), founds: founds, zone: zone,
        currency: currency, progress: progress, isCancelled: isCancelled)
    } catch {
      let isCancelled = error.all.contains { $0.code == "cancelled" }
      throw Failure(error.all, in: SourceText(""), status: isCancelled ? .cancelled : .book)
    }
    var session = Session(book: loaded.book.withStandardTables(), report: loaded.report, clock: clock)
    var outcomes: [Outcome] = []
    for schema in schemas {
      let status = session.apply(schema) { outcomes.append($0) }
      if status != .success, let failure = outcomes.last {
        throw Failure(failure.diagnostics, in: failure.source, status: .book)
      }
    }
    return Opened(session: session, outcomes: outcomes)
  }

  static func isFolder(_ path: String) throws(Failure) -> Bool {
    var status = stat()
    guard stat(path, &status) == 0 else {
      throw unreadable([
        Diagnostic(
          "unreadable-book", "“\(path)” cannot be opened: \(SystemError.text(errno)).",
          notes: ["A book is a folder of CSV files, or the files. kenal --help lists the commands."])
      ])
    }
    return status.st_mode & S_IFMT == S_IFDIR
  }

  static func schema(inFolder folder: String) throws(Failure) -> Schema? {
    let path = (folder.hasSuffix("/") ? folder : folder + "/") + Schema.fileName
    guard access(path, F_OK) == 0 else { return nil }
    let bytes: [UInt8]
    do throws(Diagnostic) { bytes = try FileContents.read(path) } catch { throw unreadable([error]) }
    return try Schema(SourceText(bytes: bytes, name: path))
  }

  private static func unreadable(_ diagnostics: [Diagnostic]) -> Failure {
    Failure(diagnostics, in: SourceText(""), status: .book)
  }

  /// The name of the folder, or of the first file without its extension.
  static func bookName(_ paths: [String]) -> String {
    guard let first = paths.first else { return "book" }
    var path = first
    if let whole = realpath(first, nil) {
      path = String(cString: whole)
      free(whole)
    }
    let last = path.split(separator: "/").last.map(String.init) ?? "book"
    guard let dot = last.lastIndex(of: "."), dot > last.startIndex else { return last }
    return String(last[..<dot])
  }
}
