import Columns

/// All conditions hold. Stops at the first that leaves no row.
struct AndNode: ConditionNode {
  let parts: [Node]

  func condition(_ block: Block) throws -> Bitmap {
    var result = try parts[0].condition(block)
    for part in parts.dropFirst() {
      if result.isEmpty { return result }
      try block.run.checkCancelled()
      result = result.and(try part.condition(block))
    }
    return result
  }
}

/// One of the conditions holds. Stops when every row has one.
struct OrNode: ConditionNode {
  let parts: [Node]

  func condition(_ block: Block) throws -> Bitmap {
    var result = try parts[0].condition(block)
    for part in parts.dropFirst() {
      if result.allSet { return result }
      try block.run.checkCancelled()
      result = result.or(try part.condition(block))
    }
    return result
  }
}

struct NotNode: ConditionNode {
  let part: Node

  func condition(_ block: Block) throws -> Bitmap { try part.condition(block).inverted }
}

struct IsKnownNode: ConditionNode {
  let value: Node

  func condition(_ block: Block) throws -> Bitmap {
    try value.vector(block).known ?? Bitmap(repeating: true, count: block.count)
  }
}

/// `if(condition, a, b)`; without b, missing where the condition does not hold.
struct ChooseNode: Node {
  let test: Node
  let yes: Node
  let no: Node

  func vector(_ block: Block) throws -> Vector {
    Choosing.choose(try test.condition(block), try yes.vector(block), try no.vector(block))
  }
}

struct OtherwiseNode: Node {
  let value: Node
  let fallback: Node

  func vector(_ block: Block) throws -> Vector {
    let first = try value.vector(block)
    guard first.known != nil else { return first }
    return Choosing.otherwise(first, try fallback.vector(block))
  }
}
