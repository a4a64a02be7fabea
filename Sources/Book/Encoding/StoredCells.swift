import Columns

extension CheckedSection {
  /// Some of the bytes, all of which are within the section unless it is damaged.
  private func bytes(in range: Range<Int>) throws(SectionDamage) -> Buffer<UInt8> {
    guard !range.isEmpty else { return Buffer([]) }
    do throws(SectionDamage) {
      return try source.bytes(of: name, in: range)
    } catch {
      var error = error
      error.content = content
      throw error
    }
  }

  /// One of the values as they lie there.
  func value<Element: FixedWidthInteger & BitwiseCopyable>(
    _ type: Element.Type, at index: Int
  ) throws(SectionDamage) -> Element {
    let size = MemoryLayout<Element>.stride
    guard let value = try bytes(in: index * size..<(index + 1) * size).values(of: type) else {
      throw damage("it does not lie where numbers can")
    }
    return value[0]
  }

  func double(at index: Int) throws(SectionDamage) -> Double {
    Double(bitPattern: try value(UInt64.self, at: index))
  }

  func bit(at index: Int) throws(SectionDamage) -> Bool {
    try value(UInt64.self, at: index >> 6) & (1 << UInt64(index & 63)) != 0
  }

  /// One of the whole numbers of 32 bits in any layout but that of parents.
  func integer(_ layout: IntegerLayout, at index: Int) throws(SectionDamage) -> Int32 {
    switch layout {
    case .narrow: return try value(Int32.self, at: index)
    case .packed(let base, let bits):
      let bytes = try bytes(in: PackedIntegers.bytes(ofValue: index, bits: bits))
      guard let value = PackedIntegers.value(index, in: bytes, base: base, bits: bits) else {
        throw damage("its numbers do not fit")
      }
      return value
    case .constant(let value): return value
    case .ascending(let first):
      guard let value = Int32(exactly: Int64(first) + Int64(index)) else { throw damage("its numbers do not fit") }
      return value
    case .wide, .parents: throw damage("it is not laid out like this")
    }
  }

  /// Where two neighbours among offsets say that something begins and ends, which is within `count`.
  func range<Element: FixedWidthInteger & BitwiseCopyable>(
    _ type: Element.Type, at index: Int, into count: Int
  ) throws(SectionDamage) -> Range<Int> {
    let start = Int(truncatingIfNeeded: try value(type, at: index))
    let end = Int(truncatingIfNeeded: try value(type, at: index + 1))
    guard start >= 0, start <= end, end <= count else { throw damage("its offsets lie one within the other") }
    return start..<end
  }

  func text(in range: Range<Int>) throws(SectionDamage) -> [UInt8] { try bytes(in: range).array }

  /// The owner of a row: the number of the range of offsets that it lies in; −1 where it lies in none.
  ///
  /// - Parameter count: how many ranges there are.
  func owner(of row: Int32, count: Int) throws(SectionDamage) -> Int32 {
    var (low, high) = (0, count + 1)
    while low < high {
      let middle = (low + high) / 2
      if try value(Int32.self, at: middle) <= row { low = middle + 1 } else { high = middle }
    }
    return low > count ? -1 : Int32(truncatingIfNeeded: low - 1)
  }
}

/// Some cells of a column that lies in a file, read without the others: each costs the blocks that it lies in.
extension ColumnReading {
  /// The values of some rows, −1 being a missing value.
  func cells(_ rows: Buffer<Int32>) throws(SectionDamage) -> Column {
    var values: [Value] = []
    for row in rows.array { values.append(row < 0 ? .missing : try value(Int(row))) }
    return Column(values, of: layout.type)
  }

  /// The value of one row.
  private func value(_ row: Int) throws(SectionDamage) -> Value {
    guard row < place.rowCount else { return .missing }
    if case .integers(.parents(let way)) = layout.values { return try parent(row, way) }
    if !layout.isComplete, try !section(.known).bit(at: row) { return .missing }
    switch layout.values {
    case .integers(.wide): return number(try section(.values).value(Int64.self, at: row))
    case .integers(let integers): return try reference(number(Int64(try section(.values).integer(integers, at: row))))
    case .doubles: return .number(try section(.values).double(at: row))
    case .truth: return .truth(try section(.values).bit(at: row))
    case .text(let pool, let codes):
      return .text(try text(codes.map { code throws(SectionDamage) in try entry(code, at: row) } ?? row, of: pool))
    case .textSet(let pool, let memberCount):
      var texts: [String] = []
      for place in try section(.sets).range(Int32.self, at: row, into: memberCount) {
        texts.append(try text(try entry(.narrow, at: place), of: pool))
      }
      return .textSet(texts)
    }
  }

  private func number(_ value: Int64) -> Value { Value(stored: value, as: layout.type) }

  /// A reference to a row that is there, or to none; other values as they are.
  private func reference(_ value: Value) throws(SectionDamage) -> Value {
    guard case .reference(let row) = value, case .reference(let target) = layout.type else { return value }
    guard row >= -1, row < place.rowCounts[target] else {
      throw section(.values).damage("it refers to rows that are not there")
    }
    return row < 0 ? .missing : value
  }

  private func parent(_ row: Int, _ way: Int) throws(SectionDamage) -> Value {
    guard case .reference(let target) = layout.type else { return .missing }
    let offsets = CheckedSection(
      source: source, name: SectionName.children(of: way), content: "\(place.tableName).\(layout.name)")
    let owner = try offsets.owner(of: Int32(truncatingIfNeeded: row), count: place.rowCounts[target])
    return owner < 0 ? .missing : .reference(row: owner)
  }

  private func entry(_ layout: IntegerLayout, at index: Int) throws(SectionDamage) -> Int {
    Int(try section(.codes).integer(layout, at: index))
  }

  /// An entry of the dictionary.
  private func text(_ entry: Int, of texts: PoolLayout) throws(SectionDamage) -> String {
    guard entry >= 0, entry < texts.entryCount else {
      throw section(.codes).damage("it names texts that are not there")
    }
    switch texts.form {
    case .plain(let byteCount):
      let range = try section(.starts).range(UInt32.self, at: entry, into: byteCount)
      return String(decoding: try section(.texts).text(in: range), as: UTF8.self)
    case .numbered(let prefix, let width, let layout):
      let number = try section(.numbers).integer(layout, at: entry)
      let numbered = NumberedTexts(prefix: prefix, width: width, numbers: Buffer([number]))
      guard let pool = numbered.pool(isDistinct: true) else { throw section(.numbers).damage("its numbers do not fit") }
      return pool.string(0)
    }
  }
}
