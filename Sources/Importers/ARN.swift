/// The parts of an Amazon Resource Name.
///
/// `arn:partition:service:region:account:resource`, see
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html.
struct ARN: Hashable, Sendable {
  var text: String
  var partition: String
  var service: String
  var region: String
  var account: String
  /// All behind the fifth colon.
  var resource: Substring

  init?(_ text: String) {
    guard text.utf8.starts(with: "arn:".utf8) else { return nil }
    let parts = text.utf8.split(
      separator: UInt8(ascii: ":"), maxSplits: 5, omittingEmptySubsequences: false)
    guard parts.count == 6, !parts[1].isEmpty, !parts[2].isEmpty, !parts[5].isEmpty,
      !text.utf8.contains(where: { $0 <= 0x20 })
    else { return nil }
    self.text = text
    partition = String(Substring(parts[1]))
    service = String(Substring(parts[2]))
    region = String(Substring(parts[3]))
    account = String(Substring(parts[4]))
    resource = Substring(parts[5])
  }

  /// The resource behind its type: `stateMachine:nightly` and `cluster/main` give `nightly` and `main`.
  var name: Substring {
    let border = resource.utf8.firstIndex { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: ":") }
    return border.map { resource[resource.utf8.index(after: $0)...] } ?? resource
  }

  /// The partition that a region belongs to.
  static func partition(of region: String) -> String {
    if region.hasPrefix("cn-") { return "aws-cn" }
    if region.hasPrefix("us-gov-") { return "aws-us-gov" }
    if region.hasPrefix("us-isob-") { return "aws-iso-b" }
    if region.hasPrefix("us-iso-") { return "aws-iso" }
    return "aws"
  }

  /// The ARN of an EventBridge rule; rules of the default bus do not name it.
  static func rule(bus: String, name: String, account: String, region: String) -> String {
    let path = bus.isEmpty || bus == "default" ? name : "\(bus)/\(name)"
    return "arn:\(partition(of: region)):events:\(region):\(account):rule/\(path)"
  }
}
