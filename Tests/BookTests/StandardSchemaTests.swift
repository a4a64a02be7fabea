import Book
import Testing

@Suite struct StandardSchemaTests {
  @Test func everyReferenceHasATable() {
    let names = Set(StandardSchema.tables.map(\.name))
    #expect(names.count == StandardSchema.tables.count)
    for table in StandardSchema.tables {
      for column in table.columns {
        if let target = column.target { #expect(names.contains(target), "\(table.name).\(column.name)") }
        #expect((column.type == nil) == (column.target != nil), "\(table.name).\(column.name)")
      }
      if let parent = table.parent { #expect(names.contains(parent)) }
      #expect(Set(table.columns.map(\.name)).count == table.columns.count)
      #expect(table.columns.count { $0.isEvent } <= 1)
    }
  }

  @Test func childrenOfCustomersHaveAnEvent() {
    for table in StandardSchema.tables where table.parent != nil {
      #expect(table.columns.contains { $0.isEvent }, "\(table.name)")
    }
  }
}
