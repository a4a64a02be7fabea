/// What a row of `customers` is, and whom it belongs to.
enum Position: Sendable {
  /// A person of their own.
  case single
  /// A household of so many persons, the rows that follow it.
  case household(members: Int)
  /// A person of a household, 0 being its head.
  case member(of: Int, place: Int)
  /// A company with so many contacts, the rows that follow it.
  case company(contacts: Int)
  /// A person who works at a company.
  case contact(of: Int, place: Int)
}

/// Deals rows out to persons, households and companies.
///
/// Rows come in blocks of forty that are drawn on their own, so that what a row is never depends on how many follow it. The first
/// block begins with Budi's household.
struct Layout: Sendable {
  static let block = 40
  /// The row of Budi Santoso, `budi@example.id`.
  static let budi = 1

  let seed: UInt64

  func position(of row: Int) -> Position {
    let block = row / Layout.block
    let end = (block + 1) * Layout.block
    var random = SeededRandom(seed: seed, purpose: .layout, subject: block)
    var head = block * Layout.block
    while true {
      let draw = random.unit()
      let members = random.within(2...5)
      let contacts = random.failures(before: 0.45, limit: 4)
      let place = row - head - 1
      if head == 0 || draw < 0.10, head + members < end {
        if place < 0 { return .household(members: members) }
        if place < members { return .member(of: head, place: place) }
        head += members + 1
      } else if draw < 0.19, head + contacts < end {
        if place < 0 { return .company(contacts: contacts) }
        if place < contacts { return .contact(of: head, place: place) }
        head += contacts + 1
      } else {
        if place < 0 { return .single }
        head += 1
      }
    }
  }
}
