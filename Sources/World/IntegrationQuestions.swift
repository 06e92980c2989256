import JSON
import StatesLanguage

/// What states, Distributed Maps and the settings of a state machine ask of its role.
struct IntegrationQuestions {
  typealias Question = IntegrationDecider.Question

  private let roles: RoleDirectory

  init(_ roles: RoleDirectory) { self.roles = roles }

  /// What a state needs to call, and what it needs beside to wait for the end.
  func of(
    _ state: TaskState, _ integration: Integration, _ row: IntegrationCatalogue.Row,
    _ machine: StateMachine, _ caller: IntegrationTables.Caller
  ) -> (calls: [Question], sync: [Question]) {
    let arguments = state.arguments
    let place = IntegrationPlace(
      partition: machine.partition, region: machine.region,
      account: caller.role.role?.account ?? machine.account)
    var isSure = true
    for (argument, value) in row.when {
      switch arguments[argument].scalar {
      case .fixed(value): continue
      case .fixed, .absent: return ([], [])
      case .pattern, .dynamic: isSure = false
      }
    }
    var keys: [String: IntegrationDecider.ContextKeyValue] = [:]
    for (key, argument) in row.keys {
      guard case .fixed(let text) = arguments[argument].scalar else { continue }
      // Of the URL of an endpoint the path is not kept.
      keys[key] = argument == "ApiEndpoint" ? .start(text) : .value(text)
    }
    func questions(_ calls: [IntegrationCatalogue.Call]) -> [Question] {
      calls.flatMap { call in
        call.target.resources(
          arguments, of: integration, resource: state.resource, machine: machine.arn, in: place
        ).flatMap { resource in
          call.actions.map {
            Question(action: $0, resource: resource, isNamed: call.isNamed && isSure, keys: keys)
          }
        }
      }
    }
    var calls = questions(row.calls)
    for path in row.passedRoles {
      for role in Self.roles(at: path, in: arguments) {
        guard let resource = resource(role, place) else { continue }
        calls.append(
          Question(
            action: "iam:PassRole", resource: resource, isNamed: row.passedTo != nil,
            passedTo: row.passedTo ?? ""))
      }
    }
    guard integration.pattern == .sync else { return (calls, []) }
    return (calls, questions(row.sync) + rule(row.rule, place))
  }

  private func rule(_ name: String?, _ place: IntegrationPlace) -> [Question] {
    guard let name else { return [] }
    let isNamed = name != "*"
    let resource = place.arn("events", "rule/\(isNamed ? name : "StepFunctionsGetEvent*")")
    return ["events:DescribeRule", "events:PutRule", "events:PutTargets"].map {
      Question(
        action: $0, resource: IntegrationResource(name: resource), isNamed: isNamed,
        keys: ["events:ManagedBy": .value("states.amazonaws.com")])
    }
  }

  /// The roles among arguments: that of a path of names, or with `*` all whose names say that they are one.
  private static func roles(at path: [String], in arguments: Argument) -> [Scalar] {
    guard path == ["*"] else { return [path.reduce(arguments) { $0[$1] }.scalar] }
    guard case .object(let node, _) = arguments else { return [] }
    return node.members.compactMap { key, _ in
      let name = key.hasSuffix(".$") ? String(key.dropLast(2)) : key
      return name.hasSuffix("Role") || name.hasSuffix("RoleArn") ? arguments[name].scalar : nil
    }
  }

  /// The role that is handed over, or a pattern of those it may be; nil where none is.
  private func resource(_ role: Scalar, _ place: IntegrationPlace) -> IntegrationResource? {
    let any = "arn:\(place.partition):iam::\(place.account):role/*"
    switch role {
    case .absent: return nil
    case .pattern, .dynamic: return IntegrationResource(name: any)
    case .fixed(let name):
      if let role = roles.resolve(name, account: place.account).role {
        return IntegrationResource(name: role.arn)
      }
      return IntegrationResource(name: name.hasPrefix("arn:") ? name : any)
    }
  }

  /// What a Distributed Map needs to run its items: each is an execution of the state machine itself.
  ///
  /// Source: https://docs.aws.amazon.com/step-functions/latest/dg/iam-policies-eg-dist-map.html
  func running(_ map: DistributedMap, of machine: StateMachine) -> [Question] {
    let executions = machine.arn.replacing(":stateMachine:", with: ":execution:")
    return [
      Question(
        action: "states:StartExecution", resource: IntegrationResource(name: machine.arn),
        isNamed: true),
      Question(
        action: "states:DescribeExecution",
        resource: IntegrationResource(name: executions + ":*", other: executions + "/*"),
        isNamed: true),
    ]
  }

  /// What a Distributed Map needs to read its items from a bucket, and to write its results into one.
  func storage(of map: DistributedMap, _ machine: StateMachine) -> [Question] {
    func questions(_ actions: [String], _ storage: DistributedMap.Storage, _ tail: String)
      -> [Question]
    {
      let bucket = if case .fixed(let name) = storage.bucket { name } else { "*" }
      let resource = IntegrationResource(name: "arn:\(machine.partition):s3:::\(bucket)\(tail)")
      return actions.map { Question(action: $0, resource: resource, isNamed: true) }
    }
    var all: [Question] = []
    if let reader = map.reader {
      switch reader.call {
      case "s3:getObject": all += questions(["s3:GetObject"], reader, "/*")
      case "s3:listObjectsV2": all += questions(["s3:ListBucket"], reader, "")
      default: break
      }
    }
    if let writer = map.writer, writer.call == "s3:putObject" {
      all += questions(
        ["s3:AbortMultipartUpload", "s3:GetObject", "s3:ListMultipartUploadParts", "s3:PutObject"],
        writer, "/*")
    }
    return all
  }

  /// What writing executions to CloudWatch Logs takes.
  ///
  /// The page names two calls more, for what `delivery.logs.amazonaws.com` does in the end: without them it is not certain
  /// that anything fails.
  /// Source: https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html
  let logging: [Question] =
    [
      "logs:CreateLogDelivery", "logs:DeleteLogDelivery", "logs:DescribeLogGroups",
      "logs:DescribeResourcePolicies", "logs:GetLogDelivery", "logs:ListLogDeliveries",
      "logs:PutResourcePolicy", "logs:UpdateLogDelivery",
    ].map { Question(action: $0, resource: IntegrationResource(name: "*"), isNamed: true) }
    + ["logs:CreateLogStream", "logs:PutLogEvents"].map {
      Question(action: $0, resource: IntegrationResource(name: "*"), isNamed: false)
    }

  /// What sending traces takes.
  ///
  /// Source: https://docs.aws.amazon.com/step-functions/latest/dg/concepts-xray-tracing.html
  let tracing: [Question] = [
    "xray:GetSamplingRules", "xray:GetSamplingTargets", "xray:PutTelemetryRecords",
    "xray:PutTraceSegments",
  ].map { Question(action: $0, resource: IntegrationResource(name: "*"), isNamed: true) }
}

extension IntegrationDecider.Question {
  /// Whether it is about the rule by which Step Functions waits.
  var isOfRule: Bool { keys["events:ManagedBy"] != nil }
}
