import Columns
import Diagnostics
import Output

/// What a statement gave: something to show, or what went wrong, and what to know about it.
public struct Outcome: Sendable {
  /// What there is to show.
  public enum Content: Sendable {
    /// Rows: the answer to a query, or a profile.
    case answer(Answer)
    /// Rows that shall be drawn.
    case chart(ChartedAnswer)
    /// A text for each row, to be printed.
    case texts(ComposedTexts)
    /// A text that was asked for, such as the SQL of a query.
    case text(String)
    /// A drawing for a person that is rows for a program: a tree of reasons, a customer's card.
    case page(Page)
    /// What was done, in one sentence or a few.
    case message(String)
    /// Nothing was done; the diagnostics say why.
    case failure
  }

  public var content: Content
  /// The errors of a failure; else notes and warnings.
  public var diagnostics: [Diagnostic]
  /// What the diagnostics point into.
  public var source: SourceText
  public var status: RunStatus
  /// The texts that name somebody who was forgotten: what holds one of them must not be kept, such as what was typed.
  public var forgotten: [String] = []

  public init(
    _ content: Content, diagnostics: [Diagnostic] = [], source: SourceText, status: RunStatus = .success
  ) {
    self.content = content
    self.diagnostics = diagnostics
    self.source = source
    self.status = status
  }
}

/// The rows that a statement gave, and how it came to them.
public struct Answer: Sendable {
  /// Above the rows where a statement gives several tables.
  public var title: String?
  public var table: ResultTable
  /// How the rows became fewer; empty where nothing was filtered.
  public var funnel: Funnel?
  /// How long it took; nil where it is of no interest.
  public var nanoseconds: UInt64?

  public init(_ table: ResultTable, title: String? = nil, funnel: Funnel? = nil, nanoseconds: UInt64? = nil) {
    self.table = table
    self.title = title
    self.funnel = funnel
    self.nanoseconds = nanoseconds
  }
}

/// The rows that a statement gave, and which of their columns are drawn as what.
public struct ChartedAnswer: Sendable {
  public var answer: Answer
  public var plan: ChartPlan

  public init(_ answer: Answer, _ plan: ChartPlan) {
    self.answer = answer
    self.plan = plan
  }
}

/// How the rows of a query became fewer, clause by clause.
public struct Funnel: Sendable, Equatable {
  /// A clause as it was written, and the rows that it left.
  public struct Step: Sendable, Equatable {
    public var clause: String
    public var rows: Int

    public init(clause: String, rows: Int) {
      self.clause = clause
      self.rows = rows
    }
  }

  /// The rows of the source.
  public var start: Int
  /// The clauses that took rows away, in order.
  public var steps: [Step]

  public init(start: Int, steps: [Step]) {
    self.start = start
    self.steps = steps
  }

  /// The step that took most rows away; nil unless there are two to compare.
  public var narrowest: Step? {
    guard steps.count > 1 else { return nil }
    var before = start
    var best: (step: Step, removed: Int)?
    for step in steps {
      let removed = before - step.rows
      if removed > best?.removed ?? 0 { best = (step, removed) }
      before = step.rows
    }
    return best?.step
  }
}

/// Why a statement gave nothing.
public struct Failure: Error, Sendable {
  public var diagnostics: [Diagnostic]
  public var source: SourceText
  public var status: RunStatus

  public init(_ diagnostics: [Diagnostic], in source: SourceText, status: RunStatus = .query) {
    self.diagnostics = diagnostics
    self.source = source
    self.status = status
  }

  public init(_ diagnostic: Diagnostic, in source: SourceText, status: RunStatus = .query) {
    self.init([diagnostic], in: source, status: status)
  }

  /// The failure as an outcome.
  public var outcome: Outcome { Outcome(.failure, diagnostics: diagnostics, source: source, status: status) }
}
