/// One question: whether a principal may do something on a resource, in these circumstances.
public struct Request: Sendable {
  public var principal: Principal { didSet { readPrincipal() } }
  /// `iam:PassRole`, in any case.
  public var action: String { didSet { actionText = Self.text(ofAction: action) } }
  /// An ARN, or `*` for an action that takes no resource.
  public var resource: String { didSet { readResource() } }
  /// Asks for all of the resources that `resource` matches as a pattern.
  ///
  /// A policy that covers them all allows; one that matches some makes the answer conditional on
  /// `resource`.
  public var resourceIsPattern: Bool { didSet { readResource() } }
  /// The account that owns the resource.
  ///
  /// nil: the account in its ARN or, where that has none, the principal's own.
  public var resourceAccount: String? { didSet { crosses = crossesAccounts } }
  public var context: RequestContext

  private(set) var actionText: RequestText
  private(set) var resourceText: RequestText
  /// The id of the principal's account; empty for services, providers and anonymous callers.
  private var account: [UInt8]
  /// Whether the resource belongs to another account than the principal.
  private(set) var crosses = false
  /// Whether the principal is, or is a session of, a role under the path that AWS keeps for service-linked roles.
  private(set) var isByServiceLinkedRole: Bool

  public init(
    principal: Principal, action: String, resource: String, resourceIsPattern: Bool = false,
    resourceAccount: String? = nil, context: RequestContext = RequestContext()
  ) {
    self.principal = principal
    self.action = action
    self.resource = resource
    self.resourceIsPattern = resourceIsPattern
    self.resourceAccount = resourceAccount
    self.context = context
    actionText = Self.text(ofAction: action)
    resourceText = Self.text(ofResource: resource, isPattern: resourceIsPattern)
    account = Array((principal.accountID ?? "").utf8)
    isByServiceLinkedRole = principal.isServiceLinkedRole
    crosses = crossesAccounts
  }

  private mutating func readPrincipal() {
    account = Array((principal.accountID ?? "").utf8)
    isByServiceLinkedRole = principal.isServiceLinkedRole
    crosses = crossesAccounts
  }

  private mutating func readResource() {
    resourceText = Self.text(ofResource: resource, isPattern: resourceIsPattern)
    crosses = crossesAccounts
  }

  private static func text(ofAction action: String) -> RequestText {
    RequestText(action.utf8.map(asciiLowercased))
  }

  private static func text(ofResource resource: String, isPattern: Bool) -> RequestText {
    RequestText(isPattern ? Glob.encode(resource.utf8) : Array(resource.utf8))
  }

  private var crossesAccounts: Bool {
    guard !account.isEmpty else { return false }
    if let resourceAccount { return !account.elementsEqual(resourceAccount.utf8) }
    guard let range = resourceText.arnPart(4), !range.isEmpty else { return false }
    let bytes = resourceText.bytes.span.extracting(range)
    var isSame = bytes.count == account.count
    for index in bytes.indices {
      guard (0x30...0x39).contains(bytes[index]) else { return false }
      if isSame, bytes[index] != account[index] { isSame = false }
    }
    return !isSame
  }
}
