import Columns

// The layout of a book's file
// ===========================
//
// One file, which grows at its end and is otherwise never changed, but for two small slots. All numbers are
// little-endian and unsigned; offsets count bytes from the beginning of the file. It knows nothing of tables: what lies
// in its sections and frames are bytes.
//
//     page 0            header: magic “KENAL\r\n^Z”, version, file id, base length, base sequence,
//                       place and length and CRC of the directory; the page's last four bytes are its CRC
//     pages 1 and 2     acknowledgement slots: magic, sequence, end, file id, CRC
//     from page 3       the base: sections, each at a multiple of 64 bytes (4096 for large ones), then the directory,
//                       which gives each section a name, a place, a length and the CRC of each of its blocks
//     from base length  frames: magic, length, sequence, file id, SHA-256 of the frame before (of the header page for
//                       the first), CRC of this header; payload; CRC of the payload; zeros up to a multiple of eight
//
// A page has 4096 bytes, a block of a section 65536, the last one what is left. A CRC is CRC-32C. The file id is drawn when a file is made, so that nothing of a former file,
// in blocks of the disk that are used again or in a copy, is taken for a part of this one. Sequences count the commits
// of a book through all its files: the first frame of a file comes one after the header's base sequence.
//
// **Commit.** A frame is written with one write and synced; then it is acknowledged; then the slot that does *not* hold
// the best value is told its sequence and end. That write is not waited for, so a slot may be one commit behind, but it
// never names what is not on the disk.
//
// **Opening.** Frames count for as long as header CRC, file id, sequence, chain and payload CRC are right. Behind the
// last one there may be the remains of a commit that was interrupted before it was acknowledged: a torn tail, which a
// writer cuts off. A slot that names a later sequence, a valid frame behind the break, or a whole frame that contradicts
// the chain cannot come from an interruption: then the file is damaged, nothing is cut off, and nothing more is written.
// Whole frames that no slot vouches for may lie in the system's memory only: a writer writes them again and syncs.
//
// **Replacing** the base (import, compaction, erasure) makes a new file beside this one, syncs it, renames it to the
// book's name and syncs the folder. Who has the old file open keeps reading it.
//
// The magic, the version and the page's CRC keep their places in all versions to come.

/// The constants of the layout, in bytes.
enum FileLayout {
  static let pageSize = 4096
  static let version: UInt32 = 1
  static let headerMagic: UInt64 = 0x1A0A_0D4C_414E_454B  // “KENAL\r\n^Z”
  static let slotMagic: UInt64 = 0x544F_4C53_4C4E_454B  // “KENLSLOT”
  static let directoryMagic: UInt64 = 0x5249_444C_414E_454B  // “KENALDIR”
  static let frameMagic: UInt64 = 0x4D52_464C_414E_454B  // “KENALFRM”
  static let baseStart = 3 * pageSize
  static let sectionAlignment = 64
  /// From this size on, a section begins with a page.
  static let largeSection = 64 * 1024
  static let frameHeaderSize = 80
  /// A section's bytes are compared with their checksums in blocks of so many: who needs one value reads no more than that.
  static let blockSize = 64 * 1024
  /// The longest payload of a frame: bulk work replaces the base.
  static let longestPayload = 1 << 30

  /// How many blocks a section of so many bytes has.
  static func blockCount(_ length: Int) -> Int { length / blockSize + (length % blockSize == 0 ? 0 : 1) }

  static func aligned(_ offset: Int, to alignment: Int) -> Int { (offset + alignment - 1) / alignment * alignment }

  /// The bytes that a frame of this payload takes.
  static func frameSize(payload: Int) -> Int { aligned(frameHeaderSize + payload + 4, to: 8) }
}

/// The random number that names one file.
struct FileID: Equatable, Sendable, BitwiseCopyable {
  var high: UInt64
  var low: UInt64

  /// Where none was written yet.
  static let none = FileID(high: 0, low: 0)

  static func random() -> FileID { FileID(high: .random(in: .min ... .max), low: .random(in: .min ... .max)) }
}

/// Page 0.
struct FileHeader: Equatable, Sendable {
  var fileID: FileID
  /// Where the base ends and the frames begin.
  var baseLength: Int
  /// The sequence of the last commit that is part of the base.
  var baseSequence: UInt64
  var directoryPlace: Int
  var directoryLength: Int
  var directorySum: UInt32

  /// The whole page.
  var page: [UInt8] {
    var page = FieldWriter()
    page.add(FileLayout.headerMagic)
    page.add(FileLayout.version)
    page.add(UInt32(0))
    page.add(fileID)
    page.add(UInt64(baseLength))
    page.add(baseSequence)
    page.add(UInt64(directoryPlace))
    page.add(UInt64(directoryLength))
    page.add(directorySum)
    page.fill(upTo: FileLayout.pageSize - 4)
    page.addSum()
    return page.bytes
  }

  /// Reads the page of a file of this size, and checks every place and length in it.
  init(page fields: ByteView, fileSize: Int, path: String, habits: StorageHabits) throws(BookFileError) {
    guard fields.number(at: 0) == FileLayout.headerMagic else { throw BookFileError.notABook(path) }
    let isWhole = fields[0..<FileLayout.pageSize - 4].sum == fields.short(at: FileLayout.pageSize - 4)
    guard isWhole || !habits.checksHeaderSum else {
      throw .damaged(path, at: 0, "the checksum of its first page is wrong")
    }
    let version = fields.short(at: 8)
    guard version == FileLayout.version else { throw BookFileError.newer(path, version) }
    fileID = fields.fileID(at: 16)
    baseSequence = fields.number(at: 40)
    directorySum = fields.short(at: 64)
    let place = fields.offset(at: 48)
    let length = fields.offset(at: 56)
    let end = fields.offset(at: 32)
    guard let place, let length, let end, place >= FileLayout.baseStart, length >= SectionDirectory.smallestSize,
      end % 8 == 0, end >= place, length <= end - place
    else { throw .damaged(path, at: 0, "its first page names places that cannot be") }
    guard end <= fileSize || !habits.checksBounds else {
      throw .damaged(path, at: fileSize, "the file ends here, \(end - fileSize) bytes too early")
    }
    directoryPlace = place
    directoryLength = length
    baseLength = end
  }

  init(
    fileID: FileID, baseLength: Int, baseSequence: UInt64, directoryPlace: Int, directoryLength: Int,
    directorySum: UInt32
  ) {
    self.fileID = fileID
    self.baseLength = baseLength
    self.baseSequence = baseSequence
    self.directoryPlace = directoryPlace
    self.directoryLength = directoryLength
    self.directorySum = directorySum
  }
}

extension BookFileError {
  static func notABook(_ path: String) -> BookFileError {
    BookFileError(
      .notABook, "\(fileName(path)) is no Kenal book.",
      hint: "To load a CSV file or a folder of them, give its path; to make a book of it, use `kenal import`.",
      path: path, offset: 0)
  }

  static func newer(_ path: String, _ version: UInt32) -> BookFileError {
    BookFileError(
      .newerVersion,
      "\(fileName(path)) was written by a newer Kenal: it has format version \(version), and this one reads version "
        + "\(FileLayout.version).",
      hint: "Open it with that version of Kenal.", path: path, offset: 8)
  }
}
