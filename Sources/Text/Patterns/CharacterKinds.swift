/// The sets of scalars that a pattern calls by name: `\d`, `\w`, `\s`, `\p{L}`.
enum CharacterKinds {
  /// 0 to 9.
  static let digit = ScalarSet([0x30...0x39])

  /// What Unicode calls white space.
  static let space = ScalarSet([
    0x09...0x0D, 0x20...0x20, 0x85...0x85, 0xA0...0xA0, 0x1680...0x1680, 0x2000...0x200A, 0x2028...0x2029,
    0x202F...0x202F, 0x205F...0x205F, 0x3000...0x3000,
  ])

  /// Letters with their marks, digits, and what joins words, such as `_`, of every script.
  static let word = ["L", "M", "Nd", "Pc"].compactMap(category).reduce(ScalarSet([])) { $0.union($1) }
  /// `word` in the pattern language of RE2.
  static let wordSpelled = #"\p{L}\p{M}\p{Nd}\p{Pc}"#

  /// The scalars of a general category (`Lu`) or of all that begin with its letter (`L`); nil for any other name.
  static func category(_ name: String) -> ScalarSet? {
    let kinds = names.indices.filter { names[$0] == name || String(names[$0].prefix(1)) == name }
    return kinds.isEmpty ? nil : ScalarSet(kinds.flatMap { ranges[$0] })
  }

  static let names = [
    "Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc", "Me", "Nd", "Nl", "No", "Pc", "Pd", "Ps", "Pe", "Pi", "Pf", "Po", "Sm",
    "Sc", "Sk", "So", "Zs", "Zl", "Zp", "Cc", "Cf", "Cs", "Co", "Cn",
  ]

  /// The ranges of each category in the order of `names`; found by asking for every scalar once.
  private static let ranges: [[ClosedRange<UInt32>]] = {
    var found = [[ClosedRange<UInt32>]](repeating: [], count: names.count)
    var start: UInt32 = 0
    var kind = number(0)
    // Planes 4 to 13 hold nothing, and 15 and 16 are private through and through.
    let asked = [1...0x3FFFF, 0xE0000...0xE0FFF] as [ClosedRange<UInt32>]
    func close(at end: UInt32) { found[kind].append(start...end) }
    for range in asked {
      for scalar in range where number(scalar) != kind {
        close(at: scalar - 1)
        (start, kind) = (scalar, number(scalar))
      }
    }
    close(at: 0xEFFFF)
    found[28].append(0xF0000...0xFFFFD)
    found[28].append(0x100000...0x10FFFD)
    return found
  }()

  /// The place of a scalar's category in `names`.
  private static func number(_ value: UInt32) -> Int {
    guard let scalar = Unicode.Scalar(value) else { return 27 }
    return switch scalar.properties.generalCategory {
    case .uppercaseLetter: 0
    case .lowercaseLetter: 1
    case .titlecaseLetter: 2
    case .modifierLetter: 3
    case .otherLetter: 4
    case .nonspacingMark: 5
    case .spacingMark: 6
    case .enclosingMark: 7
    case .decimalNumber: 8
    case .letterNumber: 9
    case .otherNumber: 10
    case .connectorPunctuation: 11
    case .dashPunctuation: 12
    case .openPunctuation: 13
    case .closePunctuation: 14
    case .initialPunctuation: 15
    case .finalPunctuation: 16
    case .otherPunctuation: 17
    case .mathSymbol: 18
    case .currencySymbol: 19
    case .modifierSymbol: 20
    case .otherSymbol: 21
    case .spaceSeparator: 22
    case .lineSeparator: 23
    case .paragraphSeparator: 24
    case .control: 25
    case .format: 26
    case .surrogate: 27
    case .privateUse: 28
    case .unassigned: 29
    @unknown default: 29
    }
  }
}
