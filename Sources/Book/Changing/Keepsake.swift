import Columns

/// Something that a book keeps by its name, beside its tables.
public enum Keepsake: Sendable, Equatable {
  /// What kinds there are; a name is unique within its kind.
  public enum Kind: UInt8, CaseIterable, Sendable {
    /// A saved segment, measure or query, by its name; or a setting.
    case segment = 1
    case measure = 2
    case query = 3
    case setting = 4
    /// An import, by its number.
    case batch = 5
    /// Members of a segment as recorded, by segment and moment.
    case snapshot = 6
    /// A fitted model.
    case model = 7
    /// A key that was merged into another.
    case alias = 8
    /// The hash of what tells somebody who asked to be forgotten, and the day; see `ForgottenPeople`.
    case forgotten = 9
  }

  /// A statement in Kenal, a setting's value, the key that an alias stands for.
  case text(String)
  case batch(ImportBatch)
  case snapshot(Snapshot)
  /// What only its reader understands, such as a model's parameters.
  case bytes([UInt8])
}

/// One import, or one statement that added rows.
public struct ImportBatch: Sendable, Equatable {
  public var number: Int32
  /// The file's name, or the statement.
  public var source: String
  public var preset: String?
  /// Microseconds since 1970.
  public var at: Int64
  public var read: Int
  public var added: Int
  public var updated: Int
  public var unchanged: Int
  public var rejected: Int

  public init(
    number: Int32, source: String, preset: String? = nil, at: Int64, read: Int, added: Int, updated: Int = 0,
    unchanged: Int = 0, rejected: Int = 0
  ) {
    self.number = number
    self.source = source
    self.preset = preset
    self.at = at
    self.read = read
    self.added = added
    self.updated = updated
    self.unchanged = unchanged
    self.rejected = rejected
  }
}

/// The members of a segment on the day that they were recorded.
public struct Snapshot: Sendable, Equatable {
  public var segment: String
  /// The table whose rows the members are.
  public var table: String
  /// Microseconds since 1970.
  public var at: Int64
  /// The day that was today then, in days since 1970.
  public var day: Int32
  /// The members' keys, ascending by their bytes.
  public var members: [String]

  public init(segment: String, table: String, at: Int64, day: Int32, members: [String]) {
    self.segment = segment
    self.table = table
    self.at = at
    self.day = day
    self.members = members
  }
}

/// Everything that a book keeps beside its tables, and how to take back what was done last.
public struct Keepsakes: Sendable, Equatable {
  public private(set) var all: [Keepsake.Kind: [String: Keepsake]] = [:]
  /// The inverses of the changes that can be taken back, oldest first.
  public internal(set) var history: [Change] = []

  public init() {}

  public subscript(kind: Keepsake.Kind, name: String) -> Keepsake? {
    get { all[kind]?[name] }
    set {
      all[kind, default: [:]][name] = newValue
      if all[kind]?.isEmpty ?? false { all[kind] = nil }
      if case .batch(let batch)? = newValue { noteBatch(batch.number) }
    }
  }

  /// The texts of one kind, by name.
  public func texts(_ kind: Keepsake.Kind) -> [(name: String, text: String)] {
    (all[kind] ?? [:]).sorted { $0.key < $1.key }.compactMap { name, value in
      if case .text(let text) = value { (name, text) } else { nil }
    }
  }

  /// The imports, in the order in which they came.
  public var batches: [ImportBatch] {
    (all[.batch] ?? [:]).values.compactMap { if case .batch(let batch) = $0 { batch } else { nil } }
      .sorted { $0.number < $1.number }
  }

  /// The number of the next import: greater than that of any row there ever was.
  public private(set) var nextBatch: Int32 = 1

  /// Sees to it that no import to come has this number.
  mutating func noteBatch(_ number: Int32) {
    if number >= nextBatch { nextBatch = number < .max ? number + 1 : number }
  }

  /// Knowing of every batch that some row of a book came from.
  func covering(_ book: Book) -> Keepsakes {
    var result = self
    for last in book.tables.compactMap(\.origins.last) { result.noteBatch(last.batch) }
    return result
  }

  /// How many changes can be taken back at most.
  static let historyLimit = 1_000

  /// Lets go of what takes changes back: none of those before can be any more.
  public mutating func forgetHistory() { history = [] }

  mutating func remember(_ inverse: Change) {
    if history.count >= Keepsakes.historyLimit { history.removeFirst() }
    history.append(inverse)
  }

  /// What was recorded of a segment, oldest first.
  public func snapshots(of segment: String) -> [Snapshot] {
    (all[.snapshot] ?? [:]).values
      .compactMap { if case .snapshot(let snapshot) = $0, snapshot.segment == segment { snapshot } else { nil } }
      .sorted { $0.at < $1.at }
  }

  /// The key that a merged one stands for, or the key itself.
  public func kept(_ key: String) -> String {
    var key = key
    var steps = 0
    while steps < 100, case .text(let next)? = self[.alias, key] {
      key = next
      steps += 1
    }
    return key
  }
}
