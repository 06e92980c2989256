import IAM

/// Values of condition keys that no export tells, as the organization's id, which the user's configuration supplies.
public struct Assumption: Hashable, Sendable {
  /// The accounts whose requests it is about, as a pattern of ids.
  public var accounts: String
  /// Keys and their values.
  public var context: [String: [String]]

  public init(accounts: String, context: [String: [String]]) {
    self.accounts = accounts
    self.context = context
  }

  /// Whether it is about requests of an account.
  public func isAbout(_ account: String) -> Bool { Glob(accounts).matches(account) }
}

extension RequestContext {
  /// Takes what is assumed of the requests of an account where nothing is known; the first assumption of a key counts.
  ///
  /// Keys on behalf of whom a service asks are in the requests of services only, and all others are in those of users and roles.
  /// Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-sourceorgid
  ///
  /// - Parameters:
  ///   - assumptions: what is assumed, of whatever accounts.
  ///   - account: whose request it is; of a service's, that on whose behalf it asks.
  ///   - isService: whether a service asks.
  /// - Returns: the keys that were taken, with their values.
  @discardableResult
  mutating func assume(
    _ assumptions: [Assumption], for account: String, isService: Bool = false
  ) -> [String: [String]] {
    var taken: [String: [String]] = [:]
    for assumption in assumptions where assumption.isAbout(account) {
      for (key, values) in assumption.context.sorted(by: { $0.key < $1.key })
      where key.lowercased().hasPrefix("aws:sourceorg") == isService && self[key] == .unknown {
        self[key] = .values(values)
        taken[key] = values
      }
    }
    return taken
  }
}
