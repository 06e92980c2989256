/// The way from a trigger to its task: who calls, which roles are handed over, and what of it is allowed.
public struct TaskChain: Sendable, Hashable {
  /// A role that the task gets.
  public struct Role: Sendable, Hashable {
    /// `task`, `execution` or `infrastructure`.
    public var slot: String
    /// Its ARN.
    public var arn: String
    /// Whether the caller may pass it; nil where nobody passes it.
    public var passing: Verdict?
    /// Whether the service that is to use it may assume it; nil where that was not asked.
    public var assuming: Verdict?

    public init(slot: String, arn: String, passing: Verdict? = nil, assuming: Verdict? = nil) {
      self.slot = slot
      self.arn = arn
      self.passing = passing
      self.assuming = assuming
    }
  }

  /// The ARN of the role that calls; nil where it is computed, or nobody calls.
  public var caller: String?
  /// Whether the trigger's service may assume it.
  public var assumingCaller: Verdict?
  /// `ecs:RunTask` or `ecs:StartTask`.
  public var action: String?
  /// Whether the caller may do that.
  public var starting: Verdict?
  public var roles: [Role]
  /// The ARN of the task definition; nil where it is computed.
  public var taskDefinition: String?

  public init(
    caller: String? = nil, assumingCaller: Verdict? = nil, action: String? = nil,
    starting: Verdict? = nil, roles: [Role] = [], taskDefinition: String? = nil
  ) {
    self.caller = caller
    self.assumingCaller = assumingCaller
    self.action = action
    self.starting = starting
    self.roles = roles
    self.taskDefinition = taskDefinition
  }
}
