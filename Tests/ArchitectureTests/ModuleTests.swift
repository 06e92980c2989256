import Testing

@Suite("A module")
struct ModuleTests {
  @Test("imports only what the house allows it", arguments: Module.all)
  func imports(_ module: Module) {
    let files = Repository.files(in: module.folder, ".swift")
    #expect(!files.isEmpty)
    var offences: [String] = []
    for file in files {
      for line in Repository.lines(file) {
        guard let name = Self.imported(String(line)) else { continue }
        if !module.mayImport(name, in: file) { offences.append("\(file) imports \(name)") }
      }
    }
    #expect(offences.isEmpty)
  }

  @Test("stands in the table of modules")
  func allModules() {
    let folders = Repository.files(in: "Sources", ".swift").map { path in
      path.split(separator: "/").prefix(2).joined(separator: "/")
    }
    #expect(Set(folders).subtracting(Module.all.map(\.folder)).isEmpty)
  }

  @Test(
    "is named by an import, however that is written",
    arguments: [
      ("import JSON", "JSON"), ("  public import GRDB", "GRDB"), ("@testable import A", "A"),
      ("@_exported public import A", "A"), ("import struct Foundation.URL", "Foundation"),
      ("import Foundation.NSData", "Foundation"), ("// import A", nil), ("let import1 = 2", nil),
      ("/// An import reads", nil), ("import JSON  // why", "JSON"), ("#if canImport(Glibc)", nil),
      ("internal import class A.B", "A"),
    ] as [(String, String?)])
  func importLines(_ line: String, _ module: String?) {
    #expect(Self.imported(line) == module)
  }

  /// The module that a line imports.
  private static func imported(_ line: String) -> String? {
    guard line.contains("import ") else { return nil }
    let pattern =
      /^\s*(?:@\w+(?:\([^)]*\))?\s+)*(?:(?:public|package|internal|private|fileprivate)\s+)?import\s+(?:(?:typealias|struct|class|enum|protocol|let|var|func)\s+)?(\w+)/
    return line.firstMatch(of: pattern).map { String($0.1) }
  }
}
