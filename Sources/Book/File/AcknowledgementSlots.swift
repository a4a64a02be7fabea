import Columns

/// What a slot says: everything up to this commit is on the disk.
struct Acknowledgement: Equatable, Sendable {
  var sequence: UInt64
  /// Where that commit's frame ends.
  var end: Int
}

/// The two slots of a file, as they were read or written last.
struct AcknowledgementSlots: Sendable {
  static let size = 48
  static let places = [FileLayout.pageSize, 2 * FileLayout.pageSize]

  /// What each slot says; nil where it says nothing that can be believed.
  private(set) var values: [Acknowledgement?]
  /// Whether a slot holds what no interrupted write of a slot leaves there.
  private(set) var areOverwritten = false

  /// The later one of the two.
  var best: Acknowledgement? {
    values.compactMap { $0 }.max { $0.sequence < $1.sequence }
  }

  /// Whether only the file's maker has written a slot.
  var isBirth: Bool { values[1] == nil }

  /// The slot to write next: one that does not hold the best value, so that a torn write costs nothing.
  ///
  /// To choose by the sequence's parity seems to do the same, and overwrites the best value after an interruption.
  func next(after sequence: UInt64, _ habits: StorageHabits) -> Int {
    guard habits.keepsBestSlot else { return Int(sequence & 1) }
    guard let first = values[0] else { return 0 }
    guard let second = values[1] else { return 1 }
    return first.sequence < second.sequence ? 0 : 1
  }

  mutating func set(_ index: Int, _ value: Acknowledgement) { values[index] = value }

  static func bytes(_ value: Acknowledgement, _ fileID: FileID) -> [UInt8] {
    var slot = FieldWriter(capacity: size)
    slot.add(FileLayout.slotMagic)
    slot.add(value.sequence)
    slot.add(UInt64(value.end))
    slot.add(fileID)
    slot.addSum()
    slot.fill(upTo: size)
    return slot.bytes
  }

  /// Both slots, read from their places.
  init(_ file: BookBytes, _ fileID: FileID, _ habits: StorageHabits) throws(BookFileError) {
    values = []
    for place in Self.places {
      let slot = try file.view(at: place, count: Self.size)
      values.append(Self.value(slot, fileID, habits))
      // Both are the same in every slot of this file, so that a torn one has them too; the second slot is born empty.
      let isEmpty = place == Self.places[1] && slot.number(at: 0) == 0
      let isOurs = slot.number(at: 0) == FileLayout.slotMagic && [fileID, .none].contains(slot.fileID(at: 24))
      if !isEmpty && !isOurs { areOverwritten = true }
    }
  }

  /// The slots of a file of which one says something.
  init(first: Acknowledgement) { values = [first, nil] }

  private static func value(_ slot: ByteView, _ fileID: FileID, _ habits: StorageHabits) -> Acknowledgement? {
    guard slot.number(at: 0) == FileLayout.slotMagic, let end = slot.offset(at: 16) else { return nil }
    guard slot[0..<40].sum == slot.short(at: 40) || !habits.checksSlotSum else { return nil }
    guard slot.fileID(at: 24) == fileID || !habits.checksFileID else { return nil }
    return Acknowledgement(sequence: slot.number(at: 8), end: end)
  }
}
