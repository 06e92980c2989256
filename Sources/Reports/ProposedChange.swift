public import Findings
public import JSON

extension Finding {
  /// Which policy its remedy is for; nil where no policy mends it.
  public var changedPolicy: PolicyChange.Target? {
    guard let policy = remediation.policy, verdict != .pass else { return nil }
    let statements = PolicyMerge.statements(policy)
    if statements.contains(where: { $0["Principal"] != nil }) {
      return role.map { .trustPolicy(of: $0) }
    }
    if identity.check.hasPrefix("advice/") { return nil }
    if let boundary, layer == "boundary" || code.hasSuffix(".boundary") {
      return .managedPolicy(boundary)
    }
    if code.hasPrefix("placement.") { return taskRole.map { .inlinePolicy(of: $0) } }
    return asking.map { .inlinePolicy(of: $0) }
  }

  /// What the policy is to be, the smallest change first, where it is like this now.
  ///
  /// - Parameters:
  ///   - target: which policy.
  ///   - present: its document; nil where there is none.
  /// - Returns: changes, each larger than the one before it; empty where there is no policy to change.
  public func policyChanges(_ target: PolicyChange.Target, from present: JSONValue?)
    -> [PolicyChange]
  {
    guard let policy = remediation.policy else { return [] }
    let added = PolicyMerge.statements(policy)
    switch target {
    case .inlinePolicy:
      return [PolicyChange(target: target, name: "rolecall-\(identity.id)", document: policy)]
    case .managedPolicy, .trustPolicy:
      guard let present, let members = present.object else {
        return [PolicyChange(target: target, document: policy)]
      }
      let known = PolicyMerge.statements(present)
      let extended = members.merging(["Statement": .array(known + added)]) { $1 }
      // An open statement has to go, and a deny outweighs what is added.
      return [PolicyChange(target: target, document: .object(extended))]
        + (target == .trustPolicy(of: target.arn)
          ? [PolicyChange(target: target, document: policy)] : [])
    }
  }
}

/// Writes a change for those who make it.
public struct PolicyChangeText {
  private let change: PolicyChange

  public init(_ change: PolicyChange) { self.change = change }

  /// The policy as people write one, ending in a newline.
  public var policy: String { PolicyText.pretty(change.document) + "\n" }

  /// The command of the AWS CLI that makes the change, for a POSIX shell, ending in a newline.
  public var command: String {
    let document = Self.quoted(change.document.canonical())
    let name = Self.quoted(SubjectName(change.target.arn).lastName)
    let lines =
      switch change.target {
      case .inlinePolicy:
        [
          "aws iam put-role-policy --role-name \(name)",
          "--policy-name \(Self.quoted(change.name ?? "rolecall"))",
          "--policy-document \(document)",
        ]
      case .trustPolicy:
        ["aws iam update-assume-role-policy --role-name \(name)", "--policy-document \(document)"]
      case .managedPolicy(let arn):
        [
          "aws iam create-policy-version --policy-arn \(Self.quoted(arn)) --set-as-default",
          "--policy-document \(document)",
        ]
      }
    return lines.joined(separator: " \\\n  ") + "\n"
  }

  /// A word of a POSIX shell that means exactly this text.
  static func quoted(_ text: String) -> String {
    let isPlain =
      !text.isEmpty
      && text.utf8.allSatisfy {
        ($0 | 0x20) >= 0x61 && ($0 | 0x20) <= 0x7A || (0x2B...0x3A).contains($0) || $0 == 0x5F
          || $0 == 0x3D || $0 == 0x40
      }
    return isPlain
      ? text
      : "'"
        + text.split(separator: "'", omittingEmptySubsequences: false)
        .joined(separator: "'\\''") + "'"
  }
}
