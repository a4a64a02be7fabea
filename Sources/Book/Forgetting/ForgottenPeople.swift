import Columns

/// Who asked to be forgotten, as keyed hashes: the book can tell that somebody has come back, and cannot tell who it was.
///
/// A mark is a text that tells a person, such as a key or an e-mail address, in the one form in which such texts are
/// compared. What is kept of it is HMAC-SHA-256 (RFC 2104) under a secret of the book's own, so that nobody without the
/// book can try addresses out.
public struct ForgottenPeople: Sendable {
  /// The day on which a mark was forgotten, in days since 1970, by its hash.
  private let days: [String: Int32]
  private let secret: [UInt8]

  /// Nobody.
  public init() {
    days = [:]
    secret = []
  }

  init(_ kept: [String: Keepsake]) {
    var days: [String: Int32] = [:]
    var secret: [UInt8] = []
    for (name, value) in kept {
      switch value {
      case .bytes(let bytes) where name == ForgottenPeople.secretName: secret = bytes
      case .text(let day): days[name] = Int32(day)
      default: continue
      }
    }
    self.days = days
    self.secret = secret
  }

  public var isEmpty: Bool { days.isEmpty }

  /// The day on which somebody with this mark was forgotten, in days since 1970; nil where nobody was.
  public func day(of mark: String) -> Int32? { isEmpty ? nil : days[hash(mark)] }

  /// What is kept of a mark: 64 hexadecimal digits.
  public func hash(_ mark: String) -> String {
    let blocks = [UInt8](repeating: 0, count: 64 - min(64, secret.count))
    let key = secret.prefix(64) + blocks
    let inner = SHA256(of: key.map { $0 ^ 0x36 } + Array(mark.utf8)).bytes
    return SHA256(of: key.map { $0 ^ 0x5C } + inner).bytes.map(ForgottenPeople.hexadecimal).joined()
  }

  private static func hexadecimal(_ byte: UInt8) -> String {
    (byte < 16 ? "0" : "") + String(byte, radix: 16)
  }

  /// The name under which the secret is kept; no hash has it.
  static let secretName = "secret"
}

extension Keepsakes {
  /// Who asked to be forgotten.
  public var forgotten: ForgottenPeople { ForgottenPeople(all[.forgotten] ?? [:]) }

  /// Remembers the hashes of some marks, under the book's secret, which is the offered one if it had none.
  mutating func forget(_ marks: [String], on day: Int32, secret: [UInt8]) {
    if self[.forgotten, ForgottenPeople.secretName] == nil {
      self[.forgotten, ForgottenPeople.secretName] = .bytes(secret)
    }
    let people = forgotten
    for mark in marks { self[.forgotten, people.hash(mark)] = .text(String(day)) }
  }
}
