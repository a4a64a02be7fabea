import Columns
import Query

/// `sample N seed K`: the rows whose key, hashed with the seed, comes first. The hash is part of the language's promise
/// (the same rows for the same seed), so the reference repeats it.
struct Sampler {
  let evaluator: ReferenceEvaluator
  let seed: Int64

  func sample(_ count: Int, _ rows: [Place]) throws -> [Place] {
    guard count < rows.count else { return rows }
    let hashed = rows.indices.map { (hash: hash(rows[$0]), place: $0) }
    let chosen = hashed.sorted { ($0.hash, $0.place) < ($1.hash, $1.place) }.prefix(count)
    return chosen.map(\.place).sorted().map { rows[$0] }
  }

  private func hash(_ place: Place) -> UInt64 {
    var hash = spread(UInt64(bitPattern: seed) &+ 0x9E37_79B9_7F4A_7C15)
    guard let table = place.table else { return hash }
    let own = evaluator.book.tables[table]
    for column in own.keyColumn.map({ [$0] }) ?? Array(own.columns.indices) {
      var digest: UInt64 = 0xCBF2_9CE4_8422_2325
      let text = ValueText.text(evaluator.cell(table, column, place.row), type: .text)
      for byte in text.utf8 { digest = (digest ^ UInt64(byte)) &* 0x100_0000_01B3 }
      hash = spread(hash ^ digest)
    }
    return hash
  }

  private func spread(_ value: UInt64) -> UInt64 {
    var value = value
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }
}
