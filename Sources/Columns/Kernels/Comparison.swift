import CKernels

/// The six ways to compare two values.
public enum Comparison: Int, Sendable, CaseIterable {
  case equal, notEqual, less, lessOrEqual, greater, greaterOrEqual

  /// The comparison that holds when the two sides change places.
  public var mirrored: Comparison {
    switch self {
    case .equal, .notEqual: self
    case .less: .greater
    case .lessOrEqual: .greaterOrEqual
    case .greater: .less
    case .greaterOrEqual: .lessOrEqual
    }
  }

  /// Whether the comparison holds of two values whose order is known: negative, 0 or positive.
  @inline(__always)
  func holds(order: Int) -> Bool {
    switch self {
    case .equal: order == 0
    case .notEqual: order != 0
    case .less: order < 0
    case .lessOrEqual: order <= 0
    case .greater: order > 0
    case .greaterOrEqual: order >= 0
    }
  }

  var code: Int32 { Int32(truncatingIfNeeded: rawValue) }
}

extension Buffer<Int32> {
  /// One bit a value: does the comparison with the constant hold?
  func compared(_ comparison: Comparison, _ constant: Int32) -> Bitmap {
    withWords { kernels_compare_i32($0, constant, count, comparison.code, $1) }
  }

  func compared(_ comparison: Comparison, _ other: Buffer<Int32>) -> Bitmap {
    withWords { source, words in
      other.withUnsafe { kernels_compare_i32_pairs(source, $0.baseAddress, count, comparison.code, words) }
    }
  }
}

extension Buffer<Int64> {
  func compared(_ comparison: Comparison, _ constant: Int64) -> Bitmap {
    withWords { kernels_compare_i64($0, constant, count, comparison.code, $1) }
  }

  func compared(_ comparison: Comparison, _ other: Buffer<Int64>) -> Bitmap {
    withWords { source, words in
      other.withUnsafe { kernels_compare_i64_pairs(source, $0.baseAddress, count, comparison.code, words) }
    }
  }
}

extension Buffer<Double> {
  func compared(_ comparison: Comparison, _ constant: Double) -> Bitmap {
    withWords { kernels_compare_f64($0, constant, count, comparison.code, $1) }
  }

  func compared(_ comparison: Comparison, _ other: Buffer<Double>) -> Bitmap {
    withWords { source, words in
      other.withUnsafe { kernels_compare_f64_pairs(source, $0.baseAddress, count, comparison.code, words) }
    }
  }
}

extension Buffer {
  /// A bitmap of one bit a value whose words, tail included, are written by a C kernel.
  @inline(__always)
  fileprivate func withWords(
    _ kernel: (UnsafePointer<Element>?, UnsafeMutablePointer<UInt64>?) -> Void
  ) -> Bitmap {
    withUnsafe { source in
      Bitmap(
        words: Buffer<UInt64>(count: Bitmap.wordCount(count)) { kernel(source.baseAddress, $0.baseAddress) },
        count: count)
    }
  }
}
