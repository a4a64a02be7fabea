import Book
import Columns

/// Where rows came from: read off the batch and line that each remembers.
struct OriginNode: Node {
  let batches: ColumnSource
  let lines: ColumnSource
  let part: OriginPart
  let sources: RowSources

  func vector(_ block: Block) throws -> Vector {
    let batches = batches.vector(block.rows).wholes
    let count = block.count
    switch part {
    case .file: return files(batches, count)
    case .batch: return wholes(count) { batches[$0] == 0 ? nil : batches[$0] }
    case .line:
      let lines = lines.vector(block.rows).wholes
      return wholes(count) { sources.hasLines(batches[$0]) ? lines[$0] : nil }
    case .at: return wholes(count) { sources.moment(of: batches[$0]) }
    }
  }

  private func wholes(_ count: Int, _ value: (_ row: Int) -> Int64?) -> Vector {
    var values = [Int64](repeating: 0, count: count)
    var known = [Bool](repeating: false, count: count)
    for row in 0..<count {
      guard let one = value(row) else { continue }
      values[row] = one
      known[row] = true
    }
    return Vector(count: count, .int64(Lane(Buffer(values))), known: Bitmap(known))
  }

  private func files(_ batches: Lane<Int64>, _ count: Int) -> Vector {
    var codes = [Int32](repeating: 0, count: count)
    var known = [Bool](repeating: false, count: count)
    // Neighbours mostly came together.
    var last: (batch: Int64, entry: Int32?) = (0, nil)
    for row in 0..<count {
      let batch = batches[row]
      if batch != last.batch { last = (batch, sources.file(of: batch)) }
      guard let entry = last.entry else { continue }
      codes[row] = entry
      known[row] = true
    }
    let lane = TextLane(pool: sources.names, codes: Lane(Buffer(codes)), isDictionary: true)
    return Vector(count: count, .text(lane), known: Bitmap(known))
  }
}
