/// One question: whether a principal may do something on a resource, in these circumstances.
public struct Request: Sendable {
  public var principal: Principal { didSet { readPrincipal() } }
  /// `iam:PassRole`, in any case.
  public var action: String { didSet { readAction() } }
  /// Asks for all of the actions that `action` matches as a pattern.
  ///
  /// A policy that covers them all allows; one that matches some makes the answer conditional on
  /// `action`.
  public var actionIsPattern = false { didSet { readAction() } }
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
  public var resourceAccount: String? { didSet { readAccounts() } }
  public var context: RequestContext

  private(set) var actionText: RequestText
  private(set) var actionFilter: ActionFilter
  private(set) var actionTakesNoResource: Bool
  private(set) var resourceText: RequestText
  /// Whether the resource belongs to another account than the principal.
  private(set) var crosses: Bool
  /// Whether the principal is, or is a session of, a role under the path that AWS keeps for service-linked roles.
  private(set) var isByServiceLinkedRole: Bool

  public init(
    principal: Principal, action: String, resource: String, resourceIsPattern: Bool = false,
    resourceAccount: String? = nil, context: RequestContext = RequestContext()
  ) {
    let resourceText =
      resourceIsPattern ? RequestText(pattern: resource) : RequestText(resource: resource)
    self.principal = principal
    self.action = action
    self.resource = resource
    self.resourceIsPattern = resourceIsPattern
    self.resourceAccount = resourceAccount
    self.context = context
    actionText = RequestText(action: action)
    actionFilter = ActionFilter(action.utf8.span)
    actionTakesNoResource = ServiceRules.takesNoResource(actionText)
    self.resourceText = resourceText
    isByServiceLinkedRole = principal.isServiceLinkedRole
    crosses = Self.crosses(
      principal, resource, isPattern: resourceIsPattern, resourceText.colons, resourceAccount)
  }

  private mutating func readPrincipal() {
    isByServiceLinkedRole = principal.isServiceLinkedRole
    readAccounts()
  }

  private mutating func readAccounts() {
    crosses = Self.crosses(
      principal, resource, isPattern: resourceIsPattern, resourceText.colons, resourceAccount)
  }

  private mutating func readAction() {
    actionText = RequestText(action: action)
    actionFilter = actionIsPattern ? .every : ActionFilter(action.utf8.span)
    actionTakesNoResource = ServiceRules.takesNoResource(actionText)
  }

  private mutating func readResource() {
    resourceText =
      resourceIsPattern ? RequestText(pattern: resource) : RequestText(resource: resource)
    readAccounts()
  }

  /// Whether a resource belongs to another account than the principal; given are its colons, if it is no pattern.
  private static func crosses(
    _ principal: Principal, _ resource: String, isPattern: Bool, _ colons: ArnColons,
    _ resourceAccount: String?
  ) -> Bool {
    if let resourceAccount { return principal.belongs(to: resourceAccount.utf8.span) == false }
    let bytes = resource.utf8.span
    guard let owner = (isPattern ? ArnColons(bytes) : colons).account(in: bytes) else {
      return false
    }
    return principal.belongs(to: bytes.extracting(owner)) == false
  }
}
