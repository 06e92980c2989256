import Audit
import BundledChecks
import Checks
import Findings
import Importers
import JSON
import Reports
import Store
import Testing

@Suite("An audit as of another time")
struct AsOfTests {
  /// Exports of some nights, one after the other: changes, another account, and exports that do not show all.
  private static let exports: [SmallAccount] = {
    let sound = SmallAccount()
    let broken = SmallAccount(policy: SmallAccount.passing("other-*"))
    var fewer = broken
    fewer.machines = ["weekly"]
    var cut = broken
    cut.isListCut = true
    cut.machines = ["nightly"]
    var other = broken
    other.account = "444455556666"
    var listed = sound
    listed.machines = ["weekly"]
    listed.onlyListed = ["nightly"]
    return [broken, sound, fewer, cut, other, listed]
  }()

  private func auditor(_ store: Store) throws -> Auditor {
    let library = try CheckLibrary(files: BundledChecks.files, source: "test", withCases: false)
    return Auditor(store, library, now: "2026-03-01T00:00:00Z", tool: "rolecall test")
  }

  private func store(importing exports: some Sequence<SmallAccount>) throws -> Store {
    let store = try Store(.memory, .write(wait: 0), now: Nights.day(0))
    for (night, account) in exports.enumerated() {
      let auditor = Auditor(
        store, try CheckLibrary(files: [:], source: "test"), now: Nights.day(night + 1),
        tool: "rolecall test")
      _ = try auditor.importExports([account.source])
    }
    return store
  }

  @Test("is an audit made then, with the checks of now")
  func equal() throws {
    let whole = try store(importing: Self.exports)
    for night in 1...Self.exports.count {
      let past = try whole.pastImport(upTo: Nights.day(night))
      #expect(past.number == night && past.at == Nights.day(night))
      let copy = try whole.inventory(of: past, now: Nights.day(20))
      // Of what was gone by then, only the names are copied.
      #expect(try copy.problems().filter { !$0.hasSuffix("resources have no version") }.isEmpty)
      var report = try auditor(copy).audit(nil, asOf: past).report
      let first =
        "the inventory is as import \(night) read it at \(past.at); the checks are today's"
      #expect(report.run.assumptions.first == first)
      #expect(report.against == nil && report.asOf == past.at)
      report.run.assumptions.removeFirst()
      let then = try store(importing: Self.exports.prefix(night))
      var expected = try auditor(then).audit(nil).report
      // What is compared with nothing is not new.
      for index in expected.findings.indices {
        #expect(expected.findings[index].status == .new)
        expected.findings[index].status = .open
      }
      #expect(JSONReport().render(report) == JSONReport().render(expected))
      #expect(try world(copy) == world(then))
    }
  }

  @Test("takes the last import until then")
  func times() throws {
    let store = try store(importing: Self.exports.prefix(3))
    #expect(try store.pastImport(upTo: "2026-02-02T23:59:59Z").number == 2)
    #expect(try store.pastImport(upTo: "2027-01-01T00:00:00Z").number == 3)
    let error = #expect(throws: StoreError.self) {
      try store.pastImport(upTo: "2026-01-31T23:59:59Z")
    }
    #expect(error?.description.contains("the first is import 1, at \(Nights.day(1))") == true)
  }

  private func world(_ store: Store) throws -> [[String]] {
    try Nights(store, checks: [:], night: 0).world()
  }
}
