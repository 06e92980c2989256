/// One question: whether a principal may do something on a resource, in these circumstances.
public struct Request: Sendable {
  public var principal: Principal { didSet { readPrincipal() } }
  /// `iam:PassRole`, in any case.
  public var action: String { didSet { actionText = Self.text(ofAction: action) } }
  /// Asks for all of the actions that `action` matches as a pattern.
  ///
  /// A policy that covers them all allows; one that matches some makes the answer conditional on
  /// `action`.
  public var actionIsPattern = false
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
    isByServiceLinkedRole = principal.isServiceLinkedRole
    crosses = crossesAccounts
  }

  private mutating func readPrincipal() {
    isByServiceLinkedRole = principal.isServiceLinkedRole
    crosses = crossesAccounts
  }

  private mutating func readResource() {
    resourceText = Self.text(ofResource: resource, isPattern: resourceIsPattern)
    crosses = crossesAccounts
  }

  private static func text(ofAction action: String) -> RequestText {
    var bytes = Array(action.utf8)
    var letters = bytes.mutableSpan
    for index in letters.indices { letters[index] = asciiLowercased(letters[index]) }
    return RequestText(bytes)
  }

  private static func text(ofResource resource: String, isPattern: Bool) -> RequestText {
    RequestText(isPattern ? Glob.encode(Array(resource.utf8)) : Array(resource.utf8))
  }

  private var crossesAccounts: Bool {
    guard let account = principal.accountID, !account.isEmpty else { return false }
    if let resourceAccount { return account != resourceAccount }
    guard let range = resourceText.arnPart(4), !range.isEmpty else { return false }
    let bytes = resourceText.bytes.span.extracting(range)
    let own = account.utf8.span
    var isSame = bytes.count == own.count
    for index in bytes.indices {
      guard (0x30...0x39).contains(bytes[index]) else { return false }
      if isSame, bytes[index] != own[index] { isSame = false }
    }
    return !isSame
  }
}
