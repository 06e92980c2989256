import Findings
import JSON

/// What findings have in common when one change mends them all.
enum Fix: Hashable {
  /// A role lacks a permission: one statement of its policies, but for its Resource, which all share.
  case grant(to: String, statement: String)
  /// A statement denies: the policy, its owner where the name alone does not tell, and the position in it.
  case deny(policy: String, owner: String, index: Int)
  /// A permissions boundary allows too little.
  case boundary(String)
  /// At some level over this account no service control policy allows it.
  case organization(account: String)
  /// The trust policy of a role does not admit who is to assume it.
  case trust(of: String)
  /// A permission is on a role that the containers do not have, instead of on the one that they have.
  case placement(on: String, taskRole: String?, subject: String?)
  /// What one place that starts tasks gives, or does not give.
  case launch(code: String, subject: String, locator: String)
  /// Anything else: what is said in the same words.
  case other(code: String, message: String)

  init(_ finding: Finding) {
    let code = finding.code
    self = .other(code: code, message: finding.message)
    // Of what is in doubt, nothing is to be changed yet.
    guard finding.verdict == .fail else { return }
    let policy = finding.remediation.policy.map(PolicyMerge.statements) ?? []
    if let statement = finding.statements.first(where: \.isDeny) {
      let isOfRole = statement.policy.hasPrefix("inline:")
      let owner = statement.layer == "trust" ? finding.role : isOfRole ? finding.asking : nil
      self = .deny(policy: statement.policy, owner: owner ?? "", index: statement.index)
    } else if let role = finding.role,
      code.hasPrefix("trust.") || policy.contains(where: { $0["Principal"] != nil })
    {
      self = .trust(of: role)
    } else if let boundary = Self.boundary(finding) {
      self = .boundary(boundary)
    } else if finding.layer == "scp" || code.hasSuffix(".scp") {
      self = .organization(account: finding.account)
    } else if code.hasPrefix("placement."), let role = finding.role {
      self = .placement(
        on: role, taskRole: finding.taskRole,
        subject: finding.taskRole == nil ? finding.identity.subject : nil)
    } else if finding.identity.check.hasPrefix("network/") {
      self = .launch(
        code: code, subject: finding.identity.subject, locator: finding.identity.locator)
    } else if let role = finding.asking, finding.action != nil, policy.count == 1,
      policy[0]["Effect"] == "Allow"
    {
      self = .grant(to: role, statement: PolicyMerge.withoutResource(policy[0]).canonical())
    }
  }

  private static func boundary(_ finding: Finding) -> String? {
    finding.boundary
      ?? finding.nearMisses.lazy.map(\.statement).first { $0.layer == "boundary" }?.policy
  }
}
