/// The World module derives what the record means: who starts which task, which roles that hands over, which
/// permissions it needs, and whether they are there.
///
/// It reads the record at one import and writes the tables of `migrations/world.sql`, all of them, in one transaction.
/// `Inventory` reads resources, `LaunchReader` makes launches of state machines, rules and schedules, `NeedDecider` puts
/// each permission question to the evaluator in module IAM. Nothing in it knows a check.
///
/// A name of a resource, taken apart: `arn:partition:service:region:account:resource`.
///
/// Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
struct ResourceName: Hashable {
  var partition: String
  var service: String
  var region: String
  var account: String
  /// All behind the fifth colon.
  var resource: String

  init?(_ arn: String) {
    var rest = arn[...]
    var parts: [Substring] = []
    parts.reserveCapacity(5)
    for _ in 0..<5 {
      guard let colon = rest.utf8.firstIndex(of: UInt8(ascii: ":")) else { return nil }
      parts.append(rest[..<colon])
      rest = rest[rest.utf8.index(after: colon)...]
    }
    guard parts[0] == "arn" else { return nil }
    partition = String(parts[1])
    service = String(parts[2])
    region = String(parts[3])
    account = String(parts[4])
    resource = String(rest)
  }

  init(partition: String, service: String, region: String, account: String, resource: String) {
    self.partition = partition
    self.service = service
    self.region = region
    self.account = account
    self.resource = resource
  }

  /// The account in an ARN; nil if the text is none.
  ///
  /// Cheaper than taking all of it apart.
  static func account(of arn: String) -> Substring? {
    guard arn.utf8.starts(with: "arn:".utf8) else { return nil }
    var rest = arn.utf8[...]
    for part in 0..<5 {
      guard let colon = rest.firstIndex(of: UInt8(ascii: ":")) else { return nil }
      if part == 4 { return Substring(rest[..<colon]) }
      rest = rest[rest.index(after: colon)...]
    }
    return nil
  }

  var arn: String { "arn:\(partition):\(service):\(region):\(account):\(resource)" }
}
