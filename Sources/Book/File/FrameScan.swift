import Columns

/// Why the frames of a file end where they end.
enum FrameBreak: Equatable {
  /// Exactly at the file's end.
  case endOfFile
  /// Bytes that are no whole frame, as an interrupted commit may leave them.
  case broken(String)
  /// A whole frame that does not belong here, which no interruption explains.
  case contradiction(String)
}

/// Reads the frames of a file from the base's end, for as long as they are valid.
struct FrameScan {
  private let file: BookBytes
  private let fileID: FileID
  private let fileSize: Int
  private let habits: StorageHabits
  private var window: ByteView?
  private var windowStart = 0

  private(set) var frames: [BookFrame] = []
  private(set) var end: ChainEnd
  private(set) var reason = FrameBreak.endOfFile

  /// How much is read at once, at least.
  private static let windowSize = 1 << 18

  /// Reads all frames behind `start`, which is the end of the base.
  init(
    _ file: BookBytes, fileID: FileID, from start: ChainEnd, fileSize: Int, habits: StorageHabits
  ) throws(BookFileError) {
    self.file = file
    self.fileID = fileID
    self.fileSize = fileSize
    self.habits = habits
    end = start
    while try readNext() {}
    window = nil
  }

  /// Some bytes of the file, all of which lie within its size.
  private mutating func bytes(_ range: Range<Int>) throws(BookFileError) -> ByteView {
    if let window, range.lowerBound >= windowStart, range.upperBound <= windowStart + window.count {
      return window[range.lowerBound - windowStart..<range.upperBound - windowStart]
    }
    let count = min(max(range.count, Self.windowSize), fileSize - range.lowerBound)
    let fresh = try file.view(at: range.lowerBound, count: count)
    window = fresh
    windowStart = range.lowerBound
    return fresh[0..<range.count]
  }

  /// Takes the frame at the chain's end, or gives the reason why there is none.
  private mutating func readNext() throws(BookFileError) -> Bool {
    let start = end.offset
    let rest = fileSize - start
    guard rest > 0 else { return stop(.endOfFile) }
    guard rest >= FileLayout.frameHeaderSize,
      let header = FrameHeader(try bytes(start..<start + FileLayout.frameHeaderSize))
    else { return stop(.broken("what stands there is no whole header of a commit")) }
    guard header.fileID == fileID || !habits.checksFileID else {
      return stop(.broken("a commit of another file stands there"))
    }
    guard header.sequence == end.sequence + 1 else {
      return stop(.contradiction("commit \(header.sequence) stands where \(end.sequence + 1) belongs"))
    }
    guard header.previous == end.digest || !habits.checksChain else {
      return stop(.contradiction("commit \(header.sequence) does not follow the one before it"))
    }
    guard header.length <= FileLayout.longestPayload, FileLayout.frameSize(payload: header.length) <= rest else {
      return stop(.broken("commit \(header.sequence) is longer than the file"))
    }
    return try take(header, at: start)
  }

  private mutating func take(_ header: FrameHeader, at start: Int) throws(BookFileError) -> Bool {
    let size = FileLayout.frameSize(payload: header.length)
    let frame = try bytes(start..<start + size)
    let payload = frame[FileLayout.frameHeaderSize..<FileLayout.frameHeaderSize + header.length]
    let tail = FileLayout.frameHeaderSize + header.length
    guard payload.sum == frame.short(at: tail) || !habits.checksPayloadSum, frame[tail + 4..<size].isZero else {
      return stop(.broken("the checksum of commit \(header.sequence) is wrong"))
    }
    frames.append(BookFrame(sequence: header.sequence, offset: start, payload: payload.array))
    end = ChainEnd(sequence: header.sequence, offset: start + size, digest: frame.digest)
    return true
  }

  private mutating func stop(_ reason: FrameBreak) -> Bool {
    self.reason = reason
    return false
  }

  /// The next place behind the break where the header of a later commit of this file stands.
  func laterFrame() throws(BookFileError) -> (offset: Int, sequence: UInt64)? {
    var cursor = end.offset + 1
    while let place = try file.place(of: FileLayout.frameMagic, from: cursor, to: fileSize) {
      cursor = place + 1
      guard fileSize - place >= FileLayout.frameHeaderSize else { return nil }
      let header = FrameHeader(try file.view(at: place, count: FileLayout.frameHeaderSize))
      if let header, header.fileID == fileID, header.sequence > end.sequence { return (place, header.sequence) }
    }
    return nil
  }
}
