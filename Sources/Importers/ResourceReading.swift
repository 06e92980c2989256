/// One named part of a resource that is versioned on its own: a trust policy, a definition, a list of targets.
public struct Aspect: Hashable, Sendable {
  /// The word for the part: `trust`, `inline:NAME`, `attached`, `definition`, ….
  public var name: String
  /// Canonical JSON without secrets; `null` where the value is known to be absent or could not be decoded.
  public var body: String

  public init(name: String, body: String) {
    self.name = name
    self.body = body
  }
}

/// What one place of an export says about one resource; several readings of one ARN add up.
public struct ResourceReading: Hashable, Sendable {
  public var kind: ResourceKind
  /// The identity: an ARN or, where AWS has none (attachments and parents of an organization), ids.
  public var arn: String
  /// Twelve digits; `aws` for the policies that AWS itself keeps; for an organization the account that exported it.
  public var account: String
  /// Empty for IAM and Organizations.
  public var region: String
  /// None: the resource was listed, and nothing else is known of it.
  public var aspects: [Aspect]
  public var file: String
  /// Counted from 1.
  public var line: Int

  public init(
    kind: ResourceKind, arn: String, account: String, region: String, aspects: [Aspect],
    file: String, line: Int
  ) {
    self.kind = kind
    self.arn = arn
    self.account = account
    self.region = region
    self.aspects = aspects
    self.file = file
    self.line = line
  }
}

/// A reading that does not say whose it is: its account, region or ARN come from elsewhere in the same export.
struct UnplacedReading: Sendable {
  enum Identity: Sendable {
    /// The ARN is known, the account that exported it is not.
    case known
    case rule(bus: String, name: String)
    /// A resource of a service, as its ARN ends: `ec2` and `instance/i-0a1b2c3d`.
    case ofService(String, String)
    /// A policy's attachments, whose organization no target names.
    case attachment(policy: String)
  }

  var identity: Identity
  var reading: ResourceReading
}
