/// How to answer where AWS's documentation is silent.
///
/// nil says that nobody knows.
public struct Interpretation: Hashable, Sendable {
  /// Whether a Principal of `*` lets an AWS service in.
  public var openPrincipalAdmitsServices: Bool?
  /// Whether a principal that names one session of a role means a caller of whom only the role is known.
  public var namedSessionIsTheCaller: Bool?
  /// Whether a resource ARN with a wildcard for its service matches as any other pattern does.
  public var wildcardServiceMatches: Bool?
  /// Whether a negated condition holds where the policy's value stands for nothing: a variable without a value,
  /// an address or an ARN that is none.
  public var nothingDiffers: Bool?
  /// Whether an action that takes no resource can be granted, or denied, on the one that a request names all the same.
  public var resourcelessActionHasResource: Bool?

  public init(
    openPrincipalAdmitsServices: Bool?, namedSessionIsTheCaller: Bool?,
    wildcardServiceMatches: Bool?, nothingDiffers: Bool? = nil,
    resourcelessActionHasResource: Bool? = nil
  ) {
    self.openPrincipalAdmitsServices = openPrincipalAdmitsServices
    self.namedSessionIsTheCaller = namedSessionIsTheCaller
    self.wildcardServiceMatches = wildcardServiceMatches
    self.nothingDiffers = nothingDiffers
    self.resourcelessActionHasResource = resourcelessActionHasResource
  }

  /// Whether some of it is left open, so that the answer has to be as well.
  var leavesOpen: Bool {
    openPrincipalAdmitsServices == nil || namedSessionIsTheCaller == nil
      || wildcardServiceMatches == nil || nothingDiffers == nil
      || resourcelessActionHasResource == nil
  }

  /// Leaves open what is not documented.
  public static let audit = Interpretation(
    openPrincipalAdmitsServices: nil, namedSessionIsTheCaller: nil, wildcardServiceMatches: nil,
    nothingDiffers: nil, resourcelessActionHasResource: nil)

  /// Always answers: everyone includes services, the rest matches nothing.
  public static let simulation = Interpretation(
    openPrincipalAdmitsServices: true, namedSessionIsTheCaller: false,
    wildcardServiceMatches: false, nothingDiffers: false, resourcelessActionHasResource: false)
}
