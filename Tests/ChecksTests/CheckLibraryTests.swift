import Checks
import Findings
import JSON
import Testing

/// A folder that is not as it should be, and what is said about it.
struct BrokenFolder: CustomTestStringConvertible, Sendable {
  var testDescription: String
  var files: [String: String]
  var place: String
  var words: String

  init(
    _ name: String, _ place: String, _ words: String, _ change: (inout CheckFolder) -> Void
  ) {
    var folder = CheckFolder()
    change(&folder)
    testDescription = name
    files = folder.files
    self.place = place
    self.words = words
  }

  static let manifest = "sample/check/check.json"

  static let all = [
    BrokenFolder("no query", "sample/check/findings.sql", "needs this file") {
      $0.instead["sample/check/findings.sql"] = ""
    },
    BrokenFolder("no manifest", manifest, "needs this file") { $0.instead[manifest] = "" },
    BrokenFolder("no module", "sample/module.json", "needs this file") {
      $0.instead["sample/module.json"] = ""
    },
    BrokenFolder("a module that is not JSON", "sample/module.json", "line 2") {
      $0.instead["sample/module.json"] = "{\n]"
    },
    BrokenFolder("a module without a description", "sample/module.json /description", "languages") {
      $0.instead["sample/module.json"] = #"{"title": {"en": "a", "ja": "b"}}"#
    },
    BrokenFolder("a manifest that is not JSON", manifest, "line 2") {
      $0.instead[manifest] = "{\n"
    },
    BrokenFolder("a manifest that is a list", manifest, "object") { $0.instead[manifest] = "[]" },
    BrokenFolder("a title in one language", manifest + " /title", "languages") {
      $0.title = #"{"en": "It is well"}"#
    },
    BrokenFolder("a title in three languages", manifest + " /title", "languages") {
      $0.title = #"{"en": "a", "ja": "b", "de": "c"}"#
    },
    BrokenFolder(
      "an unknown severity", manifest + " /severity", "critical, high, medium, low, info"
    ) {
      $0.severity = #""fatal""#
    },
    BrokenFolder("an unknown member", manifest, "sevrity") { $0.members = #""sevrity": "low","# },
    BrokenFolder("a parameter without a default", manifest + " /parameters/days", "default") {
      $0.members = #""parameters": {"days": {}},"#
    },
    BrokenFolder("no codes", manifest + " /codes", "at least one") { $0.codes = "{}" },
    BrokenFolder("a code without a message", manifest + " /codes/sample.bad/message", "languages") {
      $0.codes = #"{"sample.bad": {"remediation": {"en": "a", "ja": "b"}}}"#
    },
    BrokenFolder("a code with an unknown member", manifest + " /codes/sample.bad", "hint") {
      $0.codes = #"{"sample.bad": \#(CheckFolder.code("a", more: #", "hint": 1"#))}"#
    },
    BrokenFolder("a code of unknown severity", manifest + " /codes/sample.bad/severity", "low") {
      $0.codes = #"{"sample.bad": \#(CheckFolder.code("a", more: #", "severity": 1"#))}"#
    },
    BrokenFolder("a case that is not JSON", "sample/check/cases/a.json", "line 1") {
      $0.cases["a"] = "nothing"
    },
    BrokenFolder("a case that expects nothing, not even []", "sample/check/cases/a.json", "expect")
    {
      $0.cases["a"] = #"{"given": {}}"#
    },
    BrokenFolder("a case with half a row", "sample/check/cases/a.json", "subject, code and verdict")
    {
      $0.cases["a"] = #"{"expect": [{"subject": "s", "code": "c"}]}"#
    },
    BrokenFolder("a case with an unknown verdict", "sample/check/cases/a.json", "verdict") {
      $0.cases["a"] = #"{"expect": [{"subject": "s", "code": "c", "verdict": "bad"}]}"#
    },
    BrokenFolder("a case that extends nothing", "sample/check/cases/a.json", "other") {
      $0.cases["a"] = #"{"extends": "other", "expect": []}"#
    },
    BrokenFolder("cases in a ring", "sample/check/cases/a.json", "ring") {
      $0.cases["a"] = #"{"extends": "b", "expect": []}"#
      $0.cases["b"] = #"{"extends": "a", "expect": []}"#
    },
  ]
}

@Suite("A folder of checks")
struct CheckLibraryTests {
  @Test("says what is wrong with it and where", arguments: BrokenFolder.all)
  func broken(_ folder: BrokenFolder) {
    let error = #expect(throws: CheckError.self) {
      try CheckLibrary(files: folder.files, source: "test")
    }
    #expect(error?.place == folder.place)
    #expect(error?.reason.contains(folder.words) == true, "\(error?.reason ?? "")")
  }

  @Test("gives modules and checks in the order of their ids, which are their paths")
  func order() throws {
    var files = CheckFolder(id: "sample/b").files
    files.merge(CheckFolder(id: "sample/a").files) { a, _ in a }
    files.merge(CheckFolder(id: "other/z").files) { a, _ in a }
    files["other/module.json"] = files["sample/module.json"]
    files["README.md"] = "nothing to do with it"
    let library = try CheckLibrary(files: files, source: "test")
    #expect(library.modules.map(\.id) == ["other", "sample"])
    #expect(library.checks.map(\.id) == ["other/z", "sample/a", "sample/b"])
    #expect(library.checks.map(\.module) == ["other", "sample", "sample"])
    #expect(library.modules[1].title["ja"] == "見本")
    #expect(library.checks[0].manifest.title["en"] == "It is well")
    #expect(library.checks[0].readme == "# It is well\n")
  }

  @Test("gives a check a revision that changes with query and manifest, and with nothing else")
  func revision() throws {
    func revision(_ change: (inout CheckFolder) -> Void) throws -> String? {
      var folder = CheckFolder()
      change(&folder)
      return try folder.library().checks.first?.revision
    }
    let plain = try revision { _ in }
    #expect(plain?.count == 32)
    #expect(try revision { $0.id = "sample/other" } == plain)
    #expect(try revision { $0.members = "\n\n" } == plain)
    #expect(try revision { $0.sql += " " } != plain)
    #expect(try revision { $0.severity = #""low""# } != plain)
  }

  @Test("keeps defaults of parameters, former ids and references")
  func manifest() throws {
    var folder = CheckFolder()
    folder.members = """
      "parameters": {"days": {"default": 7}, "names": {"default": ["a"]}}, "was": ["sample/old"],
      "references": ["https://example.com"],
      """
    let manifest = try #require(try folder.library().checks.first?.manifest)
    #expect(manifest.parameters == ["days": 7, "names": ["a"]])
    #expect(manifest.was == ["sample/old"])
    #expect(manifest.references == ["https://example.com"])
    #expect(manifest.severity == .critical)
  }
}
