/// Runs a pattern over texts: an automaton whose states are sets of steps of the program, made when a text first leads to
/// them and kept as long as there is room.
///
/// A text of n scalars takes at most n transitions, and a transition that is not kept yet takes each step of the program
/// at most twice: never more than n times the size of the pattern, whatever the pattern. Where the states outgrow their
/// room, all are given up and made anew as they are met, so the memory is bounded too.
///
/// A match may begin at any scalar, so the first step is added behind every one. What `$` and `\b` say about a place is
/// known only with the next scalar: they wait in the state and are settled in the transition.
public struct PatternMachine: Sendable {
  private let program: PatternProgram
  /// The transitions of one state: one for each class, and one for the end of the text.
  private let width: Int
  /// Where each state leads by each class: a state, or one of the three marks below.
  private var table: [Int32] = []
  private var states: [State] = []
  private var numbers: [State: Int32] = [:]
  private var first = Mark.unknown
  private var room = Self.mostNumbers
  private var visited: [UInt32]
  private var round: UInt32 = 0
  private var found: [Int32] = []
  private var open: [Int32] = []
  /// How many scalars were read and steps looked at so far.
  public private(set) var work = 0
  /// How many states are kept.
  public var stateCount: Int { states.count }

  /// About how many 32-bit numbers the states and their transitions may take: 4 MiB.
  public static let mostNumbers = 1 << 20

  private enum Mark {
    static let unknown: Int32 = -1
    /// Nothing that follows can match any more.
    static let dead: Int32 = -2
    static let matched: Int32 = -3
  }

  private struct State: Hashable {
    /// Steps that take a scalar, and checks that wait for what comes; ascending.
    var steps: [Int32]
    /// What the waiting checks have to know of the place.
    var isStart = false
    var isBehindWord = false
  }

  init(_ program: PatternProgram) {
    self.program = program
    width = program.alphabet.count + 1
    visited = Array(repeating: 0, count: program.steps.count)
  }

  /// Whether a text matches somewhere. What is no UTF-8 is read as U+FFFD.
  public mutating func matches(_ text: Swift.Span<UInt8>) -> Bool {
    if first == Mark.unknown { first = begin() }
    var state = first
    var index = 0
    while state >= 0 {
      let kind = follow(text, &index, &state)
      guard state >= 0 else { break }
      state = learn(state, kind)
      if Int(kind) == width - 1 { break }
      index = after(index, in: text)
    }
    work += index
    return state == Mark.matched
  }

  /// Goes on as long as the transitions are known; then answers with the class that leads on, its scalar not yet passed.
  @inline(__always)
  private func follow(_ text: Swift.Span<UInt8>, _ index: inout Int, _ state: inout Int32) -> Int32 {
    while true {
      var next = index + 1
      var kind = Int32(truncatingIfNeeded: width - 1)
      if index < text.count {
        let byte = text[index]
        if byte < 0x80 {
          kind = program.alphabet.ascii[Int(byte)]
        } else {
          next = index
          kind = program.alphabet.kind(of: UTF8Coding.decode(text, at: &next) ?? 0xFFFD)
        }
      }
      let target = table[Int(state) * width + Int(kind)]
      if target == Mark.unknown { return kind }
      state = target
      if target < 0 { return kind }
      index = next
    }
  }

  private func after(_ index: Int, in text: Swift.Span<UInt8>) -> Int {
    var next = index
    _ = UTF8Coding.decode(text, at: &next)
    return next
  }

  // MARK: Making states

  /// The state before the first scalar.
  private mutating func begin() -> Int32 {
    startRound()
    let isMatched = reach(0, isStart: true, settling: nil)
    return isMatched ? Mark.matched : number(isStart: true, isBehindWord: false)
  }

  /// Works out a transition and keeps it.
  private mutating func learn(_ state: Int32, _ kind: Int32) -> Int32 {
    let before = states[Int(state)]
    let target = target(of: before, Int(kind))
    // Where the room was too small, the state that led here is gone.
    if Int(state) < states.count, states[Int(state)] == before { table[Int(state) * width + Int(kind)] = target }
    return target
  }

  private mutating func target(of state: State, _ kind: Int) -> Int32 {
    let isEnd = kind == width - 1
    let isWord = !isEnd && program.hasBoundaries && program.alphabet.isWord[kind]
    var takers = state.steps
    if program.hasChecks {
      let place = Place(isStart: state.isStart, isEnd: isEnd, isBetween: state.isBehindWord != isWord)
      startRound()
      for step in state.steps where reach(step, isStart: state.isStart, settling: place) { return Mark.matched }
      takers = found
    }
    if isEnd { return Mark.dead }
    startRound()
    for step in takers {
      guard case .take(let set) = program.steps[Int(step)], program.alphabet.holds(set, kind) else { continue }
      if reach(step + 1, isStart: false, settling: nil) { return Mark.matched }
    }
    work += takers.count
    if reach(0, isStart: false, settling: nil) { return Mark.matched }
    return number(isStart: false, isBehindWord: isWord)
  }

  /// What is known of a place between two scalars once the second is.
  private struct Place {
    var isStart: Bool
    var isEnd: Bool
    /// Whether one side is of a word and the other is not.
    var isBetween: Bool
  }

  private mutating func startRound() {
    round &+= 1
    if round == 0 {
      visited = Array(repeating: 0, count: visited.count)
      round = 1
    }
    found.removeAll(keepingCapacity: true)
  }

  /// Adds the steps that take a scalar and that can be reached from a step without one; true where the match is reached.
  ///
  /// Checks of the start are settled at once, the others where the place is known; else they are added themselves.
  private mutating func reach(_ start: Int32, isStart: Bool, settling place: Place?) -> Bool {
    open.removeAll(keepingCapacity: true)
    open.append(start)
    while let step = open.popLast() {
      guard visited[Int(step)] != round else { continue }
      visited[Int(step)] = round
      work += 1
      switch program.steps[Int(step)] {
      case .match: return true
      case .take: found.append(step)
      case .jump(let target): open.append(target)
      case .split(let one, let other):
        open.append(other)
        open.append(one)
      case .check(.start): if isStart { open.append(step + 1) }
      case .check(let assertion):
        guard let place else {
          found.append(step)
          continue
        }
        if holds(assertion, place) { open.append(step + 1) }
      }
    }
    return false
  }

  private func holds(_ assertion: PatternAssertion, _ place: Place) -> Bool {
    switch assertion {
    case .start: place.isStart
    case .end: place.isEnd
    case .boundary: place.isBetween
    case .noBoundary: !place.isBetween
    }
  }

  /// The number of the state of the steps that were found.
  private mutating func number(isStart: Bool, isBehindWord: Bool) -> Int32 {
    guard !found.isEmpty else { return Mark.dead }
    let hasChecks = program.hasChecks
    let state = State(
      steps: found.sorted(), isStart: hasChecks && isStart, isBehindWord: program.hasBoundaries && isBehindWord)
    if let known = numbers[state] { return known }
    // The steps are held twice, as a state and as what finds it; what arrays and tables need besides is small.
    let need = 2 * state.steps.count + width + 32
    if room < need, !states.isEmpty { forget() }
    room -= need
    let number = Int32(truncatingIfNeeded: states.count)
    states.append(state)
    numbers[state] = number
    table.append(contentsOf: repeatElement(Mark.unknown, count: width))
    return number
  }

  private mutating func forget() {
    table.removeAll(keepingCapacity: true)
    states.removeAll()
    numbers.removeAll()
    first = Mark.unknown
    room = Self.mostNumbers
  }
}
