import IAM
import StatesLanguage

/// Writes down which launches break with the next revision of their task definition: they name its family, and the caller may
/// start the latest revision only.
///
/// Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RunTask.html
final class NextRevisions {
  private let library: PolicyLibrary
  private let circumstances: Circumstances
  private let tables: AdviceTables
  /// Whether some policy of a caller names single resources for RunTask; hardly any does.
  private var namesOne: [Int64: Bool] = [:]

  init(_ library: PolicyLibrary, _ circumstances: Circumstances, _ tables: AdviceTables) {
    self.library = library
    self.circumstances = circumstances
    self.tables = tables
  }

  func write(
    _ launch: Launch, _ id: Int64, _ task: TaskDefinition?, cluster: String?, caller: Role?,
    _ decisions: LaunchDecisions
  ) throws {
    guard decisions.runTask.decision == "allowed", let task, let caller,
      launch.action == "ecs:RunTask", try namesOne(caller),
      case .fixed(let name) = launch.arguments.taskDefinition,
      TaskDefinitionDirectory.Reference(name, account: task.account, region: task.region)?.revision
        == nil
    else { return }
    var context = circumstances.ofCalling(caller, in: launch.region)
    if let cluster { context["ecs:cluster"] = .value(cluster) }
    let next = "\(task.arn.dropLast(String(task.revision).utf8.count))\(task.revision + 1)"
    let request = Request(
      principal: .role(arn: caller.arn), action: launch.action, resource: next, context: context)
    let decision = try library.callPolicies(of: caller).decide(request, reasons: .never)
    if decision.outcome == .implicitlyDenied {
      try tables.pinnedRevision(of: id, task.arn, next: next)
    }
  }

  private func namesOne(_ caller: Role) throws -> Bool {
    if let known = namesOne[caller.id] { return known }
    let found = try library.identity(of: caller).all.namesSingleResources(of: "ecs:RunTask")
    namesOne[caller.id] = found
    return found
  }
}
