import Columns

/// How the things that a book keeps beside its tables lie in its file.
extension ByteWriter {
  /// Everything that a book keeps beside its tables.
  public mutating func append(_ keepsakes: Keepsakes) {
    let all = keepsakes.all.sorted { $0.key.rawValue < $1.key.rawValue }
    append(list: all) { writer, group in
      writer.append(byte: group.key.rawValue)
      writer.append(list: group.value.sorted { $0.key < $1.key }) { writer, entry in
        writer.append(entry.key)
        writer.append(entry.value)
      }
    }
    append(signed: Int64(keepsakes.nextBatch))
    append(list: keepsakes.history) { $0.append($1) }
  }

  mutating func append(_ keepsake: Keepsake) {
    switch keepsake {
    case .text(let text):
      append(byte: 1)
      append(text)
    case .batch(let batch):
      append(byte: 2)
      append(batch)
    case .snapshot(let snapshot):
      append(byte: 3)
      append(snapshot.segment)
      append(snapshot.table)
      append(signed: snapshot.at)
      append(signed: Int64(snapshot.day))
      append(list: snapshot.members) { $0.append($1) }
    case .bytes(let bytes):
      append(byte: 4)
      append(bytes)
    }
  }

  private mutating func append(_ batch: ImportBatch) {
    append(signed: Int64(batch.number))
    append(batch.source)
    append(optional: batch.preset) { $0.append($1) }
    append(signed: batch.at)
    for count in [batch.read, batch.added, batch.updated, batch.unchanged, batch.rejected] { append(count: count) }
  }
}

extension ByteReader {
  /// The same, as it was written.
  public mutating func keepsakes() throws(MalformedBytes) -> Keepsakes {
    var keepsakes = Keepsakes()
    let groups = try list { reader throws(MalformedBytes) in
      let number = try reader.byte()
      guard let kind = Keepsake.Kind(rawValue: number) else {
        throw reader.malformed("\(number) is no kind of keepsake")
      }
      let entries = try reader.list { entry throws(MalformedBytes) in (try entry.text(), try entry.keepsake()) }
      return (kind, entries)
    }
    for (kind, entries) in groups {
      for (name, value) in entries { keepsakes[kind, name] = value }
    }
    let nextBatch = try signed(as: Int32.self)
    if nextBatch > 1 { keepsakes.noteBatch(nextBatch - 1) }
    for change in try list({ reader throws(MalformedBytes) in try reader.change() }) { keepsakes.remember(change) }
    return keepsakes
  }

  mutating func keepsake() throws(MalformedBytes) -> Keepsake {
    switch try byte() {
    case 1: return .text(try text())
    case 2: return .batch(try importBatch())
    case 3:
      let (segment, table) = (try text(), try text())
      let (at, day) = (try signed(), try signed(as: Int32.self))
      let members = try list { reader throws(MalformedBytes) in try reader.text() }
      return .snapshot(Snapshot(segment: segment, table: table, at: at, day: day, members: members))
    case 4: return .bytes(try run())
    default: throw malformed("something is kept in no known way")
    }
  }

  private mutating func importBatch() throws(MalformedBytes) -> ImportBatch {
    let number = try signed(as: Int32.self)
    let source = try text()
    let preset = try optional { reader throws(MalformedBytes) in try reader.text() }
    let at = try signed()
    var counts: [Int] = []
    for _ in 0..<5 { counts.append(try count(upTo: .max)) }
    return ImportBatch(
      number: number, source: source, preset: preset, at: at, read: counts[0], added: counts[1], updated: counts[2],
      unchanged: counts[3], rejected: counts[4])
  }
}
