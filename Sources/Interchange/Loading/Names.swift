/// Names of files, headers, tables and columns, and when two of them mean the same.
enum Names {
  /// Letters and digits in lower case: what is left of a header when case, spaces and punctuation do not count.
  static func bare(_ name: String) -> String {
    String(String.UnicodeScalarView(name.lowercased().unicodeScalars.filter(isWordScalar)))
  }

  private static func isWordScalar(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.value < 128 {
      return scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
    }
    return scalar.properties.isAlphabetic || scalar.properties.numericType != nil
      || scalar.properties.generalCategory == .nonspacingMark
  }

  /// The words of a name in lower case: parted by punctuation, and where a capital follows a small letter.
  static func words(_ name: String) -> [String] {
    var words: [String] = []
    var word = ""
    var previousIsLower = false
    for scalar in name.unicodeScalars {
      let isUpper = scalar.properties.isUppercase
      if !isWordScalar(scalar) || (isUpper && previousIsLower) {
        if !word.isEmpty { words.append(word.lowercased()) }
        word = ""
      }
      if isWordScalar(scalar) { word.unicodeScalars.append(scalar) }
      previousIsLower = isWordScalar(scalar) && !isUpper
    }
    if !word.isEmpty { words.append(word.lowercased()) }
    return words
  }

  /// A name that a query can use without backticks: the name itself if it is one, otherwise its words run together,
  /// each but the first with a capital (`Given Name` → `GivenName`, `order-details` → `orderDetails`).
  static func identifier(_ name: String, fallback: String) -> String {
    var result = String.UnicodeScalarView()
    var raisesNext = false
    for scalar in name.unicodeScalars {
      if isWordScalar(scalar) || scalar == "_" {
        if raisesNext, !result.isEmpty {
          result.append(contentsOf: scalar.properties.uppercaseMapping.unicodeScalars)
        } else {
          result.append(scalar)
        }
        raisesNext = false
      } else {
        raisesNext = true
      }
    }
    guard let first = result.first else { return fallback }
    if ("0"..."9").contains(first) { result.insert("_", at: result.startIndex) }
    return String(result)
  }

  /// The name of a table that a file's stem gives: an identifier that begins with a small letter unless it is all capitals.
  static func table(fromStem stem: String) -> String {
    let name = identifier(stem, fallback: "table")
    let first = words(stem).first ?? ""
    let isCapitals = first.count > 1 && name.hasPrefix(first.uppercased())
    guard !isCapitals, let letter = name.first else { return name }
    return letter.lowercased() + name.dropFirst()
  }

  /// The singular of an English plural, by its ending: `customers` → `customer`, `categories` → `category`.
  static func singular(_ plural: String) -> String {
    let lower = plural.lowercased()
    if lower.hasSuffix("ies"), plural.count > 4 { return plural.dropLast(3) + "y" }
    for ending in ["sses", "shes", "ches", "xes", "zes"] where lower.hasSuffix(ending) {
      return String(plural.dropLast(2))
    }
    if lower.hasSuffix("s"), !lower.hasSuffix("ss"), plural.count > 2 { return String(plural.dropLast()) }
    return plural
  }

  /// The endings with which exports mark a column that holds keys.
  static let keyEndings = ["id", "key", "code", "no", "number", "ref"]

  /// The bare names by which a column may hold keys of a table: `customer`, `customerid`, `customerkey` …
  static func keyNames(of table: String) -> [String] {
    let singular = bare(singular(table))
    return keyEndings.map { singular + $0 } + [singular]
  }
}
