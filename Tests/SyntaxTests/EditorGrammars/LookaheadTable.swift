/// Where a parser that looks one token ahead would not know what it has read.
///
/// A table of the kind LALR(1), made from the EBNF. Where it could either go on or stop, it goes on, since every rule of
/// the tree-sitter grammar says so; where it cannot tell two things apart that both end here, there is a conflict.
struct LookaheadTable {
  private struct Production {
    var head: Int
    var body: [Int]
  }

  private struct Item: Hashable {
    var production: Int
    var dot: Int
  }

  private var names: [String] = []
  private var numbers: [String: Int] = [:]
  private var productions: [Production] = []
  private var productionsOf: [Int: [Int]] = [:]
  private var states: [[Item]] = []
  private var moves: [[Int: Int]] = []
  private var isNullable: Set<Int> = []
  private var firsts: [Set<Int>] = []

  init(_ grammar: EBNF) {
    let start = number("source")
    let statements = number("source*")
    add(start, [statements])
    add(start, [])
    add(statements, [statements, number("Statement")])
    add(statements, [statements, number("';'")])
    add(statements, [number("Statement")])
    add(statements, [number("';'")])
    for name in grammar.order where !EBNF.isToken(name) && name != "Script" {
      guard let rule = grammar.productions[name] else { continue }
      for body in alternatives(rule, in: name) { add(number(name), body) }
    }
    findFirsts()
    findStates(from: start)
  }

  // MARK: The rules

  private mutating func number(_ name: String) -> Int {
    if let number = numbers[name] { return number }
    numbers[name] = names.count
    names.append(name)
    return names.count - 1
  }

  private mutating func add(_ head: Int, _ body: [Int]) {
    guard !productionsOf[head, default: []].contains(where: { productions[$0].body == body }) else {
      return
    }
    productionsOf[head, default: []].append(productions.count)
    productions.append(Production(head: head, body: body))
  }

  /// The sequences of symbols that a rule stands for; repetitions get symbols of their own.
  private mutating func alternatives(_ rule: EBNF.Rule, in name: String) -> [[Int]] {
    switch rule {
    case .terminal(let text): return [[number("'\(text)'")]]
    case .reference(let name): return [[number(name)]]
    case .characters: return [[]]
    case .choice(let parts): return parts.flatMap { alternatives($0, in: name) }
    case .sequence(let parts):
      return parts.reduce(into: [[]]) { all, part in
        let next = alternatives(part, in: name)
        all = all.flatMap { head in next.map { head + $0 } }
      }
    case .repeated(let part, _, isOptional: true): return [[]] + alternatives(part, in: name)
    case .repeated(let part, let least, _):
      let bodies = alternatives(part, in: name)
      let list = number("\(name)*\(bodies)")
      for body in bodies {
        add(list, [list] + body)
        add(list, body)
      }
      return least == 0 ? [[], [list]] : [[list]]
    }
  }

  // MARK: What can begin with what

  private mutating func findFirsts() {
    firsts = names.indices.map { productionsOf[$0] == nil ? [$0] : [] }
    var hasChanged = true
    while hasChanged {
      hasChanged = false
      for production in productions {
        let (found, isEmpty) = first(of: production.body[...])
        if !found.isSubset(of: firsts[production.head]) {
          firsts[production.head].formUnion(found)
          hasChanged = true
        }
        if isEmpty, isNullable.insert(production.head).inserted { hasChanged = true }
      }
    }
  }

  private func first(of symbols: ArraySlice<Int>) -> (tokens: Set<Int>, isEmpty: Bool) {
    var tokens: Set<Int> = []
    for symbol in symbols {
      tokens.formUnion(firsts[symbol])
      if !isNullable.contains(symbol) { return (tokens, false) }
    }
    return (tokens, true)
  }

  // MARK: States

  private func next(_ item: Item) -> Int? {
    let body = productions[item.production].body
    return item.dot < body.count ? body[item.dot] : nil
  }

  private func closure(_ kernel: [Item]) -> [Item] {
    var items = kernel
    var seen = Set(kernel)
    var index = 0
    while index < items.count {
      if let symbol = next(items[index]) {
        for production in productionsOf[symbol] ?? [] {
          let item = Item(production: production, dot: 0)
          if seen.insert(item).inserted { items.append(item) }
        }
      }
      index += 1
    }
    return items
  }

  private mutating func findStates(from start: Int) {
    states = [(productionsOf[start] ?? []).map { Item(production: $0, dot: 0) }]
    var known: [Set<Item>: Int] = [Set(states[0]): 0]
    var index = 0
    while index < states.count {
      var kernels: [Int: [Item]] = [:]
      for item in closure(states[index]) {
        if let symbol = next(item) {
          kernels[symbol, default: []].append(Item(production: item.production, dot: item.dot + 1))
        }
      }
      var targets: [Int: Int] = [:]
      for (symbol, kernel) in kernels.sorted(by: { $0.key < $1.key }) {
        let set = Set(kernel)
        if known[set] == nil {
          known[set] = states.count
          states.append(kernel)
        }
        targets[symbol] = known[set]
      }
      moves.append(targets)
      index += 1
    }
  }

  // MARK: Conflicts

  /// Each pair of phrases that end at the same place before the same token, as a sentence.
  func conflicts() -> [String] {
    let ahead = lookaheads()
    var found: Set<String> = []
    for state in states.indices {
      let ended = states[state].indices.filter { next(states[state][$0]) == nil }
      for (position, one) in ended.enumerated() {
        for other in ended[(position + 1)...] {
          for token in ahead[state][one].intersection(ahead[state][other]) {
            let heads = [one, other].map { names[productions[states[state][$0].production].head] }
              .sorted()
            found.insert(
              "\(heads[0]) or \(heads[1]) before \(token < names.count ? names[token] : "the end")")
          }
        }
      }
    }
    return found.sorted()
  }

  /// For each kernel item of each state the tokens that may follow its production there.
  private func lookaheads() -> [[Set<Int>]] {
    let end = names.count
    var ahead = states.map { $0.map { _ in Set<Int>() } }
    for index in ahead[0].indices { ahead[0][index] = [end] }
    var places: [[Item: Int]] = states.map { items in
      Dictionary(uniqueKeysWithValues: items.enumerated().map { ($1, $0) })
    }
    places[0] = Dictionary(uniqueKeysWithValues: states[0].enumerated().map { ($1, $0) })
    var queue = [0]
    var isQueued = Set(queue)
    while let state = queue.popLast() {
      isQueued.remove(state)
      for (item, tokens) in followed(state, ahead[state]) {
        guard let symbol = next(item), let target = moves[state][symbol],
          let place = places[target][Item(production: item.production, dot: item.dot + 1)]
        else { continue }
        if !tokens.isSubset(of: ahead[target][place]) {
          ahead[target][place].formUnion(tokens)
          if isQueued.insert(target).inserted { queue.append(target) }
        }
      }
    }
    return ahead
  }

  /// The items of a state's closure, each with the tokens that may follow it.
  private func followed(_ state: Int, _ ahead: [Set<Int>]) -> [Item: Set<Int>] {
    var tokens = Dictionary(uniqueKeysWithValues: zip(states[state], ahead))
    var queue = states[state]
    while let item = queue.popLast() {
      guard let symbol = next(item), let inner = productionsOf[symbol] else { continue }
      let (begun, isEmpty) = first(of: productions[item.production].body[(item.dot + 1)...])
      let following = isEmpty ? begun.union(tokens[item] ?? []) : begun
      for production in inner {
        let begin = Item(production: production, dot: 0)
        if tokens[begin].map({ !following.isSubset(of: $0) }) ?? true {
          tokens[begin, default: []].formUnion(following)
          queue.append(begin)
        }
      }
    }
    return tokens
  }
}
