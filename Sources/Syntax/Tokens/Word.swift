/// Every word that means something to the grammar somewhere. Elsewhere it is a name like any other.
public enum Word: String, Hashable, Sendable, CaseIterable {
  // Statements
  case select, segment, define, drop, set, describe, explain, sql, run, table, back
  case add, update, remove, undo, merge, `import`, save, queries, snapshot, diff, column, why, card, contrast, forget
  // Clauses
  case `where`, with, show, group, order, limit, top, bottom, sample, split, funnel, pivot, compare, cohort, chart
  case compose, export
  // Parts of clauses and statements
  case by, `as`, asc, desc, offset, per, seed, except, on, to, `for`, masked, raw, force
  // Parts of table declarations
  case of, from, fixed, skip, join, distinct, key, event, at
  // Parts of statements that change a book
  case into, map, matching, blanks, overwrite, sqlite, since
  // Operators
  case and, or, not, `in`, `is`, missing, known, has, any, all
  case contains, starts, ends, matches, resembles, otherwise
  case recorded, entered, left, file
  // Journeys and funnels
  case journey, then, within, no, strictly
  // Windows and periods
  case during, last, next, this, previous, ago, day, week, month, quarter, year
  // Values
  case `true`, `false`, today, now
}

extension Word {
  /// The word spelled by some bytes, whatever their case. Complexity: O(1).
  static func spelled(_ bytes: ArraySlice<UInt8>) -> Word? {
    guard bytes.count <= 16 else { return nil }
    var key: UInt128 = 0
    for byte in bytes {
      let isUpper = byte &- UInt8(ascii: "A") < 26
      key = key << 8 | UInt128(isUpper ? byte | 0x20 : byte)
    }
    var slot = firstSlot(key)
    while let (spelling, word) = slots[slot] {
      if spelling == key { return word }
      slot = (slot + 1) % slots.count
    }
    return nil
  }

  /// Words by their letters packed into one number: an open hash table, since this is asked for every word of a query.
  private static let slots: [(spelling: UInt128, word: Word)?] = {
    var slots = [(spelling: UInt128, word: Word)?](repeating: nil, count: 512)
    for word in allCases {
      let key = word.rawValue.utf8.reduce(UInt128(0)) { $0 << 8 | UInt128($1) }
      var slot = firstSlot(key)
      while slots[slot] != nil { slot = (slot + 1) % slots.count }
      slots[slot] = (key, word)
    }
    return slots
  }()

  private static func firstSlot(_ key: UInt128) -> Int {
    let folded = UInt64(truncatingIfNeeded: key) ^ UInt64(truncatingIfNeeded: key >> 64)
    return Int((folded &* 0x9E37_79B9_7F4A_7C15) >> 55)
  }

  /// Where an operand may be left out, this word is read as what comes after it, not as a name.
  var endsOperand: Bool {
    switch self {
    case .and, .or, .not, .in, .is, .has, .contains, .starts, .ends, .otherwise: return true
    case .where, .with, .show, .group, .order, .limit, .top, .bottom, .sample, .split, .funnel, .pivot, .compare,
      .cohort, .chart, .compose, .export:
      return true
    case .by, .as, .asc, .desc, .offset, .per, .seed, .for, .masked, .raw, .force, .on, .set: return true
    case .during, .ago, .recorded, .then, .within: return true
    default: return false
    }
  }

  /// The calendar period that this word names.
  var period: CalendarPeriod? {
    switch self {
    case .day: return .day
    case .week: return .week
    case .month: return .month
    case .quarter: return .quarter
    case .year: return .year
    default: return nil
    }
  }
}
