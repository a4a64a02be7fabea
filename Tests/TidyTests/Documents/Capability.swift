import Foundation

/// A script that shows what a marketer can ask, beside the answer that it gives on the sample shop.
struct Capability {
  static let folder = "examples/capabilities"

  /// The numbers that are asked for: C001 to C101.
  static let all = (1...101).map(id)

  /// What waits for the models: proposing which customers are one and the same.
  static let ofModels: Set<String> = ["C018"]

  /// The file's name without its ending: `C036-C037-family`.
  let name: String

  var script: URL { Project.root.appendingPathComponent("\(Capability.folder)/\(name).kq") }
  var output: URL { Project.root.appendingPathComponent("\(Capability.folder)/\(name).txt") }

  /// The numbers that the name begins with.
  var ids: [String] { Capability.ids(of: name) }

  static func ids(of name: String) -> [String] {
    let parts = name.split(separator: Character("-"))
    return parts.prefix { $0.count == 4 && $0.first == "C" && $0.dropFirst().allSatisfy(\.isNumber) }.map(String.init)
  }

  static func names(endingIn ending: String) -> [String] {
    let files = try? FileManager.default.contentsOfDirectory(atPath: Project.root.appendingPathComponent(folder).path)
    return (files ?? []).filter { $0.hasSuffix(ending) }.map { String($0.dropLast(ending.count)) }.sorted()
  }

  private static func id(_ number: Int) -> String {
    let digits = String(number)
    return "C" + String(repeating: "0", count: 3 - digits.count) + digits
  }
}
