import Diagnostics
import Glibc
import Interchange

/// A script on the disk that is written anew.
enum ScriptFile {
  /// Replaces the contents; who may read the file stays as it was.
  static func replace(_ path: String, with bytes: [UInt8]) throws(Diagnostic) {
    var status = stat()
    let isKnown = stat(path, &status) == 0
    do {
      try AtomicFile.write(path: path, force: true) { sink in try sink(bytes) }
    } catch let diagnostic as Diagnostic {
      throw diagnostic
    } catch {
      throw Diagnostic("cannot-write", "“\(path)” cannot be written: \(error).")
    }
    if isKnown { chmod(path, status.st_mode & 0o7777) }
  }
}
