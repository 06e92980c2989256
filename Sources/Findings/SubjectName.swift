/// What the ARN of a finding's subject says: whose it is, where, and of which kind.
public struct SubjectName: Hashable, Sendable {
  public var account: String
  /// Empty for what has no region.
  public var region: String
  /// `state-machine`, `rule`, `schedule`, `pipe`, `task-definition`, `cluster`, `service`, `role`; else `resource`.
  public var kind: String
  /// The name as people know it: `nightly`, `orders/hourly`, `app:7`.
  public var name: String

  public init(_ arn: String) {
    var parts: [String] = []
    var rest = arn[...]
    while parts.count < 5, let colon = rest.utf8.firstIndex(of: UInt8(ascii: ":")) {
      parts.append(String(rest[..<colon]))
      rest = rest[rest.utf8.index(after: colon)...]
    }
    guard parts.count == 5, parts[0] == "arn" else {
      self.init(account: "", region: "", kind: "resource", name: arn)
      return
    }
    let resource = String(rest)
    let separator = UInt8(ascii: parts[2] == "states" ? ":" : "/")
    let halves = resource.utf8.split(separator: separator, maxSplits: 1).compactMap { String($0) }
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
    "scheduler:schedule": "schedule", "pipes:pipe": "pipe",
    "ecs:task-definition": "task-definition",
    "ecs:cluster": "cluster", "ecs:service": "service", "iam:role": "role",
  ]
}
