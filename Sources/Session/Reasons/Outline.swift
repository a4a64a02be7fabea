import Diagnostics
import Query
import Syntax

/// A condition taken apart: what has to be asked of a row to say why it holds.
struct Outline {
  /// A value that decides: with its name, unless it is the only one and stands first.
  struct Operand {
    var label: String?
    var value: Expression
  }

  var text: String
  /// What is true or false.
  var condition: Expression
  var operands: [Operand] = []
  var parts: [Outline] = []
  /// The segment that the condition asks for; of another row, the reference that leads there.
  var segment: (name: Name, of: Expression?)?

  /// Everything to ask, parts included.
  var expressions: [Expression] { [condition] + operands.map(\.value) + parts.flatMap(\.expressions) }
}

/// Takes conditions apart: chains and `not` into their parts, measures that are conditions into what they say.
struct OutlineMaker {
  /// What a name without arguments stands for, where that is worth opening.
  let definition: (Expression) -> Definition?

  func outline(_ condition: Expression) -> Outline {
    switch condition.kind {
    case .chain(let op, let parts):
      return Outline(
        text: op == .and ? "all of" : "any of", condition: condition, parts: parts.map(outline))
    case .unary(.not, let operand, _):
      var inner = outline(operand)
      guard inner.parts.isEmpty, inner.segment == nil else {
        return Outline(text: "not", condition: condition, parts: [inner])
      }
      inner.text = Formatter.text(of: condition)
      inner.condition = condition
      return inner
    case .inSegment(let operand, let name, _):
      var outline = Outline(text: Formatter.text(of: condition), condition: condition, segment: (name, operand))
      if let operand { outline.operands = [Outline.Operand(value: operand)] }
      return outline
    default: return leaf(condition)
    }
  }

  private func leaf(_ condition: Expression) -> Outline {
    var leaf = Outline(text: Formatter.text(of: condition), condition: condition)
    if let definition = definition(condition) {
      let body = outline(definition.body)
      leaf.parts = body.parts.isEmpty || body.text != "all of" ? [body] : body.parts
    } else {
      leaf.operands = operands(of: condition)
    }
    return leaf
  }

  /// The sides of a comparison that are no plain constants; of rows that are looked for, how many there are.
  private func operands(of condition: Expression) -> [Outline.Operand] {
    switch condition.kind {
    case .binary(_, let left, let right, _):
      let sides = [left, right].filter { !$0.isConstant }
      let isPlain = sides.count == 1 && !left.isConstant
      return sides.map { Outline.Operand(label: isPlain ? nil : Formatter.text(of: $0), value: $0) }
    case .inFile(let operand, _, _, _), .inList(let operand, _, _), .inRange(let operand, _, _),
      .has(let operand, _, _), .isMissing(let operand, _):
      return operand.isConstant ? [] : [Outline.Operand(value: operand)]
    case .call(let call):
      guard let name = call.callee.dottedName, name.count == 1, ["any", "no"].contains(name[0].text.lowercased())
      else { return [] }
      var count = call
      count.callee = Expression(.name(Name("count", at: name[0].span)), at: name[0].span)
      return [Outline.Operand(label: "count", value: Expression(.call(count), at: condition.span))]
    default: return []
    }
  }
}

extension Expression {
  /// The same for every row, as far as can be seen: no name is in it.
  var isConstant: Bool {
    switch kind {
    case .literal, .parameter: true
    case .name, .member: false
    case .call(let call): call.arguments.allSatisfy(\.isConstant) && call.filter == nil && !call.arguments.isEmpty
    default: children.allSatisfy(\.isConstant)
    }
  }
}
