import Book
import Columns
import Diagnostics
import Query
import Syntax

/// What `export … for PURPOSE` does: only those go into the file who agreed to it.
///
/// Somebody agreed whose newest consent to the purpose is a yes on at least one channel; no consent on record is no.
extension Session {
  /// The answer without the rows of people who did not agree, and what to say about them.
  func consenting(
    _ answer: Answer, to purpose: Name, of asked: (composed: ComposedQuery, typed: TypedQuery)?, _ turn: Turn
  ) throws(Failure) -> (answer: Answer, query: TypedQuery, message: String) {
    guard let asked else {
      throw turn.failure(
        Diagnostic("no-people", "These rows are of no query, so who agreed cannot be told.", at: purpose.span))
    }
    let condition = try condition(purpose, of: asked.typed.table, turn)
    let clause = SourceText("where " + condition)
    guard case .refine(let clauses)? = Parser.parse(clause).script.statements.first?.kind else {
      throw turn.failure(Diagnostic("no-people", "The rows of this query cannot be narrowed.", at: purpose.span))
    }
    var query = asked.composed
    query.append(clauses, in: clause)
    let typed: TypedQuery
    do throws(Failure) {
      typed = try resolve(query, turn).query
    } catch {
      throw turn.failure(
        Diagnostic(
          "no-people", "These rows are not customers any more, so who agreed cannot be told.", at: purpose.span,
          notes: ["Narrow the customers before they are grouped: where canContact(\"email\", \"\(purpose.text)\")"]))
    }
    let result = try execute(typed, turn)
    let left = answer.table.rowCount - result.table.rowCount
    let message =
      left == 0
      ? "All of them agreed to \(purpose.text)."
      : "Left out: \(Wording.count(left, of: "rows")) of people who did not agree to \(purpose.text)."
    var narrowed = answer
    narrowed.table = result.table
    return (narrowed, typed, message)
  }

  private func condition(_ purpose: Name, of table: Int, _ turn: Turn) throws(Failure) -> String {
    let way = try wayToCustomer(from: table, purpose, turn)
    let channels = try channels(of: purpose, turn)
    let aim = SourceSpelling.text(purpose.text)
    return channels.map { "\(way)canContact(\(SourceSpelling.text($0)), \(aim))" }.joined(separator: " or ")
  }

  /// How the rows of a table lead to their customer: nothing for customers themselves, `customer.` for what belongs to one.
  private func wayToCustomer(from table: Int, _ purpose: Name, _ turn: Turn) throws(Failure) -> String {
    guard let root = book.table(named: StandardSchema.root), table != root else { return "" }
    let owner = book.tables[table]
    if let parent = owner.parentColumn, owner.columns[parent].type == .reference(table: root) {
      return "`\(owner.columns[parent].name)`."
    }
    throw turn.failure(
      Diagnostic(
        "no-people", "Rows of \(owner.name) belong to no customer, so nobody agrees or disagrees.", at: purpose.span,
        notes: ["Leave “for \(purpose.text)” away."]))
  }

  /// The channels on which somebody ever said yes or no to a purpose.
  private func channels(of purpose: Name, _ turn: Turn) throws(Failure) -> [String] {
    let (wanted, all) = try consented(purpose, turn)
    guard wanted.isEmpty else { return wanted }
    let purposes = Array(Set(all)).sorted()
    let nearest = Suggestions.nearest(purpose.text, among: purposes)
    throw turn.failure(
      Diagnostic(
        "no-consents", "Nobody was ever asked to agree to “\(purpose.text)”, so nobody would be left.",
        at: purpose.span,
        notes: [purposes.isEmpty ? "There are no consents yet." : "There are: \(Wording.list(purposes))."],
        suggestion: nearest.map { Diagnostic.Suggestion($0, at: purpose.span) }))
  }

  private func consented(_ purpose: Name, _ turn: Turn) throws(Failure) -> (channels: [String], purposes: [String]) {
    let text = SourceText(
      "select consents where channel is known and purpose is known group by channel, purpose")
    guard case .select(let select)? = Parser.parse(text).script.statements.first?.kind else { return ([], []) }
    let (typed, _) = Resolver.resolve(select, in: context)
    guard let typed else { return ([], []) }
    let table = try execute(typed, turn).table
    var channels: [String] = []
    var purposes: [String] = []
    for row in 0..<table.rowCount {
      guard case .text(let channel) = table.fields[0].column.value(row),
        case .text(let own) = table.fields[1].column.value(row)
      else { continue }
      purposes.append(own)
      if own.lowercased() == purpose.text.lowercased(), !channels.contains(channel) { channels.append(channel) }
    }
    return (channels.sorted(), purposes)
  }
}
