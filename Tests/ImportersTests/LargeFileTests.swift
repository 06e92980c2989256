import JSON
import Testing

@testable import Importers

/// How much of a text is read at a time.
struct Grain: CustomTestStringConvertible {
  var page: Int
  var window: Int
  var testDescription: String { "pages of \(page), windows of \(window) bytes" }
}

@Suite("A file that is read page by page")
struct LargeFileTests {
  static let grains = [1, 7, 100, 1000].flatMap { page in
    [1, 2, 3, 5, 16, 64, 1000].map { Grain(page: page, window: $0) }
  }

  /// Roles whose texts hold what a careless scanner trips over.
  private static var details: String {
    let names = [
      #"quote \" bracket ] brace } comma ,"#, #"backslash \\"#, #"\\\" ]}"#,
      #"ünï ☃ 😀 \ud83d\ude00"#, "",
      #"[{"nested": "no"}]"#.replacing("\"", with: "\\\""),
    ]
    let roles = names.enumerated().map { i, name in
      Small.role(
        "r\(i)",
        ",\n  \"Description\": \"\(name)\", \"AttachedManagedPolicies\": [], \"RolePolicyList\": [{\"PolicyName\": \"\(name)\", "
          + "\"PolicyDocument\": {\"a\": [1, {\"b\": []}], \"\(name)\": -1.5e3}}]")
    }
    return """
      {
        "UserDetailList": [], "GroupDetailList"  :  [ ] ,
        "RoleDetailList": [
          \(roles.joined(separator: " ,\n"))
        ],
        "Policies": [{"Arn": "\(Small.arn("iam", "policy/p"))", "DefaultVersionId": "v1",
          "PolicyVersionList": [{"VersionId": "v1", "Document": {}}]}],
        "IsTruncated": true, "Marker": "x"
      }

      """
  }

  private func read(_ text: String, _ grain: Grain?) throws -> Reading {
    var sizes = ExportReader.Sizes()
    if let grain {
      sizes.whole = 0
      sizes.page = grain.page
      sizes.window = grain.window
      sizes.pages = 3
    }
    return try Reading(
      ExportReader([.texts(name: "", files: ["x.json": text])], strict: false, sizes: sizes))
  }

  @Test("gives what it gives when it is read whole", arguments: grains)
  func same(_ grain: Grain) throws {
    for text in [Self.details, "\u{FEFF}" + Self.details.replacing("\n", with: " ")] {
      let whole = try read(text, nil)
      let split = try read(text, grain)
      #expect(whole.readings.count == 7)
      #expect(split.readings == whole.readings)
      #expect(split.summary.notes == whole.summary.notes)
      #expect(split.summary.coverage == whole.summary.coverage)
      #expect(whole.coverage(.role)?.why == "the list was cut off (NextToken)")
    }
  }

  @Test("tells lines and pointers of the whole file", arguments: grains)
  func places(_ grain: Grain) throws {
    let good = Small.role("a").replacing("\n", with: " ")
    let text = "{\"Roles\": [\n\(good),\n\(good),\n{\"RoleName\": \"x\"},\n\(good)\n]}"
    let note = try #require(try read(text, grain).errors.first)
    #expect(note.line == 4)
    #expect(note.pointer == "/Roles/2")
  }

  @Test("stops where it is damaged, and says where", arguments: grains)
  func damaged(_ grain: Grain) throws {
    let good = Small.role("a").replacing("\n", with: " ")
    for bad in ["tru", "{\"a\": 1 2}", "[1", "{\"a\": \"", "", "1 2"] {
      let text = "{\"Roles\": [\n\(good),\n\(good),\n\(bad),\n\(good)\n], \"Marker\": null}"
      let whole = #expect(throws: ImportError.self) { try read(text, nil) }
      #expect(whole != nil)
      let split: Reading
      do { split = try read(text, grain) } catch { continue }
      #expect(!split.errors.isEmpty)
      #expect(split.errors.first?.line ?? 0 >= 4)
      #expect(split.coverage(.role)?.complete == false)
    }
  }

  @Test("may hold several outputs, or a list of them, or nothing known", arguments: grains)
  func several(_ grain: Grain) throws {
    let one = #"{"Roles": [\#(Small.role("a"))]}"#
    let two = #"{"clusterArns": ["\#(Small.arn("ecs", "cluster/a"))"], "nextToken": null}"#
    for text in ["\(one)\n\(two)\n", "[\(one), \(two)]"] {
      let split = try read(text, grain)
      #expect(split.readings == (try read(text, nil)).readings)
      #expect(split.arns(.role).count == 1)
      #expect(split.arns(.cluster).count == 1)
    }
    #expect(throws: ImportError.nothingRecognised(paths: [""])) {
      try read(#"{"planted": [{"a": 1}, {"b": 2}], "x": 1}"#, grain)
    }
  }
}
