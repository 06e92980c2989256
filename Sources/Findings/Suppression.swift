/// That somebody accepts findings for a time: they are listed apart, count as nothing and trip no gate.
public struct Suppression: Hashable, Sendable {
  /// What it is about.
  public enum Target: Hashable, Sendable {
    /// One finding, by its fingerprint.
    case fingerprint(String)
    /// All findings of a code whose subject and account match patterns in which `*` and `?` are wildcards; nil: any.
    case code(String, subject: String?, account: String?)
  }

  public var target: Target
  public var owner: String
  public var reason: String
  /// The last day on which it holds.
  public var until: Day
  public var ticket: String?

  public init(target: Target, owner: String, reason: String, until: Day, ticket: String? = nil) {
    self.target = target
    self.owner = owner
    self.reason = reason
    self.until = until
    self.ticket = ticket
  }
}

/// A suppression as a report names it.
public struct ReportedSuppression: Hashable, Sendable {
  /// What there is to say about one; in the order in which a report lists them.
  public enum Remark: String, CaseIterable, Sendable {
    /// Its last day is over, so what it was about counts again.
    case expired
    /// It holds for two weeks at the most.
    case expiring
    /// The run has no finding that it is about.
    case matchesNothing = "matches-nothing"
    /// It is about a code wherever that occurs.
    case tooBroad = "too-broad"
  }

  public var suppression: Suppression
  /// How many findings it is about, those included that another one suppresses as well.
  public var findings: Int
  public var remarks: [Remark]

  public init(suppression: Suppression, findings: Int, remarks: [Remark]) {
    self.suppression = suppression
    self.findings = findings
    self.remarks = remarks
  }
}
