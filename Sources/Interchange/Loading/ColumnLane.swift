import Columns
import Synchronization

/// One column while its file is read: what its cells look like so far, and the reader that takes them.
///
/// A lane's blocks come one after the other; two lanes may be at work at the same time.
final class ColumnLane: Sendable {
  private struct State {
    var profile: ColumnProfile
    var format = ColumnFormat(.text)
    var reader: (any ColumnReader)?
    /// Cells with the number of a payment card.
    var cards: CellFailures
    /// Whether the cells of the next block already count in the profile.
    var isAhead = true
    /// The format is certain.
    var isFinal = false
  }

  let plan: ColumnPlan
  private let rejectLimit: Int
  private let refusesCards: Bool
  private let state: Mutex<State>

  /// `rejectLimit` is the number of failures that are kept in words.
  init(_ plan: ColumnPlan, rejectLimit: Int, refusesCards: Bool) {
    self.plan = plan
    self.rejectLimit = rejectLimit
    self.refusesCards = refusesCards
    state = Mutex(
      State(
        profile: ColumnProfile(
          for: plan.isText ? .text : plan.type,
          alsoTryingAll: plan.isStandard && !plan.isUserDeclared && plan.type?.needsProfile == true),
        cards: CellFailures(limit: rejectLimit)))
  }

  var cards: CellFailures { state.withLock { $0.cards } }

  var profile: ColumnProfile { state.withLock { $0.profile } }

  /// The format that all cells so far speak for.
  func decided(_ hints: FileHints) -> ColumnFormat {
    plan.isText ? ColumnFormat(.text) : Inference(plan, profile, hints).decide()
  }

  /// Lets the cells of the first block count, which is to be taken next.
  func learn(_ block: CellBlock) {
    state.withLock { $0.profile.read(block, column: plan.cell) }
  }

  /// From now on cells are read in this format.
  func begin(_ format: ColumnFormat) {
    state.withLock { state in
      state.format = format
      state.reader = reader(format)
    }
  }

  /// Reads a block's cells, and lets them count unless they already do.
  func take(_ block: CellBlock) throws {
    try state.withLock { state in
      if state.isAhead {
        try state.reader?.read(block, column: plan.cell)
      } else if state.reader != nil {
        try state.reader?.read(block, column: plan.cell, counting: &state.profile)
      } else {
        state.profile.read(block, column: plan.cell)
      }
      state.isAhead = false
      if refusesCards { state.cards.addCards(block, column: plan.cell) }
      if !state.isFinal, isHopeless(state.reader) { state.reader = nil }
    }
  }

  /// Whether so many cells failed that the column, of which nothing is declared, will have another type in the end.
  private func isHopeless(_ reader: (any ColumnReader)?) -> Bool {
    plan.type == nil && (reader?.failures.rows.count ?? 0) > LoadReport.rejectLimit
  }

  private func reader(_ format: ColumnFormat) -> any ColumnReader {
    format.makeReader(keepsDictionary: plan.isText, failures: CellFailures(limit: rejectLimit))
  }

  func reserve(rows: Int) {
    state.withLock { $0.reader?.reserve(rows: rows) }
  }

  /// Takes note of the final format; true if all cells have been read as it says.
  func settle(_ format: ColumnFormat) -> Bool {
    state.withLock { state in
      defer { state.format = format }
      return state.reader != nil && state.format.readsLike(format)
    }
  }

  /// Forgets what was read, and reads in the settled format from now on; nothing counts any more.
  func beginAgain() {
    state.withLock { state in
      state.profile = ColumnProfile(for: .text, alsoTryingAll: false)
      state.cards = CellFailures(limit: rejectLimit)
      state.isFinal = true
      state.reader = reader(state.format)
    }
  }

  /// Gives up the reader and what it has read.
  func finish() -> RawColumn {
    state.withLock { state in
      var reader = state.reader.take() ?? reader(state.format)
      reader.endReading()
      return RawColumn(plan: plan, format: state.format, reader: reader)
    }
  }
}

extension ValueType {
  /// Whether values of this type are written in more than one way.
  var needsProfile: Bool {
    switch self {
    case .text, .textSet, .reference: false
    default: true
    }
  }
}
