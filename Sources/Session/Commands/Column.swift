import Diagnostics
import Syntax

extension Command {
  static let column = Command(
    .column,
    help: """
      Gives a table a column of your own; its rows have no value in it yet.

          column customers.shoeSize number
          column purchases.store -> stores
      """)
}
