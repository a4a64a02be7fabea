import Columns
import Dispatch
import Synchronization

/// The sections of a book, which are encoded on one core, piece by piece, while another one writes those that are ready.
///
/// The schema, which tells what all the others are, comes behind them.
final class EncodedSections: SectionSupply {
  private struct State {
    /// Sections that are ready.
    var given: ArraySlice<BookSection>
    var layouts: [EncodedPart.Layout] = []
    var hasGivenSchema = false
  }

  private let book: Book
  private let ways: EncodedWays
  private let pieces: [EncodedPiece]
  /// What comes behind the book's own sections.
  private let others: [BookSection]
  private let state: Mutex<State>
  private let channel = Channel()

  init(_ book: Book, others: [BookSection] = [], _ compactness: Compactness = Compactness()) {
    let book = Arrangement.settled(book)
    let ways = EncodedWays(book)
    let pieces = book.tables.indices.flatMap { EncodedPiece.all(of: $0, in: book) }
    (self.book, self.ways, self.pieces, self.others) = (book, ways, pieces, others)
    state = Mutex(State(given: ways.sections[...]))
    DispatchQueue.global(qos: .userInitiated).async { [channel] in
      for piece in pieces {
        guard channel.waitForRoom() else { return }
        var encoding = PieceEncoding(book, ways.ways, compactness)
        channel.put(encoding.part(piece))
      }
    }
  }

  deinit { channel.close() }

  func next() throws(SectionDamage) -> BookSection? {
    try state.withLock { (state) throws(SectionDamage) in
      while true {
        if let section = state.given.popFirst() { return section }
        if state.layouts.count < pieces.count {
          let part = channel.take()
          state.layouts.append(part.layout)
          state.given = part.sections[...]
        } else if !state.hasGivenSchema {
          if let damage = book.damage.first { throw damage }
          state.hasGivenSchema = true
          state.given = others[...]
          return BookSection(name: SectionName.schema, bytes: SectionBytes(schema(state.layouts).bytes))
        } else {
          return nil
        }
      }
    }
  }

  /// All of them, the schema first.
  func all() throws(SectionDamage) -> [BookSection] {
    var sections: [BookSection] = []
    while let section = try next() { sections.append(section) }
    let schema = sections.firstIndex { $0.name == SectionName.schema }.map { [sections.remove(at: $0)] }
    return (schema ?? []) + sections
  }

  private func schema(_ layouts: [EncodedPart.Layout]) -> BookSchema {
    let tables = book.tables.indices.map { EncodedPart.schema(of: $0, in: book, zip(pieces, layouts)) }
    return BookSchema(name: book.name, currency: book.currency, tables: tables, ways: ways.ways)
  }
}

/// Hands encoded pieces from who makes them to who writes them, a few at a time.
private final class Channel: Sendable {
  /// Pieces that may wait.
  private static let room = 4

  private let parts = Mutex<[EncodedPart]>([])
  private let isClosed = Atomic<Bool>(false)
  private let filled = DispatchSemaphore(value: 0)
  private let free = DispatchSemaphore(value: 0)

  init() { for _ in 0..<Channel.room { free.signal() } }

  /// Waits until another piece may be put; false if nobody wants any more.
  func waitForRoom() -> Bool {
    free.wait()
    return !isClosed.load(ordering: .acquiring)
  }

  func put(_ part: EncodedPart) {
    parts.withLock { $0.append(part) }
    filled.signal()
  }

  /// Waits for the next piece, of which there is one.
  func take() -> EncodedPart {
    filled.wait()
    defer { free.signal() }
    return parts.withLock { $0.removeFirst() }
  }

  func close() {
    isClosed.store(true, ordering: .releasing)
    free.signal()
  }
}
