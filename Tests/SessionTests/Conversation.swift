import Book
import Columns
import Diagnostics
import Testing

@testable import Session

/// A small conversation with the sample, and what came out of it.
struct Conversation {
  static let sample: Session = {
    do {
      var session = try Opening.sample(customers: 300, seed: 7, clock: .fixed(20_634)).session
      session.today = nil
      return session
    } catch {
      fatalError("the sample cannot be loaded: \(error)")
    }
  }()

  var session = Conversation.fresh()
  var outcomes: [Outcome] = []
  var status = RunStatus.success

  /// A conversation with the sample that shares nothing with others: each has a book of its own to change.
  static func fresh(today: Int32? = nil) -> Session {
    var session = Session(
      store: BookStore(inMemory: sample.book), report: sample.report, clock: .fixed(today ?? 20_634))
    session.today = nil
    return session
  }

  @discardableResult
  mutating func run(_ text: String, keepsGoing: Bool = false) -> RunStatus {
    outcomes = []
    var collected: [Outcome] = []
    status = session.run(SourceText(text), options: RunOptions(keepsGoing: keepsGoing)) { collected.append($0) }
    outcomes = collected
    return status
  }

  /// The rows of the last answer.
  var rows: Int? {
    outcomes.reversed().compactMap { outcome -> Int? in
      if case .answer(let answer) = outcome.content { return answer.table.rowCount }
      return nil
    }.first
  }

  var messages: [String] {
    outcomes.compactMap { outcome in
      if case .message(let text) = outcome.content { return text }
      return nil
    }
  }

  var texts: [String] {
    outcomes.compactMap { outcome in
      if case .text(let text) = outcome.content { return text }
      return nil
    }
  }

  var codes: [String] { outcomes.flatMap(\.diagnostics).filter { $0.severity == .error }.map(\.code) }
}
