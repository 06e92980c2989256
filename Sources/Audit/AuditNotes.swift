import Findings
import Importers
import Store
import World

extension ReportedNote {
  /// That nothing was asked for the sake of an expectation.
  init(_ expectation: Expectation) {
    let family = expectation.taskDefinition
    self.init(
      isError: false, file: "config.json", line: nil, pointer: "/expected",
      text:
        "no task definition in use is of a family \(family), so nothing was asked of its task role",
      hint: "a family is the name of a task definition without its revision; * and ? are wildcards")
  }
}

extension ReportedNote {
  /// That the clock went back since the newest run; nil if it did not.
  init?(of now: String, after run: RunRecord) {
    guard now < run.started else { return nil }
    self.init(
      isError: false, file: "clock", line: nil, pointer: nil,
      text:
        "run \(run.number) was made at \(run.started), which is later than the time of this one",
      hint: "runs follow each other by their numbers; what is compared is right, times are as told")
  }
}

extension ResourceReading {
  /// Whether it says that a task definition is no longer ACTIVE.
  var isRetired: Bool {
    aspects.contains { $0.name == "status" && $0.body != #"{"status":"ACTIVE"}"# }
  }
}

extension ResourceState {
  init(_ reading: ResourceReading) {
    self.init(
      kind: reading.kind.rawValue, arn: reading.arn, account: reading.account,
      region: reading.region, aspects: reading.aspects.map { ($0.name, $0.body) })
  }
}

extension ScopeCoverage {
  init(_ coverage: Coverage) {
    self.init(
      scope: StoreScope(
        account: coverage.scope.account, region: coverage.scope.region, kind: coverage.scope.kind),
      complete: coverage.complete, count: coverage.count, why: coverage.why)
  }
}

extension ReportedNote {
  init(_ note: ImportNote) {
    self.init(
      isError: note.severity == .error, file: note.file, line: note.line, pointer: note.pointer,
      text: note.text, hint: note.hint)
  }
}
