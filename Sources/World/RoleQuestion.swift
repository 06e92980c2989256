/// One thing that a role of a task has to be allowed.
struct RoleQuestion: Hashable {
  /// An action, or a pattern of actions.
  var action: String
  /// An ARN, a pattern of ARNs, or `*` for an action that takes no resource.
  var resource: String
  /// Another way to write the resource; a policy that allows only this one leaves the answer open.
  var otherResource: String?
  /// The region in which the service is called; nil where only the resource's own name would tell.
  var region: String?

  init(action: String, resource: String, otherResource: String? = nil, region: String? = nil) {
    self.action = action
    self.resource = resource
    self.otherResource = otherResource
    let named = ResourceName(resource)?.region
    self.region = region ?? (named?.isEmpty == true ? nil : named)
  }

  /// Whether all that a pattern matches is asked for.
  static func isPattern(_ resource: String) -> Bool {
    resource != "*" && resource.utf8.contains { $0 == UInt8(ascii: "*") || $0 == UInt8(ascii: "?") }
  }

  /// The account that owns the resource; nil where its ARN does not say.
  var owner: String? {
    guard let account = ResourceName(resource)?.account, !account.isEmpty else { return nil }
    return account
  }

  func asked(of principal: String) -> AnswerRecorder.Question {
    AnswerRecorder.Question(principal: principal, action: action, resource: resource)
  }

  /// Where a task runs, as far as names of resources depend on it.
  struct Place {
    var partition: String
    var region: String
    var account: String

    func arn(_ service: String, region: String? = nil, _ resource: String) -> String {
      "arn:\(partition):\(service):\(region ?? self.region):\(account):\(resource)"
    }
  }
}
