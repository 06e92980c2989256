import JSON
import Testing

/// A name as it is written, and what it must be found to be.
struct NameCase: CustomTestStringConvertible {
  var testDescription: String { name }
  var name: String
  var isExact = false
  var isLike = false
  var isReference = false

  init(
    _ name: String, isExact: Bool = false, isLike: Bool = false, isReference: Bool = false
  ) {
    self.name = name
    self.isExact = isExact
    self.isLike = isLike
    self.isReference = isReference
  }
}

@Suite("The name of a member")
struct JSONNameTests {
  @Test(
    "is compared as bytes, with or without the case of its letters",
    arguments: [
      NameCase("Cluster", isExact: true, isLike: true), NameCase("cluster", isLike: true),
      NameCase("CLUSTER", isLike: true), NameCase(#"Clus\u0074er"#, isExact: true, isLike: true),
      NameCase("Clusters"), NameCase("luster"), NameCase(""), NameCase("\u{212A}luster"),
      NameCase("[LUSTER"), NameCase("Cluster.$", isLike: true, isReference: true),
      NameCase(#"cluster\u002E$"#, isLike: true, isReference: true),
      NameCase(".$", isReference: true), NameCase("$"),
    ])
  func compared(_ name: NameCase) throws {
    let root = try JSONDocument(text: #"{"\#(name.name)": 1}"#).root
    func keeps(_ judge: @escaping (JSONName) -> Bool) -> Bool {
      root.canonical(Judging(judge: judge), ()) != "{}"
    }
    func stem(_ name: JSONName) -> JSONName { name.endsLike(".$") ? name.dropLast(2) : name }
    let isExact = keeps { if case "Cluster" = $0 { true } else { false } }
    #expect(isExact == name.isExact)
    #expect(keeps { stem($0).isLike("cluster") } == name.isLike)
    #expect(keeps { stem($0).isLike(oneOf: ["group", "cluster"]) } == name.isLike)
    #expect(keeps { $0.endsLike(".$") } == name.isReference)
  }
}

/// Keeps the members that a function says yes to.
private struct Judging: CanonicalFilter {
  var judge: (JSONName) -> Bool

  func member(_ name: JSONName, _ value: JSONNode, in context: Void) -> CanonicalChoice<Void> {
    judge(name) ? .keep(()) : .drop
  }

  func element(_ value: JSONNode, in context: Void) -> CanonicalChoice<Void> { .keep(()) }

  func isSet(_ list: JSONNode, in context: Void) -> Bool { false }
}
