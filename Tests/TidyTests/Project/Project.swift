import Foundation

/// The checkout that these tests were built from.
enum Project {
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// Every text file of the project, sorted by path: what is built, fetched or kept by version control is left out.
  static let files: [ProjectFile] = paths.compactMap { path in
    guard let data = try? Data(contentsOf: root.appendingPathComponent(path)),
      let text = String(validating: data, as: UTF8.self)
    else { return nil }
    return ProjectFile(path: path, text: text)
  }

  static let paths: [String] = {
    let entries = (try? FileManager.default.contentsOfDirectory(atPath: root.path)) ?? []
    let kept = entries.filter { $0 != ".git" && !$0.hasPrefix(".build") && $0 != "Package.resolved" }
    return kept.flatMap(pathsBelow).sorted()
  }()

  /// The paths of the files at or below an entry of the top level.
  private static func pathsBelow(_ entry: String) -> [String] {
    guard !isRegularFile(entry) else { return [entry] }
    let below = FileManager.default.enumerator(atPath: root.appendingPathComponent(entry).path)
    let names = below?.compactMap { $0 as? String } ?? []
    return names.map { entry + "/" + $0 }.filter { isRegularFile($0) }
  }

  private static func isRegularFile(_ path: String) -> Bool {
    let attributes = try? FileManager.default.attributesOfItem(atPath: root.appendingPathComponent(path).path)
    return attributes?[.type] as? FileAttributeType == .typeRegular
  }

  static func exists(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: root.appendingPathComponent(path).path)
  }
}
