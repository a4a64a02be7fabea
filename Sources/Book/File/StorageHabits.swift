/// What the file's code does to be safe, one habit a flag. All of them are always kept; the proofs take one away to see
/// that they notice.
struct StorageHabits: Sendable {
  /// A commit is on the disk before it is acknowledged.
  var syncsBeforeAcknowledging = true
  /// A slot names a frame only when that is on the disk.
  var writesSlotAfterSync = true
  /// The slot that holds the best value is never the one that is overwritten.
  var keepsBestSlot = true
  /// A failed sync is not asked for again: the second answer would be a lie.
  var neverRetries = true
  /// After a failed write or sync nothing more is written.
  var stopsAfterFailure = true
  /// What a failed commit left in the file is cut off.
  var cutsFailedCommit = true
  /// A new file is on the disk before it takes the book's name.
  var syncsBeforeRename = true
  /// The book's new name is on the disk before anything is acknowledged in it.
  var syncsFolderAfterRename = true
  /// The folder is synced before the first commit in a file whose maker may not have come so far.
  var securesName = true
  /// A torn tail's removal is on the disk before anything is written in its place.
  var syncsTruncation = true
  /// Frames that no slot vouches for are written again and synced before they are believed.
  var securesUnvouchedFrames = true
  /// A slot that names a later frame than the last one found means damage.
  var heedsSlots = true
  /// A valid frame behind a break means damage.
  var looksBehindBreak = true
  /// Only a writer cuts off a torn tail.
  var onlyWriterTruncates = true
  /// A frame has to name the digest of the one before it.
  var checksChain = true
  /// Frames and slots have to name this very file.
  var checksFileID = true
  /// The header page has to have its checksum.
  var checksHeaderSum = true
  /// Slots have to have their checksum.
  var checksSlotSum = true
  /// A frame's payload has to have its checksum.
  var checksPayloadSum = true
  /// A section has to have its checksum when it is first used.
  var checksSectionSum = true
  /// Places and lengths have to lie within the file.
  var checksBounds = true
  /// What fills up a frame to eight bytes is zero.
  var zeroesPadding = true

  static let sound = StorageHabits()
}
