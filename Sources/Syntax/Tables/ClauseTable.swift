/// A clause of the language: its word, how it is written, what it does, and how it is read.
public struct ClauseRow: Sendable {
  /// The word that begins it.
  public let word: Word
  /// How it is written, as help shows it.
  public let usage: String
  public let help: String
  /// A query that shows it at work.
  public let example: String
  /// Reads what follows the word; nil after a reported mistake.
  let parse: @Sendable (inout ParserState) -> Clause.Kind?

  init(
    _ word: Word, usage: String, help: String, example: String,
    parse: @escaping @Sendable (inout ParserState) -> Clause.Kind?
  ) {
    self.word = word
    self.usage = usage
    self.help = help
    self.example = example
    self.parse = parse
  }
}

/// All clauses, in the order in which help lists them.
public enum ClauseTable {
  public static let all: [ClauseRow] = [
    WhereClause.row, WithClause.row, ShowClause.row, GroupClause.row, OrderClause.row, LimitClause.row,
    TopClause.topRow, TopClause.bottomRow, SampleClause.row, SplitClause.row, FunnelClause.row,
    PivotClause.row, CompareClause.row, CohortClause.row, ChartClause.row,
    ComposeClause.row, ExportClause.row,
  ]

  static func begins(_ word: Word) -> Bool {
    switch word {
    case .where, .with, .show, .group, .order, .limit, .top, .bottom, .sample, .split, .funnel, .pivot, .compare,
      .cohort, .chart, .compose, .export:
      return true
    default: return false
    }
  }

  static func row(_ word: Word) -> ClauseRow? {
    switch word {
    case .where: return WhereClause.row
    case .with: return WithClause.row
    case .show: return ShowClause.row
    case .group: return GroupClause.row
    case .order: return OrderClause.row
    case .limit: return LimitClause.row
    case .top: return TopClause.topRow
    case .bottom: return TopClause.bottomRow
    case .sample: return SampleClause.row
    case .split: return SplitClause.row
    case .funnel: return FunnelClause.row
    case .pivot: return PivotClause.row
    case .compare: return CompareClause.row
    case .cohort: return CohortClause.row
    case .chart: return ChartClause.row
    case .compose: return ComposeClause.row
    case .export: return ExportClause.row
    default: return nil
    }
  }
}
