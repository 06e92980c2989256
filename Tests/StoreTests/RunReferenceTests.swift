import Findings
import Testing

@testable import Store

@Suite("A run that is named")
struct RunReferenceTests {
  private let nights: Nights
  private let machine = ResourceState.machine("m")
  private let elsewhere = ResourceState.machine("n", account: "444455556666")

  /// Runs 1, 3 and 5 are about one account, 2 and 4 about another.
  init() throws {
    nights = try Nights()
    for night in 1...5 {
      try nights.night([night % 2 == 1 ? machine : elsewhere], .check())
    }
  }

  @Test(
    "by a number, a word or a time is found",
    arguments: [
      (.number(2), 2), (.latest, 5), (.first, 1), (.previous, 3),
      (.upTo("2026-01-04T23:59:59Z"), 4), (.upTo("2026-01-04T00:00:00Z"), 4),
      (.upTo("2026-01-03T23:59:59Z"), 3), (.upTo("2027-01-01T00:00:00Z"), 5),
    ] as [(RunReference, Int64)])
  func found(_ reference: RunReference, _ number: Int64) throws {
    #expect(try nights.store.run(reference).number == number)
  }

  @Test(
    "to be compared with is one about the same",
    arguments: [
      (5, .previous, 3), (4, .previous, 2), (4, .first, 2), (4, .latest, 4), (1, .latest, 5),
      (5, .upTo("2026-01-04T23:59:59Z"), 3), (5, .number(1), 1), (1, .number(5), 5),
    ] as [(Int64, RunReference, Int64)])
  func compared(_ run: Int64, _ reference: RunReference, _ number: Int64) throws {
    let run = try nights.store.run(.number(run))
    #expect(try nights.store.runToCompare(with: run, reference).number == number)
  }

  @Test("by a day is the last of that day, though a clock went back later")
  func clockBack() throws {
    let store = nights.store
    let import1 = try #require(try store.latestImport())
    let late = try store.recordRun(
      importNumber: import1, started: "2025-12-01T00:00:00Z", tool: "test", configuration: "{}",
      remarks: "{}", scopes: [ScopeCoverage(scope: machine.scope, complete: true, count: 1)],
      outcomes: [])
    #expect(try store.run(.upTo("2026-01-03T23:59:59Z")).number == 3)
    #expect(try store.run(.upTo("2027-01-01T00:00:00Z")).number == late)
  }

  @Test("and is not there is refused, with what there is")
  func refused() throws {
    func error(_ run: Int64?, _ reference: RunReference) throws -> String {
      do throws(any Error) {
        if let run {
          _ = try nights.store.runToCompare(with: nights.store.run(.number(run)), reference)
        } else {
          _ = try nights.store.run(reference)
        }
        return ""
      } catch { return "\(error)" }
    }
    let night = "2025-12-31T23:59:59Z"
    #expect(try error(nil, .number(9)).contains("no run 9"))
    #expect(
      try error(nil, .upTo(night)).contains("the first is run 1, started at \(Nights.day(1))"))
    #expect(try error(4, .upTo("2026-01-01T23:59:59Z")).contains("is run 2, started at"))
    #expect(try error(4, .number(3)).contains("about nothing that run 4 was about"))
    #expect(try error(2, .previous).contains("no run before run 2"))
    #expect(throws: StoreError.self) { try Nights().store.run(.latest) }
  }
}
