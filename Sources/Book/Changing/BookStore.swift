import Columns
import Synchronization

/// An open book file with the book that it holds: the one place where a change becomes durable.
///
/// A change is first made in memory on the side; then its frame is written and synced; only then the new book takes the
/// place of the old one and the caller is told. What fails leaves everything as it was.
public final class BookStore: Sendable {
  private struct State {
    var book: Book
    var keepsakes: Keepsakes
  }

  private let state: Mutex<State>

  init(book: Book, keepsakes: Keepsakes) {
    state = Mutex(State(book: book, keepsakes: keepsakes))
  }

  /// The book as of the last change.
  public var book: Book { state.withLock { $0.book } }
  /// What the book keeps beside its tables.
  public var keepsakes: Keepsakes { state.withLock { $0.keepsakes } }
}
