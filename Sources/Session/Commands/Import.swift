import Diagnostics
import Syntax

extension Command {
  static let `import` = Command(
    .import,
    help: """
      Loads a file into the book. Rows that are there already, by key or by the columns behind matching, are updated; others
      are added. Empty cells leave what was there, unless you say blanks overwrite. A file from a known program is
      recognised by its headings; as names it, or a table. What does not fit is written to a file of rejects that can be
      mended and imported again. undo takes the whole import back.

          import "people.csv"
          import "export.csv" as shopify.orders
          import "people.csv" as customers map ("E-mail" = email, "Joined" = acquiredOn as "dd.mm.yyyy") matching email
          import orders from sqlite "shop.db" as purchases
      """)
}
