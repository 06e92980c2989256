/// What the ARN of a finding's subject says: whose it is, where, and of which kind.
public struct SubjectName: Hashable, Sendable {
  public var account: String
  /// Empty for what has no region.
  public var region: String
  /// `state-machine`, `rule`, `schedule`, `task-definition`, `cluster`, `service`, `role`; else `resource`.
  public var kind: String
  /// The name as people know it: `nightly`, `orders/hourly`, `app:7`.
  public var name: String

  public init(_ arn: String) {
    let parts = arn.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false).map(
      String.init)
    guard parts.count == 6, parts[0] == "arn" else {
      self.init(account: "", region: "", kind: "resource", name: arn)
      return
    }
    let resource = parts[5]
    let separator = parts[2] == "states" ? Character(":") : "/"
    let halves = resource.split(separator: separator, maxSplits: 1).map(String.init)
    let kind = Self.kinds["\(parts[2]):\(halves.first ?? "")"]
    self.init(
      account: parts[4], region: parts[3], kind: kind ?? "resource",
      name: kind != nil && halves.count == 2 ? halves[1] : resource)
  }

  private init(account: String, region: String, kind: String, name: String) {
    self.account = account
    self.region = region
    self.kind = kind
    self.name = name
  }

  private static let kinds = [
    "states:stateMachine": "state-machine", "events:rule": "rule",
    "scheduler:schedule": "schedule", "ecs:task-definition": "task-definition",
    "ecs:cluster": "cluster", "ecs:service": "service", "iam:role": "role",
  ]
}
