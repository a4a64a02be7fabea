import Text

/// Case folding as the column store calls for it.
enum Folding {
  /// Appends the folded form: full Unicode folding in Form C.
  static func fold(_ text: UnsafeBufferPointer<UInt8>, into target: inout [UInt8]) {
    CaseFolding.fold(text.span, into: &target)
  }
}
