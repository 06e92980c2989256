import Findings
import TestSupport

@testable import Store

/// One night of two accounts whose roles and state machines come, change and go, read completely or not.
struct RandomNight {
  var states: [ResourceState] = []
  var incomplete: Set<String> = []
  var tool = "test"
  var configuration = "{}"
  var outcome: CheckOutcome
  /// Whether it audits again what was imported before.
  var isWithoutImport: Bool

  init(_ numbers: inout SeededNumbers) {
    let other = "444455556666"
    let variant = { (numbers: inout SeededNumbers) in
      #"{"v":\#(Int.random(in: 0...2, using: &numbers))}"#
    }
    for name in ["a", "b", "c"] where !numbers.once(in: 6) {
      states.append(.role(name, inline: ["run": variant(&numbers)]))
    }
    for name in ["m", "n", "o"] where !numbers.once(in: 6) {
      states.append(.machine(name, definition: variant(&numbers)))
    }
    // The other account is exported once in a while only.
    if numbers.once(in: 5) {
      states += [
        .role("a", account: other), .machine("m", account: other, definition: variant(&numbers)),
      ]
    }
    for kind in ["role", "state-machine"] where numbers.once(in: 4) { incomplete.insert(kind) }
    if numbers.once(in: 8) { tool = "test 2" }
    if numbers.once(in: 8) { configuration = #"{"c":2}"# }
    isWithoutImport = numbers.once(in: 6)

    outcome = .check(
      revision: numbers.pick(["1", "2"]), manifest: numbers.pick([#"{"m":1}"#, #"{"m":2}"#]),
      status: numbers.once(in: 8) ? .failed : .completed)
    outcome.manifest = #"{"m":\#(outcome.revision)}"#
    for machine in states where machine.kind == "state-machine" {
      let role = ResourceState.role(numbers.pick(["a", "b", "c"]), account: machine.account)
      switch Int.random(in: 0..<6, using: &numbers) {
      case 0...2:
        outcome.findings.append(
          .found(
            machine, verdict: numbers.pick([.fail, .fail, .conditional, .unknown]),
            evidence: ["role": role.arn]))
      case 3...4: outcome.passed.insert(.of(machine))
      default: break
      }
    }
  }
}

extension Nights {
  /// Lives through a night; one without an import needs an earlier one.
  func live(_ night: RandomNight) throws {
    if night.isWithoutImport, let latest = try store.latestImport() {
      try audit(
        latest, store.currentCoverage(), tool: night.tool, configuration: night.configuration,
        [night.outcome])
    } else {
      try self.night(
        night.states, incomplete: night.incomplete, tool: night.tool,
        configuration: night.configuration, night.outcome)
    }
  }
}
