/// Something that a task uses and that takes an agent of some version, without an attribute by which ECS would place it.
///
/// Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-agent-versions.html
struct AgentDemand {
  /// `secret-key` or `execute-command`.
  let feature: String
  /// The first version that knows it.
  let agent: AgentVersion

  private init?(_ feature: String, _ version: String) {
    guard let agent = AgentVersion(version) else { return nil }
    self.feature = feature
    self.agent = agent
  }

  /// What a task definition uses; `opens` tells whether ECS Exec is switched on.
  static func all(of task: TaskDefinition, opens: Bool) -> [AgentDemand] {
    let key = task.features.contains(where: \.isPartOfSecret)
    return [
      key ? AgentDemand("secret-key", "1.37.0") : nil,
      opens ? AgentDemand("execute-command", "1.50.2") : nil,
    ].compactMap(\.self)
  }
}
