import Columns

/// What became of a book when somebody was forgotten.
public struct Forgetting: Sendable {
  /// How many rows went, by table, the person's own first.
  public var removed: [(table: String, count: Int)]
  /// How many references to them were emptied, by `table.column`.
  public var emptied: [(column: String, count: Int)]
  /// From how many recorded memberships of segments they were taken.
  public var records: Int
  /// How many changes can no longer be taken back.
  public var changes: Int
}

extension BookStore {
  /// Forgets a row and everything that belongs to it, and writes the file anew without them. When this returns, the new
  /// file is on the disk; `finishErasure` then overwrites the old one, once nobody holds a column of it any more.
  ///
  /// No change made before can be taken back after: what takes changes back holds what there was.
  ///
  /// - Parameters:
  ///   - keys: the row's key and those that were merged into it.
  ///   - marks: by what they would be known if they came back; see `ForgottenPeople`.
  ///   - secret: 32 random bytes, for a book that has forgotten nobody yet.
  public func forget(
    row: Int32, of table: Int, keys: Set<String>, marks: [String], on day: Int32, secret: [UInt8]
  ) throws(BookStoreError) -> Forgetting {
    try state.withLock { (state) throws(BookStoreError) in
      let erasing = Erasing(row: row, of: table, aliases: keys, in: state.book)
      var keepsakes = state.keepsakes
      let changes = keepsakes.history.count
      let records = keepsakes.takeOut(keys, of: state.book.tables[table].name)
      keepsakes.forgetHistory()
      keepsakes.forget(marks, on: day, secret: secret)
      _ = try replace(&state, with: erasing.book, keepsakes, true)
      try readAnew(&state)
      return Forgetting(removed: erasing.removed, emptied: erasing.emptied, records: records, changes: changes)
    }
  }

  /// Overwrites what `forget` left of the old file with zeros, as far as nobody reads it any more.
  public func finishErasure() -> Erasure { file?.finishErasure() ?? .done }

  /// Lets go of the columns of the file that was replaced, so that it can be overwritten.
  private func readAnew(_ state: inout State) throws(BookStoreError) {
    guard let file else { return }
    do throws(BookFileError) {
      (state.book, state.keepsakes) = try BookStore.contents(of: file)
    } catch {
      throw .file(error)
    }
  }
}

extension Keepsakes {
  /// Takes keys out of the records of segments and from what was merged. Returns how many members went.
  fileprivate mutating func takeOut(_ keys: Set<String>, of table: String) -> Int {
    var count = 0
    for (name, value) in all[.snapshot] ?? [:] {
      guard case .snapshot(var snapshot) = value, snapshot.table == table else { continue }
      let left = snapshot.members.filter { !keys.contains($0) }
      guard left.count < snapshot.members.count else { continue }
      count += snapshot.members.count - left.count
      snapshot.members = left
      self[.snapshot, name] = .snapshot(snapshot)
    }
    for key in keys { self[.alias, key] = nil }
    return count
  }

  /// All keys that lead to this one, and the key itself.
  public func keys(leadingTo key: String) -> Set<String> {
    var keys: Set<String> = [key]
    for (alias, _) in texts(.alias) where kept(alias) == key { keys.insert(alias) }
    return keys
  }
}
