import Foundation
import JSON
import StatesLanguage
import Testing

@Suite("The definitions of an exported account")
struct ExportedDefinitionsTests {
  @Test("hold every call site that a finding names")
  func callSites() throws {
    guard let fixtures else {
      print("skipped: there is no ../shared/fixtures/account-a")
      return
    }
    var locators: [String: Set<String>] = [:]
    var notes: [String] = []
    for file in try exportedStateMachines(below: fixtures.appending(path: "account-a")) {
      let export = try JSONDocument(Array(Data(contentsOf: file))).root
      let machine = try #require(export["stateMachineArn"]?.string)
      let text = try #require(export["definition"]?.string)
      let definition = try StateMachineDefinition(JSONDocument(text: text).root)
      notes += definition.notes.map { "\(file.lastPathComponent) \($0)" }
      let starting = definition.taskStates.filter { $0.integration?.startsTasks ?? false }
      locators[machine] = Set(starting.map(\.locator))
    }
    let expected = try JSONDocument(
      Array(Data(contentsOf: fixtures.appending(path: "expected.json")))
    ).root
    let missing = try #require(expected["findings"]).elements.compactMap { finding -> String? in
      guard let resource = finding["resource"]?.string, resource.contains(":stateMachine:"),
        let locator = finding["locator"]?.string
      else { return nil }
      return locators[resource]?.contains(locator) ?? false ? nil : "\(resource) \(locator)"
    }
    #expect(locators.count > 80)
    #expect(missing == [])
    #expect(notes == [])
  }
}

/// The fixtures beside the repository; nil where they are not.
private let fixtures: URL? = {
  let tests = URL(filePath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
  let fixtures = tests.appending(path: "../../../shared/fixtures").standardizedFileURL
  let account = fixtures.appending(path: "account-a").path(percentEncoded: false)
  return FileManager.default.fileExists(atPath: account) ? fixtures : nil
}()

private func exportedStateMachines(below folder: URL) throws -> [URL] {
  let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
  var found: [URL] = []
  while let file = files?.nextObject() as? URL {
    if file.deletingLastPathComponent().lastPathComponent == "describe-state-machine",
      file.pathExtension == "json"
    {
      found.append(file)
    }
  }
  return found
}
