import Columns

@testable import Book

/// Texts are the same when their bytes are; `String` holds more of them for equal. So models hold letters beyond ASCII
/// by their numbers.
extension String {
  var plain: String { unicodeScalars.map { $0.isASCII ? String($0) : "<\($0.value)>" }.joined() }

  /// The text that is plainly so.
  var unplain: String {
    var result = ""
    for (place, part) in split(separator: "<", omittingEmptySubsequences: false).enumerated() {
      guard place > 0, let end = part.firstIndex(of: ">"), let number = UInt32(part[..<end]),
        let scalar = Unicode.Scalar(number)
      else {
        result += part
        continue
      }
      result.unicodeScalars.append(scalar)
      result += part[part.index(after: end)...]
    }
    return result
  }
}

extension Value {
  var plain: Value {
    switch self {
    case .text(let text): .text(text.plain)
    case .textSet(let texts): .textSet(texts.map(\.plain).sorted())
    default: self
    }
  }

  var unplain: Value {
    if case .text(let text) = self { .text(text.unplain) } else { self }
  }
}

extension RowName {
  var plain: RowName {
    if case .key(let key) = self { .key(key.plain) } else { self }
  }

  var unplain: RowName {
    if case .key(let key) = self { .key(key.unplain) } else { self }
  }
}

extension Edit {
  var plain: Edit {
    switch self {
    case .add(var addition):
      for column in addition.columns.indices {
        addition.columns[column].values = addition.columns[column].values.map(\.plain)
      }
      return .add(addition)
    case .update(var update):
      update.rows = update.rows.map(\.plain)
      update.values = update.values.map(\.plain)
      return .update(update)
    case .remove(let table, let rows): return .remove(table: table, rows: rows.map(\.plain))
    default: return self
    }
  }
}
