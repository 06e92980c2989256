import GRDB
import Testing

@testable import Store

@Suite("What an import does not show")
struct AbsenceTests {
  private let store: Store

  init() throws { store = try Store(.memory, .write(wait: 0), now: "2026-01-01T00:00:00Z") }

  @Test("is gone if its scope is complete, and begins again when it comes back")
  func complete() throws {
    try store.importing(.machine("a"), .machine("b"))
    try store.importing(.machine("a"))
    try store.importing(.machine("a"), .machine("b"))
    #expect(
      try store.lives() == [
        #"a definition {"d":1} 1-"#, #"b definition {"d":1} 1-2"#, #"b definition {"d":1} 3-"#,
      ])
    #expect(try store.unread(2).isEmpty)
  }

  @Test("is unread if its scope is incomplete")
  func incomplete() throws {
    try store.importing(.machine("a"), .machine("b"))
    try store.importing(.machine("a"), incomplete: ["state-machine"])
    try store.importing(.machine("a"), incomplete: ["state-machine"])
    #expect(try store.lives() == [#"a definition {"d":1} 1-"#, #"b definition {"d":1} 1-"#])
    #expect(try store.unread(2) == ["b"])
    #expect(try store.unread(3) == ["b"])
  }

  @Test("is unread if it was only listed")
  func listed() throws {
    try store.importing(.machine("a"), .machine("b"))
    try store.importing(
      .machine("a"), .machine("b", definition: nil), incomplete: ["state-machine"])
    #expect(try store.lives() == [#"a definition {"d":1} 1-"#, #"b definition {"d":1} 1-"#])
    #expect(try store.unread(2) == ["b"])
  }

  @Test("is as it was if its kind, region or account is no part of the import")
  func elsewhere() throws {
    try store.importing(.machine("a"), .role("a"), .machine("a", account: "444455556666"))
    let before = try store.lives()
    try store.importing(.task("app:1"))
    try store.importing(.role("a", account: "444455556666"))
    let after = try store.lives()
    #expect(before.allSatisfy(after.contains))
    #expect(try store.count("unread") == 0)
  }

  @Test("is gone with all of its kind when a complete list is empty")
  func emptyList() throws {
    try store.importing(.machine("a"))
    try store.importing([], also: [ResourceState.machine("a").scope])
    #expect(try store.lives() == [#"a definition {"d":1} 1-2"#])
  }

  @Test(
    "of an organization is gone or unread as the organization's coverage says",
    arguments: [true, false])
  func organization(isComplete: Bool) throws {
    func policy(_ id: String) -> ResourceState {
      ResourceState(
        kind: "organization-policy", arn: "arn:aws:organizations::1:policy/o-1/\(id)",
        account: ResourceState.ownAccount, region: "", aspects: [(name: "content", body: "{}")])
    }
    let scope = StoreScope(account: ResourceState.ownAccount, region: "", kind: "organization")
    func record(_ policies: [ResourceState], complete: Bool) throws {
      try store.recordImport(at: "2026-01-01T00:00:00Z", tool: "test") { recorder in
        for policy in policies { try recorder.record(policy) }
        try recorder.finish(
          coverage: [ScopeCoverage(scope: scope, complete: complete, count: policies.count)],
          files: 1, notes: "[]")
      }
    }
    try record([policy("p-1"), policy("p-2")], complete: true)
    try record([policy("p-1")], complete: isComplete)
    let ended = try store.lives().filter { !$0.hasSuffix("-") }
    #expect(ended == (isComplete ? ["policy/o-1/p-2 content {} 1-2"] : []))
    #expect(try store.unread(2) == (isComplete ? [] : ["policy/o-1/p-2"]))
  }
}
