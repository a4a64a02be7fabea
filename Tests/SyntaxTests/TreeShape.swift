import Diagnostics
import Syntax

/// A tree as text without its places: what two readings of the same query share.
func shape(_ value: Any) -> String {
  if value is Span { return "" }
  if let text = value as? String { return text.debugDescription }
  let mirror = Mirror(reflecting: value)
  let type = "\(Swift.type(of: value))"
  if mirror.children.isEmpty { return "\(type) \(value)" }
  if mirror.displayStyle == .optional, let inner = mirror.children.first { return shape(inner.value) }
  let children = mirror.children.map { "\($0.label ?? "") \(shape($0.value))" }.joined(separator: ", ")
  return "\(type)(\(children))"
}
