import Findings
import Foundation
import GRDB
import TestSupport
import Testing

@testable import Store

@Suite("A store that is pruned")
struct PruningTests {
  private let role = ResourceState.role("a")
  private let machine = ResourceState.machine("m")

  /// A store that is pruned now and then, and its twin that never is.
  private final class Twins {
    let whole = try? Nights()
    let pruned = try? Nights()
    /// The findings that were forgotten, by fingerprint, each with the first run that stayed.
    var forgotten: [String: Int64] = [:]

    func live(_ night: RandomNight) throws {
      try #require(whole).live(night)
      try #require(pruned).live(night)
    }

    func prune(before night: Int) throws -> Pruned {
      let result = try #require(pruned).store.prune(before: Nights.day(night))
      let oldest = try #require(result.oldestRun)
      let gone = try #require(whole).store.writer.read {
        try String.fetchAll(
          $0,
          sql: """
            SELECT fingerprint FROM finding f WHERE NOT EXISTS (SELECT * FROM finding_interval i
              WHERE i.finding = f.id AND (i.to_run IS NULL OR i.to_run >= ?))
            """, arguments: [oldest])
      }
      for fingerprint in gone { forgotten[fingerprint] = oldest }
      return result
    }

    /// All that the twins tell of a run: first what the whole one should tell if it had forgotten what the other has.
    func lines(_ index: Int) throws -> (expected: [String], told: [String]) {
      let (whole, pruned) = (try #require(whole), try #require(pruned))
      return (
        try lines(of: whole, index) { finding in
          guard let first = try self.reappearance(of: finding.identity.fingerprint) else { return }
          finding.firstSeen = Nights.day(Int(first))
          if first == index + 1, finding.status == .reopened { finding.status = .new }
        }, try lines(of: pruned, index) { _ in }
      )
    }

    private func reappearance(of fingerprint: String) throws -> Int64? {
      guard let since = forgotten[fingerprint] else { return nil }
      return try #require(whole).store.writer.read {
        try Int64.fetchOne(
          $0,
          sql: """
            SELECT min(from_run) FROM finding_interval i JOIN finding f ON f.id = i.finding
            WHERE fingerprint = ? AND from_run >= ?
            """, arguments: [fingerprint, since])
      }
    }

    private func lines(
      of nights: Nights, _ index: Int, _ change: (inout RecordedFinding) throws -> Void
    ) throws -> [String] {
      let run = nights.runs[index]
      let manifests = try nights.store.manifests()
      var lines = try nights.store.findings(at: run).map { finding in
        var finding = finding
        try change(&finding)
        let manifest = manifests[finding.manifest] ?? "no manifest"
        // The numbers of causes are of one reading.
        let causes = finding.causes.map { cause in
          var cause = cause
          cause.number = 0
          return cause
        }
        return
          "\(finding.identity) \(finding.state) \(finding.status) \(manifest) \(finding.firstSeen) \(finding.lastSeen) \(causes)"
      }.sorted()
      let before = try nights.store.run(before: run)
      lines.append("against \(before?.number ?? 0) \(before?.started ?? "")")
      for run in [run, before].compactMap({ $0 }) {
        lines += try nights.store.coverage(of: run).map { "\($0)" }
      }
      lines += try nights.store.results(of: run).map { "\($0)" }.sorted()
      return lines
    }
  }

  private func dump(_ store: Store) throws -> [String] {
    try store.writer.read { db in
      let tables = try String.fetchAll(
        db, sql: "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
      return try tables.flatMap { table in
        try Row.fetchAll(db, sql: "SELECT * FROM \(table)").map { "\(table) \($0)" }
      }
    }
  }

  @Test(
    "tells of every run that it kept, and of all to come, what one tells that never was",
    arguments: 1...6)
  func twins(_ seed: UInt64) throws {
    var numbers = SeededNumbers(seed: seed)
    let twins = Twins()
    var oldest = 1
    for count in 1...40 {
      try twins.live(RandomNight(&numbers))
      let latest = try twins.lines(count - 1)
      #expect(latest.told == latest.expected, "run \(count)")
      guard numbers.once(in: 4) else { continue }
      let night = Int.random(in: oldest...count + 1, using: &numbers)
      let store = try #require(twins.pruned).store
      let before = try dump(store)
      let rehearsed = try store.prune(before: Nights.day(night), isRehearsal: true)
      #expect(try dump(store) == before)
      var pruned = try twins.prune(before: night)
      pruned.bytes = 0
      #expect(rehearsed == pruned)
      #expect(try store.problems() == [])
      oldest = Int(try #require(pruned.oldestRun))
      #expect(oldest == min(night, count))
      for run in oldest...count {
        let lines = try twins.lines(run - 1)
        #expect(lines.told == lines.expected, "run \(run) of \(count), pruned before \(night)")
      }
      let after = try dump(store)
      #expect(try store.prune(before: Nights.day(night)).isEmpty)
      #expect(try dump(store) == after)
    }
  }

  @Test("leaves it to be known what an older inventory did not show")
  func unread() throws {
    let nights = try Nights()
    let (machine, role) = (ResourceState.machine("m"), ResourceState.role("caller", inline: [:]))
    try nights.night([machine, role], .check())
    try nights.night([role], incomplete: ["state-machine"], also: [machine.scope], .check())
    // Another account's, so that the words of the first stay the newest for a while.
    let other = ResourceState.machine("n", account: "444455556666")
    for _ in 3...4 { try nights.night([other], .check()) }
    try nights.night([machine, role], .check())
    func told(_ run: Int) throws -> [String] {
      let number = nights.runs[run - 1].importNumber
      let copy = try nights.store.inventory(
        of: PastImport(number: number, at: Nights.day(run)), now: Nights.day(9))
      return try copy.currentCoverage().map { "\($0.scope) \($0.complete)" }
        + [try copy.inventoryState()]
    }
    let before = try (3...5).map { try told($0).dropLast() }
    let states = try (3...5).map { run in
      try nights.store.scopesLeftOut(of: nights.runs[run - 1]).map { "\($0)" }
    }
    _ = try nights.store.prune(before: Nights.day(3))
    #expect(try (3...5).map { try told($0).dropLast() } == before)
    #expect(
      try (3...5).map { run in
        try nights.store.scopesLeftOut(of: nights.runs[run - 1]).map { "\($0)" }
      } == states)
    #expect(try nights.store.problems().isEmpty)
  }
}
