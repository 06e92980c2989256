import IAM

/// Writes down what the roles of container instances need: that EC2 may hand them out, and what the agent calls with them.
struct InstanceNeeds {
  private struct Place: Hashable {
    var role: Int64
    var cluster: String
  }

  private let library: PolicyLibrary
  private let answers: AnswerRecorder
  private let circumstances: Circumstances

  init(_ library: PolicyLibrary, _ answers: AnswerRecorder, _ circumstances: Circumstances) {
    self.library = library
    self.answers = answers
    self.circumstances = circumstances
  }

  /// Writes them down for each role of these instances, once a cluster.
  func write(_ instances: [ContainerInstance], _ roles: RoleDirectory) throws {
    let used = Set(instances.compactMap(\.role))
    guard !used.isEmpty else { return }
    let found = roles.all.filter { used.contains($0.id) }
    let byID = Dictionary(uniqueKeysWithValues: found.map { ($0.id, $0) })
    var asked: Set<Place> = []
    for instance in instances where instance.status == "ACTIVE" && instance.machine != nil {
      guard let role = instance.role.flatMap({ byID[$0] }),
        asked.insert(Place(role: role.id, cluster: instance.cluster)).inserted
      else { continue }
      try write("trust", instance, role, [trust(role, of: instance)])
      try write("calls", instance, role, try calls(of: role, on: instance))
    }
  }

  private func write(
    _ slot: String, _ instance: ContainerInstance, _ role: Role, _ all: [NeedDecider.Answer]
  ) throws {
    let refused = all.filter { $0.decision != "allowed" }
    for answer in refused.isEmpty ? all.prefix(1) : refused[...] {
      try answers.tables.need(
        "container-instance", subject: instance.id, slot: slot, role: role.arn, .found(role), answer
      )
    }
  }

  /// Whether EC2 may assume the role; what it sends of where the call comes from, AWS does not say.
  ///
  /// Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/instance_IAM_role.html
  private func trust(_ role: Role, of instance: ContainerInstance) throws -> NeedDecider.Answer {
    let isInChina = ResourceName(role.arn)?.partition == "aws-cn"
    let policy = try library.trust(of: role)
    var best: (service: String, decision: Decision)?
    for service in ["ec2.amazonaws.com"] + (isInChina ? ["ec2.amazonaws.com.cn"] : []) {
      var context = circumstances.ofService(service, "", role.account)
      for key in ["aws:SourceArn", "aws:SourceAccount"] { context[key] = .unknown }
      let decision = policy.decideTrust(
        Request(
          principal: .service(service), action: "sts:AssumeRole", resource: role.arn,
          resourceAccount: role.account, context: context),
        resourceControl: library.resourceControl(of: role.account), reasons: .unlessAllowed)
      if best == nil || decision.outcome == .allowed { best = (service, decision) }
    }
    guard let best else { return NeedDecider.Answer(decision: "unknown", row: nil) }
    return try answers.record(
      AnswerRecorder.Question(
        principal: best.service, action: "sts:AssumeRole", resource: role.arn), best.decision,
      context: "{}")
  }

  /// What the agent cannot do without: to register, to hear from ECS, and to tell what became of tasks.
  ///
  /// Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/instance_IAM_role.html, and for the resources
  /// https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerservice.html
  private func calls(of role: Role, on instance: ContainerInstance) throws -> [NeedDecider.Answer] {
    let policies = try library.callPolicies(of: role)
    return try [
      ("ecs:DiscoverPollEndpoint", "*"), ("ecs:Poll", instance.arn),
      ("ecs:RegisterContainerInstance", instance.cluster),
      ("ecs:SubmitContainerStateChange", instance.cluster),
      ("ecs:SubmitTaskStateChange", instance.cluster),
    ].map { action, resource in
      var context = circumstances.ofTask(role)
      context["aws:RequestedRegion"] = .value(instance.region)
      context["aws:ResourceAccount"] = .value(instance.account)
      if action == "ecs:Poll" { context["ecs:cluster"] = .value(instance.cluster) }
      let decision = policies.decide(
        Request(
          principal: .role(arn: role.arn), action: action, resource: resource,
          resourceAccount: instance.account, context: context), reasons: .unlessAllowed)
      return try answers.record(
        AnswerRecorder.Question(principal: role.arn, action: action, resource: resource), decision,
        context: "{}")
    }
  }
}
