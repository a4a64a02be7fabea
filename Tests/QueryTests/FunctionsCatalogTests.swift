import Diagnostics
import Syntax
import Testing

@testable import Query

@Suite("What is said of functions")
struct FunctionsCatalogTests {
  private let written = Function.all.filter { !$0.example.isEmpty }

  @Test func namesAreUnique() {
    let names = Function.all.map { $0.name.lowercased() }
    #expect(Set(names).count == names.count)
    #expect(Set(names).isDisjoint(with: AggregateFunction.all.map { $0.name.lowercased() }))
    #expect(Set(names).isDisjoint(with: Quantile.names))
  }

  @Test func everyFunctionIsDocumentedInASentence() {
    for function in Function.all {
      #expect(function.doc.hasSuffix("."), "\(function.name): \(function.doc)")
      #expect(function.doc.first?.isUppercase ?? false || function.doc.first?.isNumber ?? false, "\(function.name)")
    }
  }

  @Test func everyExampleParsesAndNamesItsFunction() {
    for function in written {
      let (expression, diagnostics) = Parser.parseExpression(SourceText(function.example))
      #expect(expression != nil && diagnostics.isEmpty, "\(function.name): \(function.example)")
      if !function.isOperator { #expect(function.example.contains("\(function.name)("), "\(function.name)") }
    }
    #expect(written.count > 60)
  }

  @Test func onlyConversionsHaveNoExample() {
    let bare = Function.all.filter { $0.example.isEmpty }
    #expect(bare.allSatisfy { $0.isOperator && $0.name.contains(" as ") })
  }

  @Test func functionsThatMeasureUntilTodayTakeItLast() {
    for function in Function.all where function.needsToday {
      #expect(function.signatures.allSatisfy { $0.parameters.last == .type(.date) }, "\(function.name)")
    }
    #expect(Function.all.filter(\.needsToday).map(\.name) == ["age", "months", "days", "anniversary"])
  }
}
