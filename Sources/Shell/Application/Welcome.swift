import Session

/// What the prompt says first.
enum Welcome {
  static func demo(_ session: Session) -> String {
    let customers = session.book.table(named: "customers").map { session.book.tables[$0].rowCount } ?? 0
    return """
      A sample shop of \(Wording.count(customers, of: "customers")): made up, and the same every time. Try:

          select customers where spent > 500 and lastPurchase < 90d
          select customers group by city show count, sum(spent) order by 3 desc
          describe customers

      Then narrow an answer with a line such as: where city = "Depok"
      .help says more, Tab completes, Ctrl-D leaves.
      """
  }

  static func book(_ session: Session) -> String {
    let tables = session.book.tables.map { Wording.count($0.rowCount, of: $0.name) }
    return "\(session.book.name): \(Wording.list(tables)).\n.help says what you can ask, Tab completes, Ctrl-D leaves."
  }
}
