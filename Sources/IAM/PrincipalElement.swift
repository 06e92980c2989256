/// The Principal or NotPrincipal element of a statement.
///
/// See https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
struct PrincipalElement: Sendable {
  enum Entry: Hashable, Sendable {
    /// `"*"` or `{"AWS": "*"}`.
    case everyone
    /// An account id or the ARN of its root.
    case account(String)
    case arn(String)
    case service(String)
    case federated(String)
    case canonicalUser(String)
    /// An ARN with a wildcard, which AWS does not allow here: it names nobody.
    case nobody
  }

  var entries: [Entry]
  var isNegated: Bool

  /// Whether the element is about a principal, and in which way it names it.
  ///
  /// - Parameters:
  ///   - principal: who asks.
  ///   - isDeny: whether the statement is a Deny.
  ///   - interpretation: what to answer where AWS's documentation is silent.
  /// - Returns: how the element names the principal, or how far it leaves it out.
  func match(
    _ principal: Principal, isDeny: Bool, as interpretation: Interpretation
  ) -> PrincipalMatch {
    var match = PrincipalMatch()
    for entry in entries { match.add(entry, principal, interpretation) }
    guard isNegated else { return match }
    var isListed = match.any
    // A Deny has to list the account too and, of a session, both it and its role; else it "might deny".
    // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
    if isDeny, isListed == .yes, !match.isWholly(principal) {
      if interpretation.leavesOpen {
        isListed = .unknown
      } else if match.direct.or(match.role) == .no, listsOthers(of: principal.accountID) {
        // An account beside some of its own principals is listed for their sake, not for everybody's in it.
        isListed = .no
      }
    }
    return PrincipalMatch(direct: !isListed)
  }

  /// Whether users, roles or sessions of an account are named one by one.
  private func listsOthers(of account: String?) -> Bool {
    entries.contains { entry in
      guard case .arn(let arn) = entry else { return false }
      return Principal(arn: arn).accountID == account
    }
  }
}

/// How far a statement's principal is the one who asks.
///
/// What it grants depends on how it names them.
struct PrincipalMatch {
  /// By account, which only lets the account's own policies decide.
  var account = Truth.no
  /// By the role, or by the federated user, of a session: limited by boundary and session policies.
  var role = Truth.no
  /// By user, session, service, provider or `*`.
  var direct = Truth.no

  var any: Truth { account.or(role).or(direct) }

  /// Whether a principal is named in every way in which it can be.
  func isWholly(_ principal: Principal) -> Bool {
    switch principal {
    case .service, .federated, .anonymous: true
    case .account: direct == .yes
    case .user: direct == .yes && account == .yes
    case .role, .session: direct == .yes && role == .yes && account == .yes
    }
  }

  /// What a grant to everyone is worth to a role whose ARN its condition demands: as much as one that names the role.
  ///
  /// See https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
  func narrowedToRole() -> PrincipalMatch {
    PrincipalMatch(account: account, role: role.or(direct))
  }

  mutating func add(
    _ entry: PrincipalElement.Entry, _ principal: Principal, _ interpretation: Interpretation
  ) {
    switch (entry, principal) {
    case (.everyone, .service):
      direct = direct.or(Truth(interpretation.openPrincipalAdmitsServices))
    case (.everyone, _): direct = .yes
    case (.account(let id), .account(let own)) where id == own: direct = .yes
    case (.account(let id), _) where id == principal.accountID: account = .yes
    case (.service(let name), .service(let own)) where name == own: direct = .yes
    case (.federated(let name), .federated(let own)) where name == own: direct = .yes
    case (.canonicalUser(let id), .federated(let own)) where id == own: direct = .yes
    case (.canonicalUser, .role), (.canonicalUser, .session), (.canonicalUser, .user),
      (.canonicalUser, .account):
      // Which account the id belongs to, no document says.
      if interpretation.leavesOpen { account = account.or(.unknown) }
    case (.arn(let arn), .user(let own)):
      if arn == own {
        direct = .yes
      } else if FederatedUser(own)?.isNamed(by: arn) == true {
        role = role.or(interpretation.leavesOpen ? .unknown : .yes)
      }
    case (.arn(let arn), .role(let own)):
      if arn == own {
        role = .yes
      } else if let session = RoleSession(arn), session.isOf(role: own) {
        direct = direct.or(Truth(interpretation.namedSessionIsTheCaller))
      }
    case (.arn(let arn), .session(let own, let ownRole)):
      if arn == own {
        direct = .yes
      } else if arn == ownRole {
        role = .yes
      } else if ownRole == nil, RoleSession(own)?.isOf(role: arn) == true {
        role = .yes
      }
    default: break
    }
  }
}

/// The ARN of a federated user's session.
///
/// That it has the name of the IAM user who asked for it is usual, but nothing demands it.
/// See https://docs.aws.amazon.com/STS/latest/APIReference/API_GetFederationToken.html
private struct FederatedUser {
  let account: Substring
  let name: Substring

  init?(_ arn: String) {
    let parts = arn.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
    guard parts.count == 6, parts[2] == "sts", parts[5].hasPrefix("federated-user/") else {
      return nil
    }
    account = parts[4]
    name = parts[5].dropFirst("federated-user/".count)
  }

  func isNamed(by arn: String) -> Bool {
    let parts = arn.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
    guard parts.count == 6, parts[2] == "iam", parts[5].hasPrefix("user/") else { return false }
    return parts[4] == account && parts[5].split(separator: "/").last == name
  }
}

/// The ARN of a role session, which has the name of the role without its path.
private struct RoleSession {
  let partition: Substring
  let account: Substring
  let role: Substring

  init?(_ arn: String) {
    let parts = arn.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
    guard parts.count == 6, parts[2] == "sts" else { return nil }
    let names = parts[5].split(separator: "/", omittingEmptySubsequences: false)
    guard names.count == 3, names[0] == "assumed-role" else { return nil }
    partition = parts[1]
    account = parts[4]
    role = names[1]
  }

  func isOf(role arn: String) -> Bool {
    let parts = arn.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
    guard parts.count == 6, parts[2] == "iam", parts[5].hasPrefix("role/") else { return false }
    return parts[1] == partition && parts[4] == account
      && parts[5].split(separator: "/").last == role
  }
}
