import Columns

/// Conditions on sets of texts.
enum SetKernels {
  /// Rows whose set holds the text; both folded. An unknown set or text gives false.
  static func has(_ sets: Vector, _ texts: Vector, count: Int) -> Bitmap {
    guard case .textSet(let lane) = sets.data, case .text(let wanted) = texts.data else {
      return Bitmap(repeating: false, count: count)
    }
    let pool = lane.pool.folded(by: Folding.fold)
    let needles = wanted.pool.folded(by: Folding.fold)
    return Bitmap(
      (0..<count).map { row in
        guard sets.known?[row] ?? true, texts.known?[row] ?? true else { return false }
        return needles.withBytes(Int(wanted.codes[row])) { needle in
          (Int(lane.offsets[row])..<Int(lane.offsets[row + 1])).contains { position in
            pool.withBytes(Int(lane.codes[position])) { sameBytes($0, needle) }
          }
        }
      })
  }
}
