import Diagnostics
import Output
import Query
import Syntax

extension Command {
  static let card = Command(
    .card,
    help: """
      Everything about one customer on one screen: profile, family, value, stage and RFM, purchases, open cases,
      touchpoints newest first, wishes, consents, what they never bought but their like did, and tables of your own. Of a
      household or company what its members did counts too.

          card C000123
          card budi@example.id
      """)
}

extension Session {
  func card(_ key: Key, _ turn: Turn) throws(Failure) {
    let customers = try table(Name("customers", at: key.span), turn)
    let row = Int32(try row(key, of: customers, turn))
    let card = try CardMaker(self, row, of: customers, turn).card()
    turn.emit(
      .page(
        Page(answer: Answer(card.table, title: card.title)) { width in
          CardRenderer.text(title: card.title, card.sections, width: width)
        }))
  }
}
