import Book
import Columns
import Session

/// Completes what names a customer: `card C0001` offers the keys that begin so, with the names, and e-mail addresses too.
struct KeyCompleter {
  let session: Session

  /// More than a list shows would only make the person wait.
  private static let most = CandidateList.limit + 1

  /// Keys in the order of the rows, then e-mail addresses; exactly as they are written. Complexity: O(customers).
  func candidates(beginningWith stem: String) -> [Completion.Candidate] {
    guard let index = session.book.table(named: "customers") else { return [] }
    let table = session.book.tables[index]
    let names = table.columns.first { $0.name == "name" }?.column
    var found: [Completion.Candidate] = []
    if let key = table.keyColumn {
      for (entry, text) in texts(table.columns[key].column, beginningWith: stem) {
        found.append(Completion.Candidate(text, detail: name(names, at: entry)))
      }
    }
    guard !stem.isEmpty, let email = table.columns.first(where: { $0.name == "email" })?.column else { return found }
    return found + texts(email, beginningWith: stem).map { Completion.Candidate($0.text) }
  }

  private func texts(_ column: Column, beginningWith stem: String) -> [(row: Int?, text: String)] {
    guard case .text(let pool, let codes) = column.storage else { return [] }
    let wanted = Array(stem.utf8)
    var found: [Int] = []
    // Of those beyond the list, the one that has least in common with the first, so that Tab writes no more than all share.
    var farthest: (entry: Int, shared: Int)?
    for entry in 0..<pool.count where pool.withBytes(entry, { isWritable($0) && $0.starts(with: wanted) }) {
      guard found.count == KeyCompleter.most else {
        found.append(entry)
        continue
      }
      let shared = commonLength(pool, found[0], entry)
      if shared < farthest?.shared ?? .max { farthest = (entry, shared) }
    }
    return (found + (farthest.map { [$0.entry] } ?? [])).map { (codes == nil ? $0 : nil, pool.string($0)) }
  }

  /// What holds spaces or marks needs quotation marks, which are not there.
  private func isWritable(_ bytes: some Collection<UInt8>) -> Bool {
    !bytes.isEmpty && bytes.allSatisfy { $0 > 0x20 && $0 != UInt8(ascii: ";") && $0 != UInt8(ascii: "\"") }
  }

  private func commonLength(_ pool: TextPool, _ first: Int, _ second: Int) -> Int {
    pool.withBytes(first) { a in pool.withBytes(second) { b in zip(a, b).prefix { $0 == $1 }.count } }
  }

  private func name(_ names: Column?, at row: Int?) -> String {
    guard let names, let row, row < names.count, case .text(let name) = names.value(row) else { return "" }
    return name
  }
}
