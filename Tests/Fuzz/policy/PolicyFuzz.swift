import Fuzzer
import IAM
import JSON

@main
enum PolicyFuzz {
  static func main() { fuzz { readPolicy($0) } }
}

/// Reads any bytes as a policy document in one of its forms, and asks of whatever is one.
private func readPolicy(_ bytes: [UInt8]) {
  guard let node = try? JSONDocument(bytes, depthLimit: 64).root else { return }
  let document: PolicyDocument
  do {
    document = try PolicyDocument(PolicyDocument.parse(node), as: nil)
  } catch {
    require(!error.reason.isEmpty && !error.hint.isEmpty, "\(error)")
    return
  }
  _ = (document.version, document.diagnostics)
  let actions = document.statements.flatMap { $0.actions + $0.notActions }
  let resources = document.statements.flatMap { $0.resources + $0.notResources }
  let policy = Policy(name: "p", document: document)
  for action in ["iam:PassRole", actions.first].compactMap(\.self) {
    for resource in ["arn:aws:iam::123456789012:role/a/b", resources.first].compactMap(\.self) {
      ask(policy, action, resource)
    }
  }
}

private func ask(_ policy: Policy, _ action: String, _ resource: String) {
  let context = RequestContext(
    ["aws:PrincipalArn": .pattern("arn:aws:iam::*:role/*"), "aws:username": .value("*")])
  for principal in [
    Principal(arn: "arn:aws:iam::123456789012:role/a"), .service("ecs-tasks.amazonaws.com"),
  ] {
    var request = Request(
      principal: principal, action: action, resource: resource, context: context)
    let sets = [
      PolicySet(identity: [policy]), PolicySet(resourcePolicy: policy),
      PolicySet(identity: [policy], boundary: [policy], serviceControl: [[policy]]),
    ]
    for set in sets {
      let decision = set.decide(request, reasons: .never)
      require(set.decide(request).outcome == decision.outcome, "\(decision) depends on its reasons")
      _ = set.decide(request, as: .simulation)
    }
    _ = policy.decideTrust(request)
    request.resourceIsPattern = true
    request.actionIsPattern = true
    _ = sets[0].decide(request)
  }
  _ = [policy].mayAllow(action: action, resource: resource)
}
