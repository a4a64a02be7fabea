import Columns
import Query

/// Columns computed from all rows that enter a clause, or from those that agree in some values.
extension ReferenceEvaluator {
  func add(_ spanning: SpanningColumn, to rows: [Place]) throws {
    for part in try parts(rows, by: spanning.per) { try add(spanning, toPart: part) }
  }

  /// The rows in parts that agree in some values; all rows where there are none.
  func parts(_ rows: [Place], by keys: [TypedExpression]) throws -> [[Place]] {
    if keys.isEmpty { return [rows] }
    var parts: [(keys: [Value], rows: [Place])] = []
    for row in rows {
      let own = try keys.map { try value($0, row) }
      if let index = try parts.firstIndex(where: { try zip($0.keys, own).allSatisfy { try Values.areSame($0, $1) } }) {
        parts[index].rows.append(row)
      } else {
        parts.append((own, [row]))
      }
    }
    return parts.map(\.rows)
  }

  private func add(_ spanning: SpanningColumn, toPart rows: [Place]) throws {
    switch spanning.kind {
    case .aggregate(let aggregate):
      let one = try self.aggregate(aggregate, rows)
      for row in rows { row.slots[spanning.slot] = one }
    case .share(let expression):
      for row in rows { row.slots[spanning.slot] = try value(expression, row) }
      try share(spanning.slot, rows)
    case .bins(let expression, let count):
      try rank(expression, spanning.slot, rows) { below, known in .whole(Int64(1 + count * below / known)) }
    case .percentRank(let expression):
      try rank(expression, spanning.slot, rows) { below, known in
        .number(known == 1 ? 0 : Double(below) / Double(known - 1))
      }
    case .rank(let expression):
      try rank(expression, spanning.slot, rows) { below, _ in .whole(Int64(below + 1)) }
    case .running(let expression): try run(expression, spanning, rows)
    }
  }

  /// Each row's value over the sum of all; missing where that is 0.
  func share(_ slot: Int, _ rows: [Place]) throws {
    let known = rows.compactMap { $0.slots[slot] }.filter { $0 != .missing }
    let total = try known.reduce(0) { try $0 + Values.double($1) }
    for row in rows {
      guard let value = row.slots[slot], value != .missing else { continue }
      row.slots[slot] = total == 0 ? .missing : Values.finite(try Values.double(value) / total)
    }
  }

  private func rank(
    _ expression: TypedExpression, _ slot: Int, _ rows: [Place], _ result: (_ below: Int, _ known: Int) -> Value
  ) throws {
    let values = try rows.map { try value(expression, $0) }
    let known = values.filter { $0 != .missing }
    for (row, value) in zip(rows, values) {
      guard value != .missing else {
        row.slots[slot] = .missing
        continue
      }
      let below = try known.filter { try Values.order($0, value) == -1 }.count
      row.slots[slot] = result(below, known.count)
    }
  }

  private func run(_ expression: TypedExpression, _ spanning: SpanningColumn, _ rows: [Place]) throws {
    let values = try rows.map { try value(expression, $0) }
    for (index, row) in rows.enumerated() {
      let before = values[...index].filter { $0 != .missing }
      row.slots[spanning.slot] =
        values[index] == .missing ? .missing : try Statistics(values: before, type: spanning.type).value(.sum)
    }
  }
}

/// `split`: which part a row belongs to. The hash is part of the language's promise (the same part for the same key and
/// seed), so the reference repeats it.
struct Lots {
  let split: Split

  func part(_ identity: [Value]) throws -> Value {
    var hash = spread(UInt64(bitPattern: split.seed) &+ 0xD1B5_4A32_D192_ED03)
    for value in identity { hash = spread(try hash ^ digest(value)) }
    let total = split.shares.reduce(0, +)
    let place = Int((UInt128(hash) * UInt128(total)) >> 64)
    var limit = 0
    for (index, share) in split.shares.enumerated() {
      limit += share
      if place < limit { return .text(String(Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ")[index])) }
    }
    throw NotInReference(what: "place \(place) of \(total)")
  }

  private func digest(_ value: Value) throws -> UInt64 {
    switch value {
    case .missing: return 0
    case .text(let text):
      var digest: UInt64 = 0xCBF2_9CE4_8422_2325
      for byte in text.utf8 { digest = (digest ^ UInt64(byte)) &* 0x100_0000_01B3 }
      return digest
    case .whole(let x), .money(let x), .time(let x), .duration(let x): return spread(UInt64(bitPattern: x))
    case .date(let x): return spread(UInt64(bitPattern: Int64(x)))
    case .truth(let x): return spread(x ? 1 : 0)
    case .number(let x):
      // Numbers count as the integers of their order.
      let bits = (x + 0).bitPattern
      return spread(bits >> 63 == 1 ? bits ^ (UInt64.max >> 1) : bits)
    default: throw NotInReference(what: "lots for \(value)")
    }
  }

  private func spread(_ value: UInt64) -> UInt64 {
    var value = value
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }
}
