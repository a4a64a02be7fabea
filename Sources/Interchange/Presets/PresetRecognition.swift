import Diagnostics

extension Preset {
  /// The preset that knows a file by its headers, in whatever order they come; nil if none does, or two do equally well.
  static func recognise(_ headers: [String]) -> Preset? {
    let bare = Set(headers.map(Names.bare))
    let fitting = all.filter { $0.missing(bare).isEmpty }.map { ($0, $0.score(bare)) }.sorted { $0.1 > $1.1 }
    guard let best = fitting.first else { return nil }
    if fitting.count > 1, fitting[1].1 == best.1 { return nil }
    return best.0
  }

  /// The headers of the signature that a file lacks.
  private func missing(_ bare: Set<String>) -> [String] { signature.filter { !bare.contains(Names.bare($0)) } }

  /// How many of the file's headers are known, and then how many of the signature there are.
  private func score(_ bare: Set<String>) -> Int {
    let known = Set((known + signature).map(Names.bare))
    return bare.intersection(known).count * 100 + signature.count
  }

  /// Throws `wrong-preset` if the file lacks headers that the preset cannot do without.
  func check(_ headers: [String], file: String) throws {
    let missing = missing(Set(headers.map(Names.bare)))
    guard !missing.isEmpty else { return }
    throw Diagnostic(
      "wrong-preset",
      "\(file) is no export of \(title): it has no \(missing.count == 1 ? "column" : "columns") \(listed(missing)).",
      notes: ["Its columns are \(listed(headers))."])
  }

  /// The tables that an export gives rows to.
  var tableNames: [String] {
    outputs.reduce(into: []) { names, output in if !names.contains(output.table) { names.append(output.table) } }
  }

  /// In words, for a person to agree to.
  func summary(_ headers: [String]) -> String {
    let known = Set((known + signature).map(Names.bare))
    let count = headers.count { known.contains(Names.bare($0)) }
    return "\(title): \(count) of \(headers.count) columns known, into \(tableNames.joined(separator: ", "))"
  }
}
