import Diagnostics
import Syntax

extension Command {
  static let update = Command(
    .update,
    help: """
      Changes the rows for which a condition holds, or those for a customer. Values may be worked out from the row as it was
      before; missing empties a column. You are told how many rows changed, and undo takes it back.

          update customers where city = "Bogor" set region = "West Java"
          update customers for C000123 set tags = "vip", owner = "Rina"
          update products where category = "ink" set unitCost = unitCost * 2
      """)
}
