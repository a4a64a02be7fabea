import Book
import Columns
import Diagnostics

/// Finds for each declared column the column of a file that it means, and names the columns nobody declared.
struct HeaderMatching {
  let declaration: MergedDeclaration
  let headers: [String]
  /// The names of all tables of the load, to know a column of keys by its name.
  let tableNames: [String]
  private let bareHeaders: [String]
  private let usesSynonyms: Bool
  /// The declared columns that each column of the file was found to be: several where a schema names one header twice.
  private var claimed: [Int: [Int]] = [:]

  init(_ declaration: MergedDeclaration, headers: [String], tableNames: [String], usesSynonyms: Bool = true) {
    self.usesSynonyms = usesSynonyms
    self.declaration = declaration
    self.headers = headers
    self.tableNames = tableNames
    bareHeaders = headers.map(Names.bare)
  }

  /// One plan for each column of the file that the table keeps, in the file's order.
  ///
  /// A distinct table keeps declared columns only: others differ among the rows that become one.
  mutating func plans() throws -> [ColumnPlan] {
    for (index, column) in declaration.columns.enumerated() { claimExact(index, column) }
    for (index, column) in declaration.columns.enumerated() where !isClaimed(index) { claimSynonym(index, column) }
    var plans: [ColumnPlan] = []
    var names: Set<String> = []
    for cell in headers.indices {
      for index in claimed[cell] ?? [] { names.insert(declaration.columns[index].declared.name.lowercased()) }
    }
    for cell in headers.indices {
      if let indices = claimed[cell] {
        plans += indices.map { declaredPlan(cell, declaration.columns[$0]) }
      } else if !declaration.table.isDistinct, !RejectsFile.isOwnHeader(headers[cell]) {
        plans.append(inferredPlan(cell, &names))
      }
    }
    return plans
  }

  /// The user's declared columns that no header matches.
  var unmatched: [TableDeclaration.Column] {
    declaration.columns.indices.filter { declaration.columns[$0].isUser && !isClaimed($0) }
      .map { declaration.columns[$0].declared }
  }

  private func isClaimed(_ index: Int) -> Bool { claimed.values.contains { $0.contains(index) } }

  // MARK: Claiming

  private mutating func claimExact(_ index: Int, _ column: MergedDeclaration.Column) {
    let wanted = column.declared.header ?? column.declared.name
    let bare = Names.bare(wanted)
    let match =
      headers.firstIndex(of: wanted) ?? bareHeaders.firstIndex { !$0.isEmpty && $0 == bare }
    guard let match, claimed[match] == nil || column.declared.header != nil else { return }
    claimed[match, default: []].append(index)
  }

  private mutating func claimSynonym(_ index: Int, _ column: MergedDeclaration.Column) {
    guard column.declared.header == nil, usesSynonyms else { return }
    for synonym in synonyms(column.declared) {
      if let match = bareHeaders.firstIndex(of: synonym), claimed[match] == nil {
        claimed[match] = [index]
        return
      }
    }
  }

  private func synonyms(_ column: TableDeclaration.Column) -> [String] {
    var names: [String] = []
    let bare = Names.bare(column.name)
    if column.isKey { names += Names.keyNames(of: declaration.table.name) }
    if let target = column.target {
      names += Names.keyEndings.map { bare + $0 }
      if bare == Names.bare(Names.singular(target)) { names += parentNames(target) }
    }
    return names + Synonyms.of(table: declaration.table.name, column: column.name)
  }

  private func parentNames(_ target: String) -> [String] {
    Names.keyNames(of: target)
      + (target == StandardSchema.root ? ["client", "clientid", "custid", "user", "userid", "buyer"] : [])
  }

  // MARK: Plans

  private func declaredPlan(_ cell: Int, _ column: MergedDeclaration.Column) -> ColumnPlan {
    let declared = column.declared
    var plan = ColumnPlan(name: declared.name, header: headers[cell], cell: cell)
    plan.type = declared.target == nil ? declared.type : nil
    plan.target = declared.target
    plan.isKey = declared.isKey
    plan.isEvent = declared.isEvent
    plan.isUserDeclared = column.isUser && (declared.type != nil || declared.pattern != nil)
    plan.isStandard = column.isStandard
    plan.pattern = declared.pattern
    return plan
  }

  private func inferredPlan(_ cell: Int, _ names: inout Set<String>) -> ColumnPlan {
    let header = headers[cell]
    let bare = bareHeaders[cell]
    let base = Names.identifier(header, fallback: "column\(cell + 1)")
    var plan = ColumnPlan(name: base, header: header, cell: cell)
    let hasDeclaredKey = declaration.columns.contains { $0.declared.isKey }
    plan.mayBeKey = !hasDeclaredKey && (bare == "id" || bare == "key" || isKeyName(bare, declaration.table.name))
    plan.mayReferTo = tableNames.filter { isReferenceName(bare, $0) }
    if let table = plan.mayReferTo.first, !plan.mayBeKey {
      // `supplierID` reads better as `supplier`, since a dot follows it.
      let singular = Names.table(fromStem: Names.singular(table))
      if !names.contains(singular.lowercased()), !bareHeaders.contains(Names.bare(singular)) { plan.name = singular }
    }
    var number = 2
    while !names.insert(plan.name.lowercased()).inserted {
      plan.name = "\(base)_\(number)"
      number += 1
    }
    return plan
  }

  private func isKeyName(_ bare: String, _ table: String) -> Bool {
    Names.keyNames(of: table).dropLast().contains(bare)
  }

  private func isReferenceName(_ bare: String, _ table: String) -> Bool {
    Names.keyNames(of: table).contains(bare)
  }
}

/// A table's declaration put together from the standard schema and a schema file, column by column.
struct MergedDeclaration {
  struct Column {
    var declared: TableDeclaration.Column
    var isUser: Bool
    var isStandard: Bool
  }

  var table: TableDeclaration
  var columns: [Column]
  var isStandard: Bool
  var isUser: Bool

  /// A file without any declaration.
  init(fileTable name: String) {
    table = TableDeclaration(name)
    columns = []
    isStandard = false
    isUser = false
  }

  /// The user's words win over the standard's; what they leave open, the standard says.
  init(standard: TableDeclaration?, user: TableDeclaration?) {
    var merged = user ?? standard ?? TableDeclaration("table")
    isStandard = standard != nil
    isUser = user != nil
    if let standard, user != nil {
      merged.name = standard.name
      merged.parent = user?.parent ?? standard.parent
    }
    columns = []
    let userHasEvent = user?.columns.contains { $0.isEvent } ?? false
    let userHasKey = user?.columns.contains { $0.isKey } ?? false
    for column in user?.columns ?? [] {
      let base = standard?.columns.first { Names.bare($0.name) == Names.bare(column.name) }
      columns.append(MergedDeclaration.merged(column, base))
    }
    for var column in standard?.columns ?? [] where !columns.contains(where: { $0.declared.name == column.name }) {
      // A file of fixed columns has no others.
      if merged.isFixedWidth { break }
      if userHasEvent { column.isEvent = false }
      if userHasKey { column.isKey = false }
      columns.append(Column(declared: column, isUser: false, isStandard: true))
    }
    table = merged
    addParent()
  }

  private static func merged(_ column: TableDeclaration.Column, _ base: TableDeclaration.Column?) -> Column {
    var merged = column
    if let base {
      merged.name = base.name
      if merged.type == nil, merged.target == nil {
        merged.type = base.type
        merged.target = base.target
      }
      merged.isEvent = merged.isEvent || base.isEvent
      merged.isKey = merged.isKey || base.isKey
    }
    return Column(declared: merged, isUser: true, isStandard: base != nil)
  }

  /// A table of a parent has a reference to it, called like one row of the parent unless a column says otherwise.
  private mutating func addParent() {
    guard let parent = table.parent else { return }
    if columns.contains(where: { $0.declared.target == parent && $0.isUser }) { return }
    let name = Names.singular(parent)
    if let index = columns.firstIndex(where: { Names.bare($0.declared.name) == Names.bare(name) }) {
      columns[index].declared.target = parent
    } else if !table.isFixedWidth {
      columns.insert(
        Column(declared: .init(name, target: parent), isUser: false, isStandard: isStandard), at: 0)
    }
  }

  /// The name of the column that refers to the parent, if one was declared or added.
  var parentColumn: String? {
    guard let parent = table.parent else { return nil }
    let candidates = columns.filter { $0.declared.target == parent }
    return
      (candidates.first { Names.bare($0.declared.name) == Names.bare(Names.singular(parent)) } ?? candidates.first)?
      .declared.name
  }
}
