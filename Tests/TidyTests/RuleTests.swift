import Foundation
import Testing

/// The rules of the house, held up to every file; and each rule held up to snippets that break it.
@Suite struct RuleTests {
  @Test func thereAreFilesToLookAt() {
    #expect(Project.files.count { $0.isSource && $0.isSwift } > 100)
    #expect(Project.files.contains { $0.path == "Sources/README.md" })
  }

  @Test(arguments: Rule.all) func everyFileKeeps(_ rule: Rule) {
    let violations = Project.files.flatMap(rule.check)
    #expect(violations.isEmpty, "\(rule.name):\n\(violations.map(\.description).joined(separator: "\n"))")
  }

  @Test(arguments: Rule.all) func noticesWhatBreaks(_ rule: Rule) {
    #expect(!rule.bad.isEmpty)
    for snippet in rule.bad {
      #expect(
        !rule.check(snippet).isEmpty, "\(rule.name): not noticed in \(snippet.path):\n\(snippet.text.prefix(200))")
    }
  }

  @Test(arguments: Rule.all) func acceptsWhatKeeps(_ rule: Rule) {
    for snippet in rule.good {
      let violations = rule.check(snippet).map(\.description).joined(separator: "\n")
      #expect(violations.isEmpty, "\(rule.name): \(violations)")
    }
  }

  @Test func theTopLevelHoldsNothingElse() throws {
    let allowed: Set = ["Package.swift", "Sources", "Tests", "grammar", "examples", "README.md"]
    #expect(Set(Project.paths.map(top).filter { !$0.hasPrefix(".") }) == allowed)
  }

  private func top(_ path: String) -> String { String(path.prefix { $0 != "/" }) }

  @Test func theMapNamesEveryRoomAndDependency() throws {
    let map = try #require(Project.files.first { $0.path == "Sources/README.md" }).text
    let rooms = Set(Project.files.compactMap(\.room))
    #expect(rooms.count >= Rule.allowedImports.count)
    for room in rooms { #expect(map.contains("`\(room)`"), "the map does not name \(room)") }
    let package = try #require(Project.files.first { $0.path == "Package.swift" }).text
    let dependencies = package.split(separator: "\"").filter { $0.hasPrefix("https:") }
    #expect(!dependencies.isEmpty)
    for address in dependencies {
      let name = address.split(separator: "/").last ?? ""
      #expect(map.contains("| \(name) |"), "the map does not say why \(name) is needed")
    }
  }

  @Test func noUnsafePlaceIsListedInVain() {
    for place in Rule.unsafePlaces.keys {
      let files = Project.files.filter { $0.path.hasPrefix(place) }
      let isUsed = files.contains { file in file.tokens.contains { Rule.isUnsafe($0.text) } }
      #expect(isUsed, "\(place) uses nothing unsafe: take it off the list")
    }
  }

  @Test func noFileIsAllowedTheSystemInVain() {
    for path in Rule.systemElsewhere.keys {
      let file = Project.files.first { $0.path == path }
      let modules = Rule.importedModules(file?.tokens ?? []).map(\.text)
      #expect(!Rule.systemLibraries.isDisjoint(with: modules), "\(path) does not need the list any more")
    }
  }

  @Test func noRoomImportsInACircle() {
    for room in Rule.allowedImports.keys {
      var reached: Set<String> = []
      var next = Rule.allowedImports[room] ?? []
      while !next.isEmpty {
        reached.formUnion(next)
        next = Set(next.flatMap { Rule.allowedImports[$0] ?? [] }).subtracting(reached)
      }
      #expect(!reached.contains(room), "\(room) imports itself by a detour")
    }
  }
}
