import Book
import Columns
import Diagnostics
import Interchange
import Testing

@testable import Query
@testable import Session

/// Five customers whose every figure can be worked out on paper. Today is 2026-06-30.
enum CornerShop {
  static let today: Int32 = 20_634

  /// A conversation with the shop, or with only some of its tables.
  static func session(_ tables: [String] = files.map(\.name)) throws -> Session {
    let sources = files.filter { tables.contains($0.name) }.map { SourceFile(name: $0.name + ".csv", text: $0.text) }
    let (book, report) = try Loader.load(name: "corner", files: sources)
    return Session(book: book.withStandardTables(), report: report, clock: .fixed(today))
  }

  /// The values of a query's first row, money in major units.
  static func values(_ query: String, _ session: Session? = nil) throws -> [String] {
    var session = try session ?? CornerShop.session()
    var values: [String] = []
    session.run(SourceText(query)) { outcome in
      values += outcome.diagnostics.filter { $0.severity == .error }.map(\.message)
      guard case .answer(let answer) = outcome.content, answer.table.rowCount > 0 else { return }
      values += answer.table.fields.map { text($0.column.value(0)) }
    }
    return values
  }

  private static func text(_ value: Value) -> String {
    switch value {
    case .missing: "·"
    case .money(let cents): number(Double(cents) / 100)
    case .number(let number): self.number((number * 10_000).rounded() / 10_000)
    case .duration(let length): "\(length / 3_600_000_000)h"
    case .whole(let whole): "\(whole)"
    case .text(let text): text
    case .truth(let bit): "\(bit)"
    default: ValueText.text(value, type: .date)
    }
  }

  private static func number(_ number: Double) -> String {
    number == number.rounded() ? "\(Int(number))" : "\(number)"
  }

  private static let files = [
    (
      name: "customers",
      text: """
      id,kind,memberOf,referredBy,campaign,name
      H,household,,,,The Family
      A,person,H,,K1,Ann
      B,person,H,A,K1,Ben
      C,person,,A,,Cas
      D,person,,,,Dee
      """
    ),
    (
      name: "campaigns",
      text: """
      id,name,budget
      K1,Fair,100.00
      K2,Radio,60.00
      """
    ),
    (
      name: "costs",
      text: """
      customer,kind,amount,campaign,at
      ,attract,80.00,K1,2025-01-01
      A,attract,5.00,,2025-01-02
      A,sell,3.00,,2026-05-01
      A,serve,2.00,,2026-06-01
      A,serve,4.00,,2024-06-01
      """
    ),
    (
      name: "products",
      text: """
      id,name,category
      X,Kopi,coffee
      Y,Teh,tea
      """
    ),
    (
      name: "purchases",
      text: """
      id,customer,order,date,amount,cost,quantity,product,refunded
      P1,A,O1,2024-06-01,100.00,40.00,1,X,
      P2,A,O2,2026-01-10,50.00,10.00,2,Y,5.00
      P3,A,O2,2026-01-10,30.00,,1,X,
      P4,B,O3,2026-06-20,20.00,5.00,1,X,
      P5,C,O4,2026-06-25,200.00,150.00,1,Y,
      P6,H,O5,2026-06-01,10.00,4.00,1,X,
      """
    ),
    (
      name: "interactions",
      text: """
      id,customer,at,channel,direction,kind,outcome,cost
      I1,A,2026-06-10T10:00,email,in,experience,,1.00
      I2,A,2026-06-09T09:00,email,out,experience,,2.00
      I3,B,2026-06-10T10:00,email,in,experience,,0.00
      I4,B,2026-06-11T10:00,email,out,,,1.00
      """
    ),
    (
      name: "cases",
      text: """
      id,customer,kind,opened,firstResponse,resolved,cost
      T1,C,complaint,2026-06-20T10:00,2026-06-20T14:00,,8.00
      T2,D,question,2026-06-29T10:00,,,
      """
    ),
    (
      name: "facts",
      text: """
      customer,kind,subject,score
      A,competitorBrand,Zoom,20
      A,competitorBrand,Wow,30
      B,competitorBrand,Zoom,130
      """
    ),
    (
      name: "consents",
      text: """
      customer,channel,purpose,granted,at
      A,email,marketing,true,2025-01-01
      A,email,marketing,false,2026-01-01
      B,email,marketing,true,2026-01-01
      """
    ),
  ]
}
