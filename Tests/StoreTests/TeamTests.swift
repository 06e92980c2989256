import Findings
import Testing

@testable import Store

@Suite("The team of a failure")
struct TeamTests {
  /// A resource with tags; nil: none were printed.
  private func tagged(_ state: ResourceState, _ tags: String?) -> ResourceState {
    var state = state
    if let tags { state.aspects.append((name: "tags", body: tags)) }
    return state
  }

  /// `orders 1`: how many failures each team has.
  private func teams(
    _ states: [ResourceState], _ found: [FoundFinding], tag: String? = "Owner"
  ) throws -> [String] {
    let nights = try Nights()
    try nights.night(
      states,
      CheckOutcome(
        checkID: CheckOutcome.id, revision: "1", manifest: "{}", source: "bundled",
        result: ReportedCheck(status: .completed), findings: found, passed: []))
    var question = TrendQuestion.year(of: "2026-01-01T12:00:00Z", by: .team)
    question.teamTag = tag
    return try nights.store.trend(question).series
      .map { "\($0.name.isEmpty ? "-" : $0.name) \($0.summary.open)" }.sorted()
  }

  @Test("is the tag of its subject")
  func subject() throws {
    let (a, b) = (ResourceState.machine("a"), ResourceState.machine("b"))
    let states = [
      tagged(a, #"{"Owner":"orders","owner":"other"}"#), tagged(b, #"{"owner":"other"}"#),
    ]
    #expect(try teams(states, [.found(a), .found(b)]) == ["- 1", "orders 1"])
    #expect(try teams(states, [.found(a), .found(b)], tag: "owner") == ["other 2"])
    #expect(try teams(states, [.found(a)], tag: #"a"b'c"#) == ["- 1"])
    #expect(try teams(states, [.found(a)], tag: nil) == ["- 1"])
  }

  @Test("is that of the latest revision of a task definition")
  func revisions() throws {
    let states = [
      tagged(.task("app:9"), #"{"Owner":"old"}"#), tagged(.task("app:10"), #"{"Owner":"new"}"#),
      tagged(.task("apple:11"), #"{"Owner":"apple"}"#),
    ]
    #expect(try teams(states, [.found(.task("app:9"))]) == ["new 1"])
  }

  @Test("is that of the first role in its evidence that has one, where the subject has none")
  func roles() throws {
    let machine = ResourceState.machine("m")
    let other = ResourceState.machine("n")
    let (caller, task) = (ResourceState.role("caller"), ResourceState.role("task"))
    let evidence = ["callerRole": caller.arn, "role": task.arn]
    func teams(_ ofCaller: String?, _ ofTask: String?) throws -> [String] {
      try self.teams(
        [machine, other, tagged(caller, ofCaller), tagged(task, ofTask)],
        [.found(machine, evidence: evidence), .found(other)])
    }
    #expect(try teams(#"{"Owner":"c"}"#, #"{"Owner":"t"}"#) == ["- 1", "c 1"])
    #expect(try teams(#"{"Name":"c"}"#, #"{"Owner":"t"}"#) == ["- 1", "t 1"])
    #expect(try teams(nil, nil) == ["- 2"])
  }

  @Test("is the last one that was read, also for what opened before")
  func later() throws {
    let nights = try Nights()
    let machine = ResourceState.machine("m")
    try nights.night([tagged(machine, #"{"Owner":"a"}"#)], .check(.found(machine)))
    try nights.night([tagged(machine, #"{"Owner":"b"}"#)], .check(.found(machine)))
    try nights.night([], also: [machine.scope], .check())
    var question = TrendQuestion.year(of: "2026-01-04T00:00:00Z", by: .team)
    question.teamTag = "Owner"
    let trend = try nights.store.trend(question)
    #expect(trend.series.map(\.name) == ["b"])
    #expect(trend.total.points.map(\.open) == [1, 1, 0, 0])
  }
}
