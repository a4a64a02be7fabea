import Diagnostics
import Synchronization

/// A part of a book's file that does not hold what was written there.
public struct SectionDamage: Error, Sendable, Equatable {
  /// What the part holds, in words: `purchases.amount`.
  public var content: String
  /// The section's name in the file's directory.
  public var section: String
  /// Where the section begins in the file; nil where it has no place.
  public var offset: Int?
  /// What is wrong with it: “its checksum does not match”.
  public var reason: String

  public init(content: String, section: String, offset: Int? = nil, reason: String) {
    self.content = content
    self.section = section
    self.offset = offset
    self.reason = reason
  }

  /// What to tell a person who asked something that needs the part.
  public var diagnostic: Diagnostic {
    let place = offset.map { " (section \(section), byte \($0) of the file)" } ?? " (section \(section))"
    return Diagnostic(
      "damaged-book", "This book is damaged: \(content) cannot be read\(place), because \(reason).",
      notes: [
        "Nothing is shown that could be wrong because of it.",
        "`kenal check BOOK` lists all that is damaged; `kenal rescue BOOK NEW` saves what can be read.",
      ])
  }
}

/// What was found damaged while a book's parts were read, one after the other, at their first use.
///
/// Reading never fails: it gives missing values and leaves a note here. **Whoever shows, exports or saves anything worked
/// out from a book looks here first, after the work.**
public final class DamageLog: Sendable {
  private let found = Mutex<[SectionDamage]>([])
  private let hasAny = Atomic(false)

  public init() {}

  public var isEmpty: Bool { !hasAny.load(ordering: .acquiring) }

  /// What was found first; nil while nothing was.
  public var first: SectionDamage? { isEmpty ? nil : found.withLock(\.first) }

  /// All that was found, in that order.
  public var all: [SectionDamage] { found.withLock { $0 } }

  /// Adds what was found.
  public func record(_ damage: SectionDamage) {
    found.withLock { found in
      if !found.contains(damage) { found.append(damage) }
    }
    hasAny.store(true, ordering: .releasing)
  }

  /// Throws what to tell a person if anything was found.
  public func check() throws(Diagnostic) {
    if let first { throw first.diagnostic }
  }

  /// What `work` gives, or the substitute and a note of the damage that it met.
  func guarding<Value>(_ substitute: @autoclosure () -> Value, _ work: () throws(SectionDamage) -> Value) -> Value {
    do throws(SectionDamage) {
      return try work()
    } catch {
      record(error)
      return substitute()
    }
  }
}
