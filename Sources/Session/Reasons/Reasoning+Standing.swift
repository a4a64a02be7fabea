import Columns
import Diagnostics
import Output
import Query
import Syntax

// Where a row stood in the order when a clause cut it.

extension Reasoning {
  /// `top 10% by spent`: the row's value, its place, and where the cut was.
  func standing(
    _ top: TopClause, _ clause: Clause, behind query: SelectQuery, for row: Int32, of table: Int
  ) throws(Failure) -> Reason {
    var reason = Reason(text: Formatter.text(of: clause))
    let asked = [top.by] + (top.per.map { [$0] } ?? [])
    guard let amount = amount(of: clause, behind: query),
      let chosen = try session.columns(of: asked, behind: query, turn)
    else { return reason }
    guard let place = chosen.rows.firstIndex(of: row) else { return leftOut(reason) }
    let ranked = chosen.values.fields[0].column
    reason.values = [said(RowValues.Known(value: ranked.value(place), type: ranked.type))]
    guard ranked.value(place) != .missing else {
      reason.holds = false
      reason.values.append("so without a place in the order")
      return reason
    }
    let group = chosen.values.fields.count > 1 ? chosen.values.fields[1].column : nil
    let order = Sorting.order(count: chosen.rows.count, by: [SortKey(column: ranked, isDescending: !top.isBottom)])
    let candidates = order.array.map { Int($0) }.filter { other in
      ranked.value(other) != .missing && (group.map { $0.value(other) == $0.value(place) } ?? true)
    }
    let kept = amount.count(of: candidates.count)
    let standing = candidates.firstIndex(of: place) ?? 0
    reason.holds = standing < kept
    let among = group.map { " of \(CellText.text($0.value(place), type: $0.type) ?? "missing")" } ?? ""
    reason.values.append("place \(Wording.number(standing + 1)) of \(Wording.number(candidates.count))" + among)
    if kept > 0 {
      let last = CellText.text(ranked.value(candidates[kept - 1]), type: ranked.type) ?? ""
      let first = kept == 1 ? "the first is in, with" : "the first \(Wording.number(kept)) are in, down to"
      reason.values.append("\(first) \(last)")
    }
    return reason
  }

  /// Any other clause that cuts: whether the row was still there behind it, and of `limit` the place.
  func standing(
    _ clause: Clause, behind query: SelectQuery, for row: Int32, of table: Int
  ) throws(Failure) -> Reason {
    var reason = Reason(text: Formatter.text(of: clause))
    var cut = query
    cut.clauses.append(clause)
    let sign = [Expression(.literal(.truth(true)), at: clause.span)]
    guard let before = try session.columns(of: sign, behind: query, turn),
      let after = try session.columns(of: sign, behind: cut, turn)
    else { return reason }
    guard let place = before.rows.firstIndex(of: row) else { return leftOut(reason) }
    reason.holds = after.rows.contains(row)
    let among = Wording.number(before.rows.count)
    if case .limit = clause.kind {
      reason.values = ["place \(Wording.number(place + 1)) of \(among)"]
    } else if after.rows.count < before.rows.count {
      reason.values = ["one of \(among), of which \(Wording.number(after.rows.count)) are in"]
    }
    return reason
  }

  private func leftOut(_ reason: Reason) -> Reason {
    var reason = reason
    reason.values = ["not asked: left out before"]
    return reason
  }

  private func amount(of clause: Clause, behind query: SelectQuery) -> TopRows.Amount? {
    var query = query
    query.clauses.append(clause)
    guard case .top(let rows)? = Resolver.resolve(query, in: session.context).query?.clauses.last?.kind else {
      return nil
    }
    return rows.amount
  }
}
