import Columns
import Diagnostics

/// `split 90/10 seed K`: a row's part follows from its identity and the seed, so it never changes with the rows around it.
extension Execution {
  mutating func split(_ split: Split, at span: Span) throws {
    let identity = try split.identity.map { try relation.column($0, compiler, run) }
    let digests = Digests.digests(of: identity, seed: split.seed, count: relation.count)
    let total = split.shares.reduce(0, +)
    var limits: [Int] = []
    for share in split.shares { limits.append((limits.last ?? 0) + share) }
    var sizes = [Int](repeating: 0, count: limits.count)
    let codes = Buffer<Int32>(count: relation.count) { target in
      for row in 0..<relation.count {
        let place = Int(digests[row].multipliedFullWidth(by: UInt64(total)).high)
        let part = limits.firstIndex { place < $0 } ?? 0
        sizes[part] += 1
        target[row] = Int32(truncatingIfNeeded: part)
      }
    }
    let names = limits.indices.map(Split.name(ofPart:))
    let column = Column(type: .text, storage: .text(TextPool(names), codes: codes), count: relation.count)
    relation.slots.set(split.slot, .column(column))
    let parts = zip(names, sizes).map { "\($0) has \($1)" }.joined(separator: ", ")
    notes.append(
      Diagnostic("split-sizes", "Of \(relation.count) rows, \(parts).", at: span, severity: .note))
  }
}
