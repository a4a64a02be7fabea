import Columns
import Glibc

/// A book's open file with its path: what the disk says becomes an error in words.
struct BookBytes: Sendable {
  let file: any DiskFile
  let path: String

  func size() throws(BookFileError) -> Int {
    do { return try file.size() } catch { throw .cannot(.cannotRead, path, error) }
  }

  /// Bytes that have to be there: the caller has compared the range with the file's size.
  func view(at offset: Int, count: Int) throws(BookFileError) -> ByteView {
    let view: ByteView
    do {
      view = try ByteView(count: count) { (target) throws(DiskError) in try file.read(at: offset, into: target) }
    } catch {
      throw .cannot(.cannotRead, path, error)
    }
    guard view.count == count else { throw .shrunk(path, at: offset + view.count) }
    return view
  }

  /// Writes all the bytes with one call; a disk that takes only a part of them has failed.
  func write(_ bytes: UnsafeRawBufferPointer, at offset: Int) throws(DiskError) {
    guard try file.write(bytes, at: offset) == bytes.count else { throw DiskError(ENOSPC) }
  }

  func write(_ bytes: [UInt8], at offset: Int) throws(DiskError) {
    var failure: DiskError?
    bytes.withUnsafeBytes { lent in
      do throws(DiskError) { try write(lent, at: offset) } catch { failure = error }
    }
    if let failure { throw failure }
  }
}

extension BookFileError {
  static func shrunk(_ path: String, at offset: Int) -> BookFileError {
    BookFileError(
      .shrunk, "\(fileName(path)) was cut short by another program while it was open: it ends at byte \(offset).",
      hint: "Restore it from a copy; `kenal rescue` saves what is left.", path: path, offset: offset)
  }
}
