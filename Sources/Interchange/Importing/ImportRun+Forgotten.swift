import Book
import CivilTime
import Columns

// Who asked to be forgotten does not come back with the next export of another system.

extension ImportRun {
  /// Leaves out the customers that were forgotten, and the rows that belong to one.
  func leaveOutForgotten(_ parsed: inout ParsedTable, _ columns: [IncomingColumn], _ table: Int) {
    let people = options.forgotten
    guard !people.isEmpty else { return }
    if table == book.position(of: StandardSchema.root) { leaveOutCustomers(&parsed, columns, people) }
    for column in columns where !column.orphans.isEmpty && refersToCustomers(column) {
      for (row, key) in column.orphans.sorted(by: { $0.key < $1.key }) {
        guard let day = people.day(ofKey: key, email: nil, phone: nil) else { continue }
        leaveOut(&parsed, Int(row), column.name, day)
      }
    }
  }

  private func refersToCustomers(_ column: IncomingColumn) -> Bool {
    guard case .reference(let target) = column.column.type else { return false }
    return target == book.position(of: StandardSchema.root)
  }

  private func leaveOutCustomers(
    _ parsed: inout ParsedTable, _ columns: [IncomingColumn], _ people: ForgottenPeople
  ) {
    let key = columns.first { $0.isKey }
    let email = columns.first { $0.name == "email" }
    let phone = columns.first { $0.name == "phone" }
    for row in 0..<parsed.rowCount where !parsed.isRejected[row] {
      let texts = [key, email, phone].map { column -> String? in
        guard case .text(let text)? = column?.column.value(row) else { return nil }
        return text
      }
      if let day = people.day(ofKey: texts[0], email: texts[1], phone: texts[2]) {
        leaveOut(&parsed, row, (key ?? email ?? phone)?.name, day)
      }
    }
  }

  /// The reason does not say by what the person was known again.
  private func leaveOut(_ parsed: inout ParsedTable, _ row: Int, _ column: String?, _ day: Int32) {
    parsed.reject(row, column: column, reason: "is of somebody who was forgotten on \(IsoText.date(day))", text: "")
  }
}
