/// A pattern as steps of an automaton after Thompson: a few for each part, repetitions written out.
struct PatternProgram: Sendable {
  enum Step: Sendable {
    /// Takes a scalar of this set.
    case take(Int32)
    /// Goes on at both places, without taking anything.
    case split(Int32, Int32)
    case jump(Int32)
    case check(PatternAssertion)
    case match
  }

  private(set) var steps: [Step] = []
  private(set) var hasBoundaries = false
  private(set) var hasChecks = false
  let alphabet: PatternAlphabet

  init(_ tree: PatternTree) {
    var writer = StepWriter()
    writer.write(tree)
    writer.steps.append(.match)
    steps = writer.steps
    hasChecks = writer.hasChecks
    hasBoundaries = writer.hasBoundaries
    alphabet = PatternAlphabet(writer.sets, telling: writer.hasBoundaries ? CharacterKinds.word : nil)
  }
}

/// Writes the steps of a tree, one part behind the other.
private struct StepWriter {
  var steps: [PatternProgram.Step] = []
  var sets: [ScalarSet] = []
  var hasChecks = false
  var hasBoundaries = false
  private var numbers: [ScalarSet: Int32] = [:]

  private var next: Int32 { Int32(truncatingIfNeeded: steps.count) }

  mutating func write(_ tree: PatternTree) {
    switch tree {
    case .scalar(let scalar): steps.append(.take(number(of: ScalarSet(scalar))))
    case .set(let set): steps.append(.take(number(of: set.scalars)))
    case .assertion(let assertion):
      hasChecks = true
      if assertion == .boundary || assertion == .noBoundary { hasBoundaries = true }
      steps.append(.check(assertion))
    case .sequence(let parts): for part in parts { write(part) }
    case .choice(let parts): write(choice: parts)
    case .repeated(let part, let least, let most): write(part, least, most)
    }
  }

  private mutating func write(choice parts: [PatternTree]) {
    var jumps: [Int] = []
    for (place, part) in parts.enumerated() {
      let isLast = place == parts.count - 1
      let split = steps.count
      if !isLast { steps.append(.jump(0)) }
      write(part)
      guard !isLast else { continue }
      jumps.append(steps.count)
      steps.append(.jump(0))
      steps[split] = .split(Int32(truncatingIfNeeded: split + 1), next)
    }
    for jump in jumps { steps[jump] = .jump(next) }
  }

  private mutating func write(_ part: PatternTree, _ least: Int, _ most: Int?) {
    for _ in 0..<least { write(part) }
    guard let most else {
      let split = steps.count
      steps.append(.jump(0))
      write(part)
      steps.append(.jump(Int32(truncatingIfNeeded: split)))
      steps[split] = .split(Int32(truncatingIfNeeded: split + 1), next)
      return
    }
    var splits: [Int] = []
    for _ in 0..<max(0, most - least) {
      splits.append(steps.count)
      steps.append(.jump(0))
      write(part)
    }
    for split in splits { steps[split] = .split(Int32(truncatingIfNeeded: split + 1), next) }
  }

  private mutating func number(of set: ScalarSet) -> Int32 {
    if let known = numbers[set] { return known }
    let number = Int32(truncatingIfNeeded: sets.count)
    numbers[set] = number
    sets.append(set)
    return number
  }
}
