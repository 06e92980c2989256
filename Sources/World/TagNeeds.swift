import IAM
import JSON
import StatesLanguage

/// Writes down whether the callers of launches may tag the tasks that they start, where these are tagged.
///
/// ECS asks for ecs:TagResource only where tags are given, and only where the account's setting tagResourceAuthorization is on.
/// Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/supported-iam-actions-tagging.html
final class TagNeeds {
  private struct Place: Hashable {
    var caller: Int64
    var tasks: String
  }

  private let library: PolicyLibrary
  private let answers: AnswerRecorder
  private let circumstances: Circumstances
  /// Whether the setting is on, where it was exported.
  private var settings: [TaskDefinitionDirectory.Area: Bool] = [:]
  private var known: [Place: NeedDecider.Answer] = [:]

  init(
    _ inventory: Inventory, _ library: PolicyLibrary, _ answers: AnswerRecorder,
    _ circumstances: Circumstances
  ) throws {
    self.library = library
    self.answers = answers
    self.circumstances = circumstances
    let tables = try ServiceTables(inventory.db)
    try inventory.forEach("account-settings") { resource in
      guard let isOn = resource.document("settings")?["tagResourceAuthorization"]?.bool else {
        return
      }
      settings[.init(account: resource.account, region: resource.region)] = isOn
      try tables.accountSetting(resource, "tagResourceAuthorization", isOn ? "on" : "off")
    }
  }

  /// Writes down what the caller of a launch needs to tag its tasks, if it is known and they are tagged.
  func write(
    _ launch: Launch, _ id: Int64, _ task: TaskDefinition?, cluster: String?,
    caller asking: LaunchNeeds.Caller?
  ) throws {
    // Whether StartTask asks for it too, the sources do not say.
    guard launch.action == "ecs:RunTask", launch.arguments.areWritten,
      let tags = Tags(launch.arguments, task), let asking, let caller = asking.role.role
    else { return }
    let isOn = settings[.init(account: caller.account, region: launch.region)]
    var answer = NeedDecider.Answer(decision: "allowed", row: nil)
    if isOn != false {
      answer = try tag(CallNeeds.tasks(launch, cluster, caller.account), by: caller, launch)
    }
    // Of a caller that perhaps is never reached, what else is asked says so.
    if asking.restrict(answer).decision != answer.decision { return }
    let isRefused = !["allowed", "unknown"].contains(answer.decision)
    if isRefused, isOn == nil || !tags.areCertain { answer.decision = "conditional" }
    try answers.tables.need(
      "create-tags", subject: launch.subjectID, launch: id,
      slot: tags.areCertain ? "caller" : "computed",
      role: caller.arn,
      .found(caller), origin: tags.origin, answer)
  }

  private func tag(
    _ tasks: String, by caller: Role, _ launch: Launch
  ) throws -> NeedDecider.Answer {
    let place = Place(caller: caller.id, tasks: tasks)
    if let known = known[place] { return known }
    var context = circumstances.ofCalling(caller, in: launch.region)
    context["ecs:CreateAction"] = .value("RunTask")
    let decision = try library.callPolicies(of: caller).decide(
      Request(
        principal: .role(arn: caller.arn), action: "ecs:TagResource", resource: tasks,
        resourceIsPattern: true, context: context), reasons: .unlessAllowed)
    let answer = try answers.record(
      .init(principal: caller.arn, action: "ecs:TagResource", resource: tasks), decision,
      context: AnswerRecorder.text(["ecs:CreateAction": "RunTask"]))
    known[place] = answer
    return answer
  }
}

/// Where the tags of a launch's tasks come from.
private struct Tags {
  /// `launch` or `task definition`.
  var origin: String
  /// Whether there are any.
  var areCertain: Bool

  /// nil where tasks surely get none, but those that ECS gives them itself.
  init?(_ arguments: RunTaskArguments, _ task: TaskDefinition?) {
    if arguments.tags == .fixed {
      self.init(origin: "launch", areCertain: true)
      return
    }
    if case .fixed("TASK_DEFINITION") = arguments.propagateTags, task?.isTagged == true {
      self.init(origin: "task definition", areCertain: true)
    } else if case .dynamic = arguments.tags {
      self.init(origin: "launch", areCertain: false)
    } else {
      switch arguments.propagateTags {
      case .fixed("TASK_DEFINITION") where task?.isTagged == nil: break
      case .pattern where task?.isTagged != false, .dynamic where task?.isTagged != false: break
      default: return nil
      }
      self.init(origin: "task definition", areCertain: false)
    }
  }

  private init(origin: String, areCertain: Bool) {
    self.origin = origin
    self.areCertain = areCertain
  }
}
